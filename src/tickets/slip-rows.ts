// A slip's row and its clock: the clock is kept whole, the columns beside it say the same for indexes.
import type { AssignmentClock, Level } from '../deadlines/assignment-clock.ts'
import { nextWake } from '../deadlines/escalation-rules.ts'
import type { Prisma } from '../platform/database/client.ts'

/** A slip as loaded, with its clock; `next` is the clock it is to have, when it changed. */
export interface SlipRow {
  id: string
  ticketId: string
  number: number
  cycle: number
  part: 'main' | 'coordinating'
  mainId: string | null
  unitId: string
  officeUnitId: string
  fromUnitId: string | null
  fromPersonId: string | null
  note: string
  createdAt: Date
  handlerId: string | null
  takenAt: Date | null
  withinUnitId: string | null
  clock: AssignmentClock
}

type Stored = Omit<SlipRow, 'clock' | 'part'> & { clock: unknown; part: string }

/** Reads a row. The clock was written by `clockColumns` and by nobody else. */
export function slipOf(row: Stored): SlipRow {
  return { ...row, part: row.part === 'coordinating' ? 'coordinating' : 'main', clock: row.clock as AssignmentClock }
}

/** The clock in all columns that hold it. */
export function clockColumns(clock: AssignmentClock) {
  const wake = nextWake(clock)
  return {
    clock: clock as unknown as Prisma.InputJsonValue,
    revision: clock.revision,
    state: clock.state,
    level: clock.term.level satisfies Level as string,
    holderUnitId: clock.term.unitId,
    officeUnitId: clock.officeUnitId,
    dueAt: new Date(clock.term.dueAt),
    calendarVersion: clock.term.calendarVersion,
    scheduled: clock.term.extension !== null,
    late: clock.lapses.length > 0,
    nextWakeAt: wake === null ? null : new Date(wake),
    closedAt: clock.closed ? new Date(clock.closed.at) : null,
    closeCause: clock.closed?.cause ?? null,
  }
}

/** What changed of a slip's terms from one clock to the next, for the table of terms (Đ12.1). */
export interface TermChange {
  assignmentId: string
  no: number
  level: Level
  unitId: string
  receivedAt: Date
  dueAt: Date
  lapsedAt: Date | null
  endedAt: Date | null
}

/** The rows of the terms that are new or different; `before` is null for a slip just made. */
export function termChanges(assignmentId: string, before: AssignmentClock | null, after: AssignmentClock, now: Date): TermChange[] {
  const touched: TermChange[] = []
  const row = ({ no, level, unitId, receivedAt, dueAt }: AssignmentClock['term'], endedAt: Date | null): TermChange => {
    const lapse = after.lapses.find(({ termNo }) => termNo === no)
    return {
      assignmentId,
      no,
      level,
      unitId,
      receivedAt: new Date(receivedAt),
      dueAt: new Date(dueAt),
      lapsedAt: lapse ? new Date(lapse.dueAt) : null,
      endedAt: endedAt && endedAt.getTime() < receivedAt ? new Date(receivedAt) : endedAt,
    }
  }
  // A term that was handed in ended then, however long the result was looked at (Đ12.1).
  if (before && before.term.no !== after.term.no) touched.push(row(before.term, before.stoppedAt === null ? now : new Date(before.stoppedAt)))
  const over = after.state === 'stopped' || after.state === 'closed'
  const endedAt = over ? new Date(after.stoppedAt ?? after.closed?.at ?? now.getTime()) : null
  touched.push(row(after.term, endedAt))
  return touched
}
