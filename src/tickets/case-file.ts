// What permissions need to know of a petition, read from its rows.

import type { TicketStanding } from './lifecycle-rules.ts'
import type { CaseFile, OpenSlip } from './permission-rules.ts'
import type { SlipRow } from './slip-rows.ts'

interface Rows {
  standing: TicketStanding
  slips: readonly SlipRow[]
  /** Not yet handed in, by slip. */
  draftResults: ReadonlySet<string>
  /** Slips for which a date may still be promised. */
  extendable: ReadonlySet<string>
  answer: string | null
  answeredAt: Date | null
  pauseAllowed: boolean
}

/** Puts the case file together. */
export function caseFile({ standing, slips, draftResults, extendable, answer, answeredAt, pauseAllowed }: Rows): CaseFile {
  const open = slips.filter(({ clock }) => clock.state !== 'closed')
  return {
    standing,
    slips: open.map((slip) => openSlip(slip, draftResults, extendable)),
    resultToCheck: open.some(({ part, clock }) => part === 'main' && clock.state === 'stopped'),
    answerToTell: answer !== null && answeredAt === null && standing.status === 'processing',
    pauseAllowed,
  }
}

function openSlip(
  { id, part, unitId, withinUnitId, officeUnitId, clock, handlerId, takenAt }: SlipRow,
  draftResults: ReadonlySet<string>,
  extendable: ReadonlySet<string>,
): OpenSlip {
  return {
    id,
    part,
    unitId,
    withinUnitId,
    officeUnitId,
    state: clock.state,
    level: clock.term.level,
    handlerId,
    taken: takenAt !== null,
    hasDraftResult: draftResults.has(id),
    scheduled: clock.term.extension !== null,
    extendable: extendable.has(id),
  }
}
