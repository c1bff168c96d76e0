// Everything that is not sent yet, the draft on the desk included once its sending has failed.
import { Store, useStore } from '../api/store.ts'
import type { DraftState } from './ticket-draft.ts'
import type { UnsentDraft } from './unsent-drafts.ts'
import type { Workbench } from './workbench.ts'

const noDraft = new Store<DraftState | null>(null)

export function useUnsent(bench: Workbench): readonly UnsentDraft[] {
  const aside = useStore(bench.unsent.state)
  const draft = useStore(bench.draft)
  const onDesk = useStore<DraftState | null>(draft?.state ?? noDraft)
  if (!draft || !onDesk || (onDesk.save.kind !== 'local' && onDesk.save.kind !== 'refused')) return aside
  const { ticketId, form, save } = onDesk
  const standing = save.kind === 'refused' ? 'refused' : 'waiting'
  const own: UnsentDraft = { ticketId, form, touched: draft.touched, savedAt: draft.typedAt, standing, reason: save.reason }
  return [...aside, own].toSorted((a, b) => a.savedAt.localeCompare(b.savedAt))
}
