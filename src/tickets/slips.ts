// Making and ending slips.
import { Refusal } from '../contract/errors.ts'
import { openClock } from '../deadlines/escalation-rules.ts'
import { levelWords, stepSlip } from './clock-steps.ts'
import type { UnitFacts } from './deps.ts'
import { dueText, handlersOf, tellCitizen, tellUnit } from './notices.ts'
import { addSlip, coordinatingSlips, note, type Scene } from './scene.ts'
import type { SlipRow } from './slip-rows.ts'

interface NewSlip {
  unitId: string
  fromUnitId: string | null
  note: string
  /** The unit that asks others to help. */
  main?: SlipRow
  /** VP UBND tỉnh was given it by nobody: it came there by itself, or it assigns. */
  byOffice?: boolean
  /** Nobody chose the unit: it cannot be refused, even if nobody is there. */
  byItself?: boolean
}

/** Sends a slip: its clock starts with the unit's receipt, which is now (Đ11.1). */
export async function sendSlip(scene: Scene, slip: NewSlip): Promise<SlipRow> {
  const unit = await unitInForce(scene, slip.unitId, slip.main ? 'unitIds' : 'unitId')
  if (!slip.byItself) await refuseDeserted(scene, unit, slip.main ? 'unitIds' : 'unitId')
  const officeUnitId = await scene.ask.officeUnit()
  if (officeUnitId === null) throw new Refusal('unavailable', 'Danh bạ chưa có Văn phòng UBND tỉnh, chưa chuyển phiếu được. Quản trị cần khai báo đơn vị này.')
  const part = slip.main ? 'coordinating' : 'main'
  const level = unit.id === officeUnitId && part === 'main' ? 'provincial-office' : 'focal-point'
  const calendars = await scene.deps.book.calendarsOf(unit.id)
  const assignment = { part, unitId: unit.id, officeUnitId, onePerson: await isOnePerson(scene, unit), level } as const
  const opened = openClock(assignment, scene.at, scene.settings, calendars)
  if (!opened.ok) throw new Refusal('illegal-transition', opened.message, { reason: opened.code })
  const row = addSlip(scene, {
    part,
    mainId: slip.main?.id ?? null,
    unitId: unit.id,
    officeUnitId,
    fromUnitId: slip.fromUnitId,
    fromPersonId: scene.actor.id,
    note: slip.note,
    clock: opened.clock,
  })
  const words = `Phiếu chuyển số ${row.number}: ${unit.name}, ${levelWords[level]}, hạn ${dueText(opened.clock.term.dueAt)}${slip.note ? `. ${slip.note}` : ''}`
  note(
    scene,
    part === 'coordinating' ? 'coordination-asked' : slip.byOffice ? 'assigned' : level === 'provincial-office' ? 'to-provincial-office' : 'slip-sent',
    words,
  )
  const from = slip.fromUnitId === null ? null : await scene.ask.unit(slip.fromUnitId)
  for (const effect of opened.effects) {
    // The checkbox is of a unit that asks for help; whoever gets the slip itself is always told (Đ10.1).
    if (effect.type !== 'notify' || (part === 'coordinating' && !scene.notifyNext)) continue
    const template = part === 'coordinating' ? 'coordination-asked' : slip.byOffice ? 'slip-assigned' : 'slip-received'
    const values = { due: dueText(opened.clock.term.dueAt), from: from?.name ?? scene.actor.name, unit: from?.name ?? 'Tổng đài 1022' }
    await tellUnit(scene, row, unit.id, level === 'provincial-office' ? 'provincial-office' : 'focal-point', {
      template,
      occasion: row.id,
      at: effect.at,
      values,
    })
  }
  if (part === 'main')
    tellCitizen(scene, { template: 'citizen-forwarded', occasion: row.id, values: { unit: unit.name, due: dueText(opened.clock.term.dueAt) } })
  return row
}

/** `fromUnitId`: who asks them to help; null: the hotline's desk. */
interface Helpers {
  unitIds: readonly string[]
  fromUnitId: string | null
  note: string
  byItself?: boolean
}

/** Sends a slip to each coordinating unit of a main one; each once, and not to the main unit itself. */
export async function sendCoordinating(scene: Scene, main: SlipRow, { unitIds, fromUnitId, note: words, byItself = false }: Helpers): Promise<void> {
  for (const unitId of new Set(unitIds)) {
    if (unitId === main.unitId)
      throw new Refusal('invalid-input', 'Đơn vị phối hợp trùng với đơn vị xử lý chính', { unitIds: 'Chọn đơn vị khác đơn vị xử lý chính' })
    const already = coordinatingSlips(scene).some((slip) => slip.unitId === unitId)
    if (already) {
      const unit = await scene.ask.unit(unitId)
      throw new Refusal('invalid-input', `${unit?.name ?? 'Đơn vị này'} đang phối hợp xử lý rồi`, { unitIds: 'Đơn vị đang phối hợp xử lý' })
    }
    await sendSlip(scene, { unitId, fromUnitId, note: words, main, byItself })
  }
}

/** Closes the coordinating slips: the main unit is done, or has the ticket no more. */
export async function endCoordination(scene: Scene, cause: 'main-finished' | 'reassigned' | 'withdrawn'): Promise<void> {
  for (const slip of coordinatingSlips(scene)) await stepSlip(scene, slip, { type: 'close', cause })
}

/** The unit, or the refusal that says why no slip goes there any more. */
export async function unitInForce(scene: Scene, unitId: string, field = 'unitId'): Promise<UnitFacts> {
  const unit = await scene.ask.unit(unitId)
  if (!unit) throw new Refusal('invalid-input', 'Đơn vị này không có trong danh bạ', { [field]: 'Chọn đơn vị trong danh bạ' })
  if (!unit.inForce) {
    const instead = unit.successorName ? `, nay là ${unit.successorName}` : ''
    throw new Refusal('invalid-input', `${unit.name} không còn hoạt động${instead}. Chọn đơn vị khác.`, {
      [field]: `Đơn vị không còn hoạt động${instead}`,
    })
  }
  return unit
}

/** Nobody would ever see a slip to a unit where nobody serves. */
async function refuseDeserted(scene: Scene, unit: UnitFacts, field: string): Promise<void> {
  if ((await handlersOf(scene, unit.id)).length > 0) return
  throw new Refusal('invalid-input', `${unit.name} chưa có đầu mối hay lãnh đạo nào để nhận phiếu. Chọn đơn vị khác hoặc báo quản trị khai báo đầu mối.`, {
    [field]: 'Đơn vị chưa có người nhận phiếu',
  })
}

async function isOnePerson(scene: Scene, unit: UnitFacts): Promise<boolean> {
  if (unit.headIsFocal) return true
  const [focals, heads] = await Promise.all([scene.ask.people(unit.id, 'focal-point'), scene.ask.people(unit.id, 'unit-head')])
  const ids = new Set(heads.map(({ personId }) => personId))
  return focals.length > 0 && ids.size > 0 && focals.every(({ personId }) => ids.has(personId))
}
