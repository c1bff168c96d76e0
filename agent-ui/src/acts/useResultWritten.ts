// Whether the viewer's own unit has a result that waits to be handed in.
import type { Ticket } from '../../../src/contract/tickets.ts'
import { useMe } from '../session/session.tsx'
import { resultWritten } from './act-body.ts'

export const useResultWritten = (ticket: Ticket): boolean =>
  resultWritten(
    ticket,
    useMe().memberships.map(({ unitId }) => unitId),
  )
