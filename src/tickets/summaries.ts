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
  // Whose turn it is: of main slips one at most is not closed.
  assignments: {
    where: { part: 'main', state: { not: 'closed' } },
    select: { level: true, unit: { select: { name: true } }, officeUnit: { select: { name: true } }, handler: { select: { name: true } } },
  },
} as const satisfies Prisma.TicketSelect
export type SummaryRow = Prisma.TicketGetPayload<{ select: typeof summarySelect }>

/** Who has it now: whoever took the slip, else its unit; at the desk whoever wrote it down. */
function handlerOf({ step, createdBy, assignments: [slip] }: SummaryRow): string | null {
  if (step === 'operator' || !slip) return createdBy?.name ?? null
  return slip.handler?.name ?? (slip.level === 'provincial-office' ? slip.officeUnit : slip.unit).name
}

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
    handlerName: handlerOf(row),
  }
}
