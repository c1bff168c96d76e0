// Who may do what to a petition, by the part he has in it. Pure. The lifecycle (lifecycle-rules.ts) says when; both must agree.
import type { ActType } from '../contract/acts.ts'
import type { Level, SlipState } from '../contract/slips.ts'
import type { Role } from '../contract/values.ts'
import { move, type TicketAction, type TicketStanding } from './lifecycle-rules.ts'

/** A slip that is not closed, as far as permissions ask. */
export interface OpenSlip {
  id: string
  part: 'main' | 'coordinating'
  unitId: string
  /** The sub-unit it was passed to. */
  withinUnitId: string | null
  officeUnitId: string
  state: SlipState
  level: Level
  handlerId: string | null
  taken: boolean
  hasDraftResult: boolean
  scheduled: boolean
  /** A result date may still be promised: neither used up nor past the end. */
  extendable: boolean
}

/** Everything of a ticket that permissions depend on. */
export interface CaseFile {
  standing: TicketStanding
  slips: readonly OpenSlip[]
  /** Handed in by the main unit and neither checked nor sent back. */
  resultToCheck: boolean
  /** Checked, and the citizen not yet told. */
  answerToTell: boolean
  pauseAllowed: boolean
}

/** Who asks: himself and the roles he holds in which units, deputies' included. */
export interface Party {
  personId: string
  roles: readonly Role[]
  memberships: readonly { role: Role; unitId: string }[]
}

/** The part somebody has in a slip: the unit's focal point or head, or the provincial office it came up to. */
export type SlipPart = 'focal' | 'head' | 'office'

/** His parts in a slip; the sub-unit's people are focal points of what was passed to them. */
export function partsIn(slip: OpenSlip, party: Party): ReadonlySet<SlipPart> {
  const parts = new Set<SlipPart>()
  for (const { role, unitId } of party.memberships) {
    const inUnit = unitId === slip.unitId || unitId === slip.withinUnitId
    if (inUnit && role === 'focal-point') parts.add('focal')
    if (unitId === slip.unitId && role === 'unit-head') parts.add('head')
    if (unitId === slip.withinUnitId && role === 'unit-head') parts.add('focal')
    // Below its own level it is a unit like others, asked to help.
    if (role === 'provincial-office' && unitId === (slip.level === 'provincial-office' ? slip.officeUnitId : slip.unitId)) parts.add('office')
  }
  return parts
}

const isDesk = ({ roles }: Party) => roles.includes('operator') || roles.includes('supervisor')
const isSupervisor = ({ roles }: Party) => roles.includes('supervisor')

/** What came up to the provincial office is the office's to take and pass on, no longer the unit's that let it lapse (§30). */
const atLevel = ({ level }: OpenSlip, parts: ReadonlySet<SlipPart>) => (level === 'provincial-office' ? parts.has('office') : parts.size > 0)

/** Acts on one slip: who has the say, and what the slip must be like. */
const slipActs: Partial<Record<ActType, (slip: OpenSlip, parts: ReadonlySet<SlipPart>, party: Party) => boolean>> = {
  take: (slip, parts, { personId }) =>
    atLevel(slip, parts) && goes(slip) && !slip.taken && (slip.handlerId === null || slip.handlerId === personId || parts.has('head')),
  'give-back': (slip, parts, { personId }) => slip.taken && goes(slip) && (slip.handlerId === personId || parts.has('head') || parts.has('office')),
  'pass-on': (slip, parts) => atLevel(slip, parts) && goes(slip),
  // The provincial office has nobody to return to: it assigns.
  return: (slip, parts) => parts.size > 0 && goes(slip) && slip.level !== 'provincial-office',
  coordinate: (slip, parts) => parts.size > 0 && slip.part === 'main' && goes(slip),
  'save-result': (slip, parts) => parts.size > 0 && goes(slip),
  'hand-in': (slip, parts) => parts.size > 0 && goes(slip),
  // Whoever holds the running term promises; a head may do it for his focal point. Too late or twice is refused with its own words.
  extend: (slip, parts) => goes(slip) && holds(slip, parts),
  pause: (slip, parts) => slip.state === 'running' && holds(slip, parts),
  resume: (slip, parts) => slip.state === 'paused' && parts.size > 0,
  assign: (slip, parts) => parts.has('office') && slip.part === 'main' && slip.level === 'provincial-office' && goes(slip),
}

/** Acts on the whole ticket. */
const ticketActs: Partial<Record<ActType, (file: CaseFile, party: Party) => boolean>> = {
  forward: (file, party) => isDesk(party) && !file.resultToCheck && !file.answerToTell,
  refuse: (file, party) => isDesk(party) && !file.resultToCheck && !file.answerToTell,
  'request-info': (_, party) => isDesk(party),
  'answer-now': (file, party) => isDesk(party) && !file.resultToCheck && !file.answerToTell,
  'attach-to': (_, party) => isDesk(party),
  withdraw: (_, party) => isDesk(party),
  discard: (_, party) => isDesk(party),
  // The supervisor's, as checking is (34a).
  'send-back': (file, party) => isSupervisor(party) && file.resultToCheck,
  approve: (file, party) => isSupervisor(party) && file.resultToCheck,
  'tell-citizen': (file, party) => isDesk(party) && file.answerToTell,
  reopen: (_, party) => isDesk(party),
  comment: (file, party) => isDesk(party) || file.slips.some((slip) => partsIn(slip, party).size > 0),
  urge: (_, { roles }) => roles.some((role) => role === 'overseer' || role === 'supervisor' || role === 'provincial-office'),
  'edit-facts': (file, party) => file.slips.some((slip) => slip.part === 'main' && goes(slip) && partsIn(slip, party).size > 0),
}

/** Whether somebody may do an act, to this slip where it is about one. Its time is the lifecycle's: see `actsFor`. */
export function mayAct(act: ActType, file: CaseFile, party: Party, slipId?: string): boolean {
  const onSlip = slipActs[act]
  if (!onSlip) return ticketActs[act]?.(file, party) ?? false
  if (act === 'pause' && !file.pauseAllowed) return false
  const slips = slipId === undefined ? file.slips : file.slips.filter(({ id }) => id === slipId)
  return slips.some((slip) => onSlip(slip, partsIn(slip, party), party))
}

/** May a result date still be promised for this slip, and by him? */
export const mayExtend = (file: CaseFile, party: Party, slip: OpenSlip): boolean => slip.extendable && mayAct('extend', file, party, slip.id)

/** What somebody may do now: both his part and the lifecycle allow it, and it is not used up. */
export function actsFor(file: CaseFile, party: Party, all: readonly ActType[]): ActType[] {
  const stillExtends = file.slips.some((slip) => mayExtend(file, party, slip))
  return all.filter((act) => mayAct(act, file, party) && move(file.standing, act satisfies TicketAction).legal && (act !== 'extend' || stillExtends))
}

const goes = ({ state }: OpenSlip): boolean => state === 'running' || state === 'paused' || state === 'lapsed'

function holds(slip: OpenSlip, parts: ReadonlySet<SlipPart>): boolean {
  if (slip.level === 'provincial-office') return parts.has('office')
  return parts.has('head') || parts.has('office') || (slip.level === 'focal-point' && parts.has('focal'))
}
