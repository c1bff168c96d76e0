// A ticket as one row of a list.
import type { TicketSummary } from '../contract/tickets.ts'
import { IntakeChannel } from '../contract/values.ts'
import type { Prisma } from '../platform/database/client.ts'
import { standingOf } from './saving.ts'

/** What a list needs from the database. */
export const summarySelect = {
  id: true,
  code: true,
  title: true,
  channel: true,
  reportedAt: true,
  place: true,
  step: true,
  status: true,
  progress: true,
  stateSecret: true,
  category: { select: { name: true } },
  createdBy: { select: { name: true } },
} as const satisfies Prisma.TicketSelect
export type SummaryRow = Prisma.TicketGetPayload<{ select: typeof summarySelect }>

/** `shown` is the title and the place as the viewer may read them. */
export function summaryOf(row: SummaryRow, shown: { title: string; place: string }): TicketSummary {
  return {
    id: row.id,
    code: row.code,
    title: shown.title,
    categoryName: row.category?.name ?? null,
    channel: IntakeChannel.catch('other').parse(row.channel),
    reportedAt: row.reportedAt.toISOString(),
    place: shown.place,
    ...standingOf(row),
    handlerName: row.createdBy?.name ?? null,
  }
}
