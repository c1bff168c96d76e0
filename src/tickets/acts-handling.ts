// What a unit does with a slip it has: take, give back, pass on inside, comment, correct the facts; and being urged.
import type { ActOf } from '../contract/acts.ts'
import { Refusal } from '../contract/errors.ts'
import { addComment, addRemark } from './acts-intake.ts'
import { levelRoles, moveTo } from './clock-steps.ts'
import { markUrged } from './desk-tasks.ts'
import { changedFields, formOf } from './form-fields.ts'
import { fieldRows } from './history.ts'
import { dueText, tellPeople, tellUnit } from './notices.ts'
import { mainSlip, note, type Scene, setSlip } from './scene.ts'
import type { SlipRow } from './slip-rows.ts'

/** Nhận xử lý. The clock does not wait for it and does not mind it. */
export async function take(scene: Scene, slip: SlipRow): Promise<void> {
  setSlip(scene, slip, { handlerId: scene.actor.id, takenAt: scene.now })
  if (slip.part === 'main') moveTo(scene, 'take')
  note(scene, 'taken', await slipWords(scene, slip))
}

/** Bỏ nhận xử lý. */
export async function giveBack(scene: Scene, slip: SlipRow, act: ActOf<'give-back'>): Promise<void> {
  setSlip(scene, slip, { handlerId: null, takenAt: null })
  if (slip.part === 'main') moveTo(scene, 'give-back')
  note(scene, 'given-back', [await slipWords(scene, slip), act.reason].filter(Boolean).join('. '))
}

/** To a specialist or a sub-unit: a step of its own, written down, with no new clock (§8). */
export async function passOn(scene: Scene, slip: SlipRow, act: ActOf<'pass-on'>): Promise<void> {
  const colleagues = await colleaguesOf(scene, slip)
  const person = act.personId === null ? null : (colleagues.people.find(({ personId }) => personId === act.personId) ?? null)
  const unit = act.unitId === null ? null : (colleagues.units.find(({ id }) => id === act.unitId) ?? null)
  if (act.personId !== null && !person) throw new Refusal('invalid-input', 'Người này không thuộc đơn vị', { personId: 'Chọn người trong đơn vị' })
  if (act.unitId !== null && !unit) throw new Refusal('invalid-input', 'Không phải đơn vị trực thuộc', { unitId: 'Chọn đơn vị trực thuộc' })
  if (!person && !unit) throw new Refusal('invalid-input', 'Chọn người hoặc đơn vị trực thuộc để chuyển', { personId: 'Chọn người nhận' })
  if (person && unit && person.unitId !== unit.id)
    throw new Refusal('invalid-input', `${person.name} không thuộc ${unit.name}`, { personId: 'Chọn người của đơn vị trực thuộc này, hoặc chỉ chọn đơn vị' })
  // Whoever is given it by name must see it where he works; back in the unit itself, the sub-unit has no more part in it.
  const withinUnitId = unit?.id ?? (person && person.unitId !== slip.unitId && person.unitId !== slip.officeUnitId ? person.unitId : null)
  setSlip(scene, slip, { handlerId: person?.personId ?? null, takenAt: null, withinUnitId })
  if (slip.part === 'main') moveTo(scene, 'pass-on')
  note(scene, 'passed-on', [[person?.name, unit?.name].filter(Boolean).join(', '), act.note].filter(Boolean).join('. '))
  addRemark(scene, act.note)
  if (!scene.notifyNext) return
  const receivers = person ? [person] : await scene.ask.people(unit?.id ?? slip.unitId, 'focal-point')
  const { dueAt } = slip.clock.term
  tellPeople(scene, receivers, {
    template: 'slip-received',
    occasion: `${slip.id} passed ${scene.actId}`,
    values: { due: dueText(dueAt), from: scene.actor.name },
  })
}

/** Whom a slip may be passed on to: everybody of the unit and its sub-units, and the sub-units themselves. */
export async function colleaguesOf(scene: Pick<Scene, 'ask'>, slip: SlipRow) {
  // What came up to VP UBND tỉnh is no longer the unit's, nor its sub-units'.
  const units = slip.clock.term.level === 'provincial-office' ? [] : await scene.ask.subUnits(slip.unitId)
  const all = [slip.unitId, ...units.map(({ id }) => id)]
  const roles = slip.clock.term.level === 'provincial-office' ? (['provincial-office'] as const) : (['focal-point', 'unit-head'] as const)
  const holder = slip.clock.term.level === 'provincial-office' ? [slip.officeUnitId] : all
  const people = (await Promise.all(holder.flatMap((unitId) => roles.map((role) => scene.ask.people(unitId, role))))).flat()
  return { units, people: [...new Map(people.map((person) => [person.personId, person])).values()] }
}

/** Ý kiến xử lý. */
export async function comment(scene: Scene, act: ActOf<'comment'>): Promise<void> {
  if (scene.ticket.mergedIntoId !== null) throw new Refusal('conflict', 'Phiếu này đã gắn vào phản ánh khác. Hãy ghi ý kiến ở phản ánh đó.')
  addComment(scene, 'comment', act.text)
  note(scene, 'commented', act.text)
}

/** Đôn đốc (Đ18): a recorded message to whoever has it now; nothing moves. */
export async function urge(scene: Scene, act: ActOf<'urge'>): Promise<void> {
  moveTo(scene, 'urge')
  addComment(scene, 'urge', act.text)
  note(scene, 'urged', act.text)
  const slip = mainSlip(scene)
  if (!slip || slip.clock.state === 'stopped') return urgeDesk(scene, act)
  const { level, unitId } = slip.clock.term
  await tellUnit(scene, slip, unitId, levelRoles[level], { template: 'urged', occasion: act.actId, values: { from: scene.actor.name, text: act.text } })
}

/** It lies at the operators' desk: the supervisors are told, and its row there shows it. */
async function urgeDesk(scene: Scene, act: ActOf<'urge'>): Promise<void> {
  markUrged(scene)
  const supervisors = await scene.ask.holders('supervisor')
  const others = supervisors.filter(({ personId }) => personId !== scene.actor.id)
  tellPeople(scene, others, { template: 'desk-urged', occasion: act.actId, values: { from: scene.actor.name, text: act.text } })
}

/** Chỉnh sửa: what it is and where, by the unit that knows; each change written down. */
export async function editFacts(scene: Scene, act: ActOf<'edit-facts'>): Promise<void> {
  moveTo(scene, 'edit-facts')
  const before = formOf(scene.ticket)
  const { title, categoryId, place, latitude, longitude } = act
  const placed = latitude !== null && longitude !== null
  const after = { ...before, title, categoryId, place, latitude: placed ? latitude : null, longitude: placed ? longitude : null }
  if (changedFields(before, after).length === 0) return
  if (!(await scene.tx.category.findUnique({ where: { id: categoryId }, select: { id: true } })))
    throw new Refusal('invalid-input', 'Chuyên mục này không còn', { categoryId: 'Chuyên mục này không còn, chọn lại' })
  scene.history.push(
    ...(await fieldRows(
      scene.tx,
      { ticketId: scene.ticket.id, actor: scene.actor, at: scene.now, ...(scene.actId ? { actId: scene.actId } : {}) },
      before,
      after,
    )),
  )
  scene.ticketChange = { title, categoryId, place, latitude: after.latitude, longitude: after.longitude }
}

async function slipWords(scene: Scene, slip: SlipRow): Promise<string> {
  const unit = await scene.ask.unit(slip.clock.term.unitId)
  return `Phiếu chuyển số ${slip.number}${unit ? `, ${unit.name}` : ''}`
}
