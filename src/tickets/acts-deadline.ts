// What a unit does about its deadline: Hẹn xử lý, pause, return as not ours, ask others to help; and VP UBND tỉnh assigning.
import { randomUUID } from 'node:crypto'
import type { ActOf } from '../contract/acts.ts'
import { Refusal } from '../contract/errors.ts'
import { addRemark } from './acts-intake.ts'
import { moveTo, stepSlip } from './clock-steps.ts'
import { openTask } from './desk-tasks.ts'
import { extensionsBefore } from './extensions-before.ts'
import { dueText, tellDesk, tellUnit } from './notices.ts'
import { mainSlip, note, type Scene } from './scene.ts'
import type { SlipRow } from './slip-rows.ts'
import { endCoordination, sendCoordinating, sendSlip } from './slips.ts'

/** Hẹn xử lý: a result date instead of a result (Đ10.2, Đ11.3). */
export async function extend(scene: Scene, slip: SlipRow, act: ActOf<'extend'>): Promise<void> {
  const { amount, unit, remindAfter, reason, termNo } = act
  const usedBefore = await extensionsBefore(scene.tx, slip)
  const before = slip.clock.term.dueAt
  await stepSlip(scene, slip, { type: 'extend', termNo, amount, unit, remindAfter, reason, usedBefore })
  const { extension, unitId } = slip.clock.term
  if (!extension || scene.actor.id === null) throw new Error('an extension is made by somebody')
  // There is only one, and it is there to win time: one that loses some is a slip of the hand until it is said twice.
  if (extension.endsAt < before && !act.sooner)
    throw new Refusal('invalid-input', `Ngày hẹn ${dueText(extension.endsAt)} sớm hơn hạn hiện tại ${dueText(before)}, và chỉ được hẹn một lần.`, {
      sooner: 'Chọn ô này nếu vẫn hẹn sớm hơn',
    })
  if (slip.part === 'main') moveTo(scene, 'extend')
  note(scene, 'extended', dueText(extension.endsAt), { field: 'dueAt', oldValue: dueText(before) })
  note(scene, 'extended', reason)
  const data = {
    id: randomUUID(),
    assignmentId: slip.id,
    ticketId: scene.ticket.id,
    part: slip.part,
    unitId,
    madeAt: new Date(extension.madeAt),
    madeById: scene.actor.id,
    amount,
    unit,
    endsAt: new Date(extension.endsAt),
    reason,
  }
  scene.later.push((tx) => tx.extension.create({ data }))
}

/** Waiting for the citizen, where the setting allows it; the law's clock goes on beside (§13). */
export async function pause(scene: Scene, slip: SlipRow, act: ActOf<'pause'>): Promise<void> {
  await stepSlip(scene, slip, { type: 'pause', termNo: act.termNo })
  note(scene, 'paused', `Phiếu chuyển số ${slip.number}`)
}

export async function resume(scene: Scene, slip: SlipRow): Promise<void> {
  await stepSlip(scene, slip, { type: 'resume' })
  note(scene, 'resumed', `Phiếu chuyển số ${slip.number}, hạn ${dueText(slip.clock.term.dueAt)}`)
}

/** Không thuộc thẩm quyền: back to the operators; after so many returns VP UBND tỉnh decides (†27). */
export async function returnSlip(scene: Scene, slip: SlipRow, act: ActOf<'return'>): Promise<void> {
  const effects = await stepSlip(scene, slip, { type: 'return', termNo: act.termNo, reason: act.reason, returnsBefore: scene.ticket.returns })
  const returned = effects.find((effect) => effect.type === 'returned')
  if (!returned) throw new Error('a return has a receiver')
  const unit = await scene.ask.unit(slip.unitId)
  const values = { unit: unit?.name ?? '', reason: act.reason }
  if (returned.to === 'main-unit') {
    note(scene, 'coordination-returned', `${values.unit}. ${act.reason}`)
    const main = mainSlip(scene)
    if (main && scene.notifyNext) await tellUnit(scene, main, main.unitId, 'focal-point', { template: 'slip-returned', occasion: slip.id, values })
    return
  }
  scene.ticketChange = { returns: returned.count }
  scene.ticket = { ...scene.ticket, returns: returned.count }
  note(scene, 'returned', `${values.unit}, lần ${returned.count}. ${act.reason}`)
  await endCoordination(scene, 'reassigned')
  const officeUnitId = await scene.ask.officeUnit()
  if (returned.to === 'provincial-office' && officeUnitId !== null) {
    const words = `Đã bị trả lại ${returned.count} lần. ${act.reason}`
    const up = await sendSlip(scene, { unitId: officeUnitId, fromUnitId: slip.unitId, note: words, byItself: true })
    moveTo(scene, 'return', { level: up.clock.term.level })
    return
  }
  moveTo(scene, 'return')
  await openTask(scene, 'returned-slip')
  if (scene.notifyNext) await tellDesk(scene, { template: 'returned-to-desk', occasion: slip.id, values: { unit: values.unit } })
}

/** One main unit, several beside it with sub-clocks of their own (M1.1.2). */
export async function coordinate(scene: Scene, slip: SlipRow, act: ActOf<'coordinate'>): Promise<void> {
  moveTo(scene, 'coordinate')
  await sendCoordinating(scene, slip, { unitIds: act.unitIds, fromUnitId: slip.clock.term.unitId, note: act.note })
  addRemark(scene, act.note)
}

/** VP UBND tỉnh assigns main and coordinating units (Đ10.4.2): its own slip ends, the unit gets a fresh clock. */
export async function assign(scene: Scene, slip: SlipRow, act: ActOf<'assign'>): Promise<void> {
  // Given to itself it would begin anew, as often as one likes.
  if (act.unitId === slip.clock.term.unitId || act.unitId === slip.officeUnitId)
    throw new Refusal('invalid-input', 'Phiếu đang ở chính đơn vị này. Chọn đơn vị khác để giao xử lý.', { unitId: 'Chọn đơn vị khác' })
  await stepSlip(scene, slip, { type: 'close', cause: 'reassigned' })
  await endCoordination(scene, 'reassigned')
  const given = await sendSlip(scene, { unitId: act.unitId, fromUnitId: slip.officeUnitId, note: act.note, byOffice: true })
  await sendCoordinating(scene, given, { unitIds: act.coordinatingUnitIds, fromUnitId: slip.officeUnitId, note: act.note })
  moveTo(scene, 'assign', { level: given.clock.term.level })
}
