// The search as it stands in the address, read carefully: an address may be old or typed by hand.
import { TicketQuery } from '../../../src/contract/tickets.ts'

/** Turns the address into a query; anything wrong in it is left out rather than refused. */
export function queryOf(params: URLSearchParams, pageSize: number): TicketQuery {
  const raw: Record<string, string> = {}
  for (const [name, value] of params) {
    // The status filter offers Trễ hạn too, which is a progress.
    if (name === 'status' && value === 'late') raw.progress = 'late'
    else if (value) raw[name] = value
  }
  const parsed = TicketQuery.safeParse({ ...raw, pageSize })
  return parsed.success ? parsed.data : TicketQuery.parse({ pageSize })
}
