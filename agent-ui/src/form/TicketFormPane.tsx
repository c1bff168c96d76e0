// Middle of the desk: kind of request, form, what is still missing, and the actions.
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { useStore } from '../api/store.ts'
import type { Desk } from '../desk/desk.tsx'
import { AttachedTicket } from './AttachedTicket.tsx'
import type { DraftState } from './draft-state.ts'
import { NoTicket } from './NoTicket.tsx'
import { SavedTicket } from './SavedTicket.tsx'
import { TicketFormFields } from './TicketFormFields.tsx'
import { TicketFormFooter } from './TicketFormFooter.tsx'
import { TicketFormHead } from './TicketFormHead.tsx'
import type { TicketDraft } from './ticket-draft.ts'
import { useFormKeys } from './useFormKeys.ts'

export function TicketFormPane({ desk, draft }: { desk: Desk; draft: TicketDraft | null }) {
  if (!draft) return <NoTicket desk={desk} />
  return <OpenForm key={draft.state.get().ticketId} desk={desk} draft={draft} />
}

function OpenForm({ desk, draft }: { desk: Desk; draft: TicketDraft }) {
  const state = useStore(draft.state)
  const submit = useFormKeys(draft)
  useBackToPetition(desk, state)
  if (state.saved?.mergedIntoId) return <AttachedTicket desk={desk} draft={draft} toId={state.saved.mergedIntoId} />
  if (state.saved) return <SavedTicket desk={desk} ticket={state.saved} state={state} />
  const inCall = desk.pop?.draft.ticketId === state.ticketId
  return (
    <form className="ticket-form" onSubmit={(event) => event.preventDefault()} data-testid="ticket-form" data-ticket-id={state.ticketId} noValidate>
      <TicketFormHead draft={draft} state={state} />
      <TicketFormFields draft={draft} state={state} call={inCall ? (desk.pop?.call ?? null) : null} />
      <TicketFormFooter desk={desk} draft={draft} state={state} submit={submit} />
    </form>
  )
}

/** A petition that was edited ends on its own page, unless words are left that are not in it. */
function useBackToPetition(desk: Desk, { saved, editing, missed }: DraftState): void {
  const navigate = useNavigate()
  const { bench } = desk
  const done = editing && saved && missed.length === 0 ? saved.id : null
  useEffect(() => {
    if (done === null) return
    void bench.putAside()
    void navigate(`/phan-anh/${done}`)
  }, [done, bench, navigate])
}
