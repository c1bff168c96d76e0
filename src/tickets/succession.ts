// When the directory changes under slips that are on their way: a unit that closed hands its slips to its successor, or back to the
// operators' desk; what came up to the provincial office follows the unit that is the provincial office now. Nothing lies where nobody is.
import type { Prisma } from '../platform/database/client.ts'
import { unitsOf } from './act.ts'
import { moveTo, stepSlip } from './clock-steps.ts'
import { type TicketDeps, transactionLimits, type UnitFacts } from './deps.ts'
import { openTask } from './desk-tasks.ts'
import { system } from './history.ts'
import { localDay } from './local-day.ts'
import { tellDesk } from './notices.ts'
import { coordinatingSlips, createAsking, mainSlip, note, openScenes, type Scene, setSlip } from './scene.ts'
import { writeScenes } from './scene-writing.ts'
import type { SlipRow } from './slip-rows.ts'
import { endCoordination, sendCoordinating, sendSlip } from './slips.ts'

const going = ['running', 'paused', 'lapsed']
/** Petitions looked for at once; the next look finds the next ones. */
const ASKED = 500
/** So many closings in a row are followed. */
const DEEPEST = 10

/** Brings slips to whoever has them by the directory of now; answers of how many petitions. */
export async function followDirectory(deps: TicketDeps): Promise<number> {
  const ids = await strandedTickets(deps)
  let moved = 0
  for (const id of ids) {
    const done = await followOne(deps, id).catch((error: unknown) => {
      deps.logger.error('a slip could not follow the directory', { ticketId: id, error })
      return false
    })
    if (done) moved += 1
  }
  return moved
}

async function strandedTickets({ db, clock, units }: TicketDeps): Promise<string[]> {
  const now = clock.now()
  const closed = { validTo: { lte: new Date(`${localDay(now)}T00:00:00Z`) } }
  const office = await units.officeUnit(now)
  const stranded: Prisma.AssignmentWhereInput[] = [{ level: { not: 'provincial-office' }, unit: closed }, { withinUnit: closed }]
  if (office !== null) stranded.push({ level: 'provincial-office', holderUnitId: { not: office } })
  const rows = await db.assignment.findMany({ where: { state: { in: going }, OR: stranded }, select: { ticketId: true }, take: ASKED })
  return [...new Set(rows.map(({ ticketId }) => ticketId))]
}

async function followOne(deps: TicketDeps, id: string): Promise<boolean> {
  const settings = await deps.book.settings()
  const now = deps.clock.now()
  const changed = await deps.db.$transaction(async (tx) => {
    const [scene] = await openScenes(deps, tx, [id], { now, settings, ask: createAsking(deps, now, tx), actor: system }, true)
    if (!scene) return null
    for (const slip of [...scene.slips]) await leaveSubUnit(scene, slip)
    const main = mainSlip(scene)
    if (main && going.includes(main.clock.state)) await followMain(scene, main)
    for (const slip of coordinatingSlips(scene)) if (!scene.newSlips.includes(slip)) await followCoordinating(scene, slip)
    await writeScenes(deps, tx, [scene])
    return scene.history.length > 0 ? unitsOf(scene) : null
  }, transactionLimits)
  if (changed !== null) deps.tell({ ticketId: id, unitIds: changed })
  return changed !== null
}

/** The sub-unit it was passed to is gone: it is the unit's own again. */
async function leaveSubUnit(scene: Scene, slip: SlipRow): Promise<void> {
  if (slip.withinUnitId === null || !going.includes(slip.clock.state)) return
  const within = await scene.ask.unit(slip.withinUnitId)
  if (within === null || within.inForce) return
  setSlip(scene, slip, { withinUnitId: null, handlerId: null, takenAt: null })
  if (slip.part === 'main') moveTo(scene, 'give-back')
  note(scene, 'unit-closed', within.name)
}

async function followMain(scene: Scene, slip: SlipRow): Promise<void> {
  if (slip.clock.term.level === 'provincial-office') return followOffice(scene, slip)
  const unit = await scene.ask.unit(slip.unitId)
  if (unit === null || unit.inForce) return
  const next = await successorOf(scene, unit)
  const helpers = coordinatingSlips(scene).map(({ unitId }) => unitId)
  note(scene, 'unit-closed', [unit.name, next && `kế thừa: ${next.name}`].filter(Boolean).join(', '))
  await stepSlip(scene, slip, { type: 'close', cause: 'reassigned' })
  await endCoordination(scene, 'reassigned')
  if (next === null) {
    moveTo(scene, 'unit-closed')
    await openTask(scene, 'returned-slip')
    await tellDesk(scene, { template: 'returned-to-desk', occasion: slip.id, values: { unit: unit.name } })
    return
  }
  const given = await sendSlip(scene, { unitId: next.id, fromUnitId: slip.unitId, note: slip.note, byItself: true })
  moveTo(scene, 'unit-closed', { level: given.clock.term.level })
  await sendCoordinating(scene, given, {
    unitIds: await helpersOf(scene, helpers, given),
    fromUnitId: given.clock.term.unitId,
    note: slip.note,
    byItself: true,
  })
}

/** The units that helped go on helping, each by its successor where it closed too. */
async function helpersOf(scene: Scene, helpers: readonly string[], main: SlipRow): Promise<string[]> {
  const found: string[] = []
  for (const id of helpers) {
    const unit = await scene.ask.unit(id)
    const next = unit && (unit.inForce ? unit : await successorOf(scene, unit))
    if (next && next.id !== main.unitId) found.push(next.id)
  }
  return found
}

async function followCoordinating(scene: Scene, slip: SlipRow): Promise<void> {
  const unit = await scene.ask.unit(slip.unitId)
  if (unit === null || unit.inForce || !going.includes(slip.clock.state)) return
  const main = mainSlip(scene)
  const next = await successorOf(scene, unit)
  note(scene, 'unit-closed', [unit.name, next && `kế thừa: ${next.name}`].filter(Boolean).join(', '))
  await stepSlip(scene, slip, { type: 'close', cause: 'reassigned' })
  const helpsAlready = next !== null && (next.id === main?.unitId || coordinatingSlips(scene).some(({ unitId }) => unitId === next.id))
  if (main && next && !helpsAlready)
    await sendCoordinating(scene, main, { unitIds: [next.id], fromUnitId: main.clock.term.unitId, note: slip.note, byItself: true })
}

/** Another unit is the provincial office: the slip is its own, with the same deadline. */
async function followOffice(scene: Scene, slip: SlipRow): Promise<void> {
  const officeUnitId = await scene.ask.officeUnit()
  if (officeUnitId === null || slip.clock.term.unitId === officeUnitId) return
  const [before, after] = await Promise.all([scene.ask.unit(slip.clock.term.unitId), scene.ask.unit(officeUnitId)])
  await stepSlip(scene, slip, { type: 'office-changed', officeUnitId })
  setSlip(scene, slip, { handlerId: null, takenAt: null })
  moveTo(scene, 'give-back')
  note(scene, 'office-changed', after?.name ?? '', before ? { oldValue: before.name } : {})
}

/** Whoever took a closed unit's place and is in force; null where nobody did. */
async function successorOf(scene: Scene, unit: UnitFacts): Promise<UnitFacts | null> {
  let next: UnitFacts | null = unit
  for (let depth = 0; next !== null && !next.inForce && depth < DEEPEST; depth += 1)
    next = next.successorId === null ? null : await scene.ask.unit(next.successorId)
  return next?.inForce ? next : null
}
