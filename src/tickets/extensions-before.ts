// How often Hẹn xử lý was used of a petition, and whose slips may still be promised a date (Đ11.3).
import { extensionRefusal } from '../deadlines/extension-rules.ts'
import type { TicketDeps, Transaction } from './deps.ts'
import type { SlipRow } from './slip-rows.ts'

type Extended = Pick<SlipRow, 'ticketId' | 'part' | 'unitId'>

/** Each with the unit it counts against and whose slip it was made on. */
async function extensionsOf(tx: Pick<Transaction, 'extension'>, ticketIds: readonly string[]) {
  return tx.extension.findMany({
    where: { ticketId: { in: [...ticketIds] } },
    select: { ticketId: true, part: true, unitId: true, assignment: { select: { unitId: true } } },
  })
}

/** The ticket's deadline is extended once, across units and clocks; each coordinating unit has a deadline of its own. */
const usesUp = ({ ticketId, part, unitId }: Extended, made: Awaited<ReturnType<typeof extensionsOf>>[number]): boolean =>
  made.ticketId === ticketId && made.part === part && (part === 'main' || made.assignment.unitId === unitId)

/** Extensions that use up this slip's. */
export async function extensionsBefore(tx: Pick<Transaction, 'extension'>, slip: Extended): Promise<{ unitId: string }[]> {
  return (await extensionsOf(tx, [slip.ticketId])).filter((made) => usesUp(slip, made))
}

/** Those of the slips for which a date may still be promised: not used up, and not past the end. */
export async function extendableSlips({ db, book, clock }: TicketDeps, slips: readonly SlipRow[]): Promise<ReadonlySet<string>> {
  const going = slips.filter((slip) => slip.clock.state === 'running' || slip.clock.state === 'paused')
  if (going.length === 0) return new Set()
  const settings = await book.settings()
  const at = Math.floor(clock.now().getTime() / 1000) * 1000
  const made = await extensionsOf(db, [...new Set(going.map(({ ticketId }) => ticketId))])
  const open = going.filter((slip) => {
    const usedBefore = made.filter((one) => usesUp(slip, one))
    return extensionRefusal(slip.clock, usedBefore, at, settings) === null
  })
  return new Set(open.map(({ id }) => id))
}
