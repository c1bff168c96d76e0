// A ticket as one row of a list.
import type { TicketSummary } from '../contract/tickets.ts'
import { IntakeChannel } from '../contract/values.ts'
import type { Prisma } from '../platform/database/client.ts'
import { standingOf } from './saving.ts'

/** What every list shows of a ticket itself. */
export const rowSelect = {
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
} as const satisfies Prisma.TicketSelect

/** The same with who has it. */
export const summarySelect = {
  ...rowSelect,
  createdBy: { select: { name: true } },
  // Whose turn it is: of main slips one at most is not closed.
  assignments: {
    where: { part: 'main', state: { not: 'closed' } },
    select: { level: true, unit: { select: { name: true } }, officeUnit: { select: { name: true } }, handler: { select: { name: true } } },
  },
} as const satisfies Prisma.TicketSelect
type ListRow = Prisma.TicketGetPayload<{ select: typeof rowSelect }>
export type SummaryRow = Prisma.TicketGetPayload<{ select: typeof summarySelect }>

/** What of a ticket the viewer may read. */
interface Shown {
  title: string
  place: string
}

/** Who has it now: whoever took the slip, else its unit; at the desk whoever wrote it down. */
function handlerOf({ step, createdBy, assignments: [slip] }: SummaryRow): string | null {
  if (step === 'operator' || !slip) return createdBy?.name ?? null
  return slip.handler?.name ?? (slip.level === 'provincial-office' ? slip.officeUnit : slip.unit).name
}

/** One row of a list; who has it is known to whoever asks. */
export function rowOf(row: ListRow, shown: Shown, handlerName: string | null): TicketSummary {
  return {
    id: row.id,
    code: row.code,
    title: shown.title,
    categoryName: row.category?.name ?? null,
    channel: IntakeChannel.catch('other').parse(row.channel),
    reportedAt: row.reportedAt.toISOString(),
    place: shown.place,
    ...standingOf(row),
    handlerName,
  }
}

export const summaryOf = (row: SummaryRow, shown: Shown): TicketSummary => rowOf(row, shown, handlerOf(row))
