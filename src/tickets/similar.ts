// Tickets that may tell the same as the one being written: asked beside the form while it is typed.

import { toE164 } from '../contract/phone-number.ts'
import type { SimilarQuery, TicketSummary } from '../contract/tickets.ts'
import { ticketStatuses } from '../contract/values.ts'
import type { TicketDeps } from './deps.ts'
import { isOpen } from './lifecycle-rules.ts'
import { isSamePlace, SIMILAR_DAYS } from './similar-rules.ts'
import { summaryOf, summarySelect } from './summaries.ts'

const LISTED = 5
/** One number's petitions of one category: more than anybody has. */
const LOOKED_AT = 50
const openStatuses = ticketStatuses.filter(isOpen)

/** Newest first; nothing while number, category or place is not there yet. State secrets are named on their own page only. */
export async function similarTickets({ db, clock }: TicketDeps, { number: typed, categoryId, place, except }: SimilarQuery): Promise<TicketSummary[]> {
  const number = toE164(typed)
  if (number === null) return []
  const since = new Date(clock.now().getTime() - SIMILAR_DAYS * 24 * 3_600_000)
  const rows = await db.ticket.findMany({
    where: {
      reporterNumber: number,
      categoryId,
      savedAt: { not: null },
      stateSecret: false,
      ...(except ? { id: { not: except } } : {}),
      OR: [{ status: { in: openStatuses } }, { reportedAt: { gte: since } }],
      status: { not: 'withdrawn' },
    },
    select: summarySelect,
    orderBy: [{ reportedAt: 'desc' }, { id: 'desc' }],
    take: LOOKED_AT,
  })
  return rows
    .filter((row) => isSamePlace(row.place, place))
    .slice(0, LISTED)
    .map((row) => summaryOf(row, row))
}
