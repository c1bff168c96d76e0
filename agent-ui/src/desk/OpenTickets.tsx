// Phiếu đang mở: a call about one of them is attached to it in place (§15), by two presses or by Alt+G and Enter.
import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketSummary } from '../../../src/contract/tickets.ts'
import { api, messageOf } from '../api/client.ts'
import { Store, useStore } from '../api/store.ts'
import type { DraftState } from '../form/draft-state.ts'
import { sentDraft } from '../form/sent-draft.ts'
import type { TicketDraft } from '../form/ticket-draft.ts'
import { dialogOpen } from '../kit/dialog-open.ts'
import { Key } from '../kit/Key.tsx'
import { Notice } from '../kit/Notice.tsx'
import { isRinging } from './call-standing.ts'
import type { Desk } from './desk.tsx'
import type { ShownPop } from './shown-call.ts'
import { TicketLine } from './TicketLine.tsx'

const noDraft = new Store<DraftState | null>(null)

/** The call's own draft, while it may still be attached. */
function useCallDraft(desk: Desk, pop: ShownPop): TicketDraft | null {
  const draft = useStore(desk.bench.draft)
  const state = useStore<DraftState | null>(draft?.state ?? noDraft)
  const own = state?.ticketId === pop.draft.ticketId && state.saved === null && !state.editing
  return own && !pop.local && desk.state.link === 'connected' && !isRinging(desk) ? draft : null
}

export function OpenTickets({ desk, pop, tickets }: { desk: Desk; pop: ShownPop; tickets: readonly TicketSummary[] }) {
  const { t } = useTranslation()
  const draft = useCallDraft(desk, pop)
  // One id for a line that is armed: pressed again after an answer that was lost, it is the same act.
  const [armed, setArmed] = useState<{ ticketId: string; actId: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const able = tickets.filter(({ id, code }) => code !== null && id !== pop.draft.ticketId)
  const arm = (ticketId: string) => {
    setProblem(null)
    setArmed({ ticketId, actId: crypto.randomUUID() })
  }
  const attach = async (to: { ticketId: string; actId: string }) => {
    if (!draft || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const { id, version } = await sentDraft(draft)
      draft.end(await api('act', { params: { id }, body: { type: 'attach-to', actId: to.actId, version, ticketId: to.ticketId } }))
      setArmed(null)
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  const next = () => {
    const at = able.findIndex(({ id }) => id === armed?.ticketId)
    const ticket = able[(at + 1) % able.length]
    if (ticket) arm(ticket.id)
  }
  useAttachKey(draft !== null && !busy ? next : null)
  return tickets.map((ticket) => {
    const isArmed = armed?.ticketId === ticket.id
    return (
      <TicketLine key={ticket.id} ticket={ticket}>
        {draft && able.includes(ticket) && (
          <div className="attach-call">
            {isArmed ? (
              <Confirm busy={busy} onAttach={() => void attach(armed)} onCancel={() => setArmed(null)} />
            ) : (
              <Button size="small" onClick={() => arm(ticket.id)} disabled={busy} aria-keyshortcuts="Alt+G" data-testid="attach-call">
                {t('caller.attach')}
                <span className="visually-hidden"> {t('caller.attachAbout', { code: ticket.code ?? '' })}</span> {ticket === able[0] && <Key>Alt G</Key>}
              </Button>
            )}
          </div>
        )}
        {isArmed && problem && (
          <Notice tone="error" testId="attach-problem">
            {problem}
          </Notice>
        )}
      </TicketLine>
    )
  })
}

/** The one more press; the keyboard is there, and Esc takes it back. */
function Confirm({ busy, onAttach, onCancel }: { busy: boolean; onAttach: () => void; onCancel: () => void }) {
  const { t } = useTranslation()
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel()
    // The key that armed it, held down, is not the one more press; nor is the second half of a double click.
    if (event.repeat) event.preventDefault()
  }
  return (
    <>
      <Button
        size="small"
        type="primary"
        autoFocus
        loading={busy}
        onKeyDown={press}
        onClick={({ detail }) => detail < 2 && onAttach()}
        data-testid="attach-confirm"
      >
        {t('caller.attachNow')} <Key>↵</Key>
      </Button>
      <Button size="small" type="text" onClick={onCancel} disabled={busy} data-testid="attach-cancel">
        {t('caller.attachCancel')}
      </Button>
    </>
  )
}

function useAttachKey(next: (() => void) | null): void {
  const latest = useRef(next)
  latest.current = next
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.code !== 'KeyG' || !event.altKey || event.ctrlKey || event.shiftKey || event.repeat || !latest.current || dialogOpen()) return
      event.preventDefault()
      latest.current()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
