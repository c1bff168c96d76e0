// Middle of the desk: kind of request, form, what is still missing, and the two actions.

import { useStore } from '../api/store.ts'
import type { Desk } from '../desk/desk.tsx'
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
  if (state.saved) return <SavedTicket desk={desk} ticket={state.saved} state={state} />
  const inCall = desk.pop?.draft.ticketId === state.ticketId
  return (
    <form className="ticket-form" onSubmit={(event) => event.preventDefault()} data-testid="ticket-form" data-ticket-id={state.ticketId} noValidate>
      <TicketFormHead draft={draft} state={state} />
      <TicketFormFields draft={draft} state={state} call={inCall ? (desk.pop?.call ?? null) : null} />
      <TicketFormFooter desk={desk} state={state} submit={submit} />
    </form>
  )
}
