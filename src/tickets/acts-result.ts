// From a unit's result to the citizen: written, handed in, checked or sent back, approved for publication, told.
import { randomUUID } from 'node:crypto'
import type { ActOf } from '../contract/acts.ts'
import { Refusal } from '../contract/errors.ts'
import { addRemark } from './acts-intake.ts'
import { citizenTries, MOST_TRIES, triesActions, triesInVain } from './citizen-tries-rules.ts'
import { moveTo, stepSlip } from './clock-steps.ts'
import { finishTasks, openTask } from './desk-tasks.ts'
import { dueText, tellCitizen } from './notices.ts'
import { coordinatingSlips, mainSlip, note, type Scene } from './scene.ts'
import type { SlipRow } from './slip-rows.ts'
import { endCoordination, unitInForce } from './slips.ts'

/** Cập nhật kết quả: saved for oneself; the clock goes on until it is handed in. */
export async function saveResult(scene: Scene, slip: SlipRow, act: ActOf<'save-result'>): Promise<void> {
  if (scene.actor.id === null) throw new Error('a result has a writer')
  await unitInForce(scene, act.unitId)
  await refuseStranger(scene, slip, act.unitId)
  const open = await openResult(scene, slip)
  const { now, ticket } = scene
  const writtenById = scene.actor.id
  if (open && open.content === act.content && open.unitId === act.unitId) return
  if (open) scene.later.push((tx) => tx.result.update({ where: { id: open.id }, data: { content: act.content, unitId: act.unitId, updatedAt: now } }))
  else {
    const data = {
      id: randomUUID(),
      ticketId: ticket.id,
      assignmentId: slip.id,
      unitId: act.unitId,
      content: act.content,
      writtenById,
      createdAt: now,
      updatedAt: now,
    }
    scene.later.push((tx) => tx.result.create({ data }))
  }
  note(scene, 'result-saved', act.content, { field: 'result', ...(open ? { oldValue: open.content } : {}) })
  // The page of somebody else must see that there is another text now.
  scene.ticketChange = { updatedAt: now }
}

/** Nobody answers in the name of a unit that has no part in the petition (Đơn vị trả lời). */
async function refuseStranger(scene: Scene, slip: SlipRow, unitId: string): Promise<void> {
  const parts = scene.slips.flatMap((one) => [one.unitId, one.withinUnitId, one.clock.term.unitId])
  if (parts.includes(unitId) || (await scene.ask.subUnits(slip.unitId)).some(({ id }) => id === unitId)) return
  throw new Refusal('invalid-input', 'Đơn vị này không xử lý phản ánh', { unitId: 'Chọn đơn vị đang xử lý hoặc phối hợp xử lý phản ánh này' })
}

/** Trả kết quả, Xác nhận hoàn thành: stops the clock, needs a result (34a). A coordinating unit answers the main one. */
export async function handIn(scene: Scene, slip: SlipRow, act: ActOf<'hand-in'>): Promise<void> {
  const open = await openResult(scene, slip)
  await stepSlip(scene, slip, { type: 'hand-in', hasResult: (open?.content.trim() ?? '') !== '' })
  if (!open) throw new Refusal('illegal-transition', 'Chưa nhập kết quả xử lý')
  addRemark(scene, act.note)
  const { now } = scene
  if (slip.part === 'coordinating') {
    await stepSlip(scene, slip, { type: 'close', cause: 'completed' })
    note(scene, 'coordination-done', [open.content, act.note].filter(Boolean).join('\n'))
    scene.later.push((tx) => tx.result.update({ where: { id: open.id }, data: { handedInAt: now, approvedAt: now } }))
    return
  }
  if (!act.withoutAnswers) await refuseUnanswered(scene)
  scene.later.push((tx) => tx.result.update({ where: { id: open.id }, data: { handedInAt: now } }))
  await endCoordination(scene, 'main-finished')
  moveTo(scene, 'hand-in')
  note(scene, 'handed-in', [open.content, act.note].filter(Boolean).join('\n'))
  await openTask(scene, 'result-check')
}

/** Handing in ends the part of every coordinating unit: nobody does that without being told whose work it cuts off. */
async function refuseUnanswered(scene: Scene): Promise<void> {
  const names = await Promise.all(coordinatingSlips(scene).map(async ({ unitId }) => (await scene.ask.unit(unitId))?.name ?? 'một đơn vị'))
  if (names.length === 0) return
  throw new Refusal('invalid-input', `${names.length} đơn vị phối hợp chưa trả lời: ${names.join(', ')}. Trả kết quả sẽ kết thúc việc phối hợp.`, {
    withoutAnswers: 'Chọn ô này nếu vẫn trả kết quả',
  })
}

/** The result does not do: it goes back to the level it came from, with a clock of its own (34a). */
export async function sendBack(scene: Scene, act: ActOf<'send-back'>): Promise<void> {
  const slip = mainSlip(scene)
  const result = await resultToCheck(scene, act.resultId)
  if (!slip || result.assignmentId !== slip.id) throw new Refusal('conflict', 'Kết quả này không còn chờ kiểm tra')
  await stepSlip(scene, slip, { type: 'send-back', reason: act.reason })
  moveTo(scene, 'send-back', { level: slip.clock.term.level, taken: slip.takenAt !== null })
  const { now, actor } = scene
  scene.later.push((tx) => tx.result.update({ where: { id: result.id }, data: { sentBackAt: now, sentBackReason: act.reason, checkedById: actor.id } }))
  // What was handed in stays as it was; the unit goes on writing in a copy of it.
  const copy = {
    id: randomUUID(),
    ticketId: scene.ticket.id,
    assignmentId: slip.id,
    unitId: result.unitId,
    content: result.content,
    writtenById: result.writtenById,
  }
  scene.later.push((tx) => tx.result.create({ data: { ...copy, createdAt: now, updatedAt: now } }))
  note(scene, 'sent-back', act.reason)
  finishTasks(scene, ['result-check'])
}

/** The supervisor finds it good: the unit is done, and the answer goes to the citizen. Only an approved text is ever published (§22). */
export async function approve(scene: Scene, act: ActOf<'approve'>): Promise<void> {
  const slip = mainSlip(scene)
  const result = await resultToCheck(scene, act.resultId)
  const { ticket, now, actor } = scene
  if (!slip || result.assignmentId !== slip.id) throw new Refusal('conflict', 'Kết quả này không còn chờ kiểm tra')
  const publicText = act.publicText === null || act.publicText === '' ? null : act.publicText
  if (publicText !== null && (ticket.stateSecret || ticket.contentConfidential))
    throw new Refusal(
      'invalid-input',
      ticket.stateSecret ? 'Nội dung thuộc bí mật nhà nước, không được công khai' : 'Người dân yêu cầu không công khai nội dung',
      {
        publicText: 'Không được công khai phiếu này',
      },
    )
  await stepSlip(scene, slip, { type: 'close', cause: 'completed' })
  moveTo(scene, 'approve')
  scene.ticketChange = { answer: act.answer, publicText, publishedAt: publicText === null ? null : now }
  scene.later.push((tx) => tx.result.update({ where: { id: result.id }, data: { approvedAt: now, checkedById: actor.id } }))
  note(scene, 'approved', act.answer)
  if (publicText !== null) note(scene, 'published', publicText)
  tellCitizen(scene, { template: 'citizen-answered', occasion: `${ticket.cycle} ${result.id}`, values: { answer: act.answer } })
  finishTasks(scene, ['result-check'])
  await openTask(scene, 'tell-citizen')
}

const toldWords = { phone: 'Đã gọi điện', sms: 'Đã nhắn tin', 'in-person': 'Đã báo trực tiếp', unreachable: 'Không liên lạc được' } as const

/** The citizen has been told, or could not be however often it was tried: the petition is complete. */
export async function tellTheCitizen(scene: Scene, act: ActOf<'tell-citizen'>): Promise<void> {
  const tries = act.how === 'unreachable' ? await readTries(scene) : []
  const last = tries.at(-1)
  const before = citizenTries(tries)
  if (last && before && scene.now < new Date(before.nextFrom))
    throw new Refusal('illegal-transition', `Vừa gọi không được lúc ${dueText(last.getTime())}. Gọi lại sau 30 phút, hoặc chọn cách báo khác.`)
  if (act.how === 'unreachable' && tries.length + 1 < MOST_TRIES) {
    note(scene, 'citizen-unreached', act.note || null)
    addRemark(scene, act.note)
    // The page of whoever else is about to call shows the try.
    scene.ticketChange = { updatedAt: scene.now }
    return
  }
  moveTo(scene, 'tell-citizen')
  scene.ticketChange = { answeredAt: scene.now, endedAt: scene.now }
  note(scene, 'citizen-told', [toldWords[act.how], act.note].filter(Boolean).join('. '))
  addRemark(scene, act.note)
  note(scene, 'completed')
  finishTasks(scene, ['tell-citizen'])
}

/** Calls in vain since the answer was approved. */
async function readTries({ tx, ticket }: Scene): Promise<Date[]> {
  const where = { ticketId: ticket.id, action: { in: [...triesActions] } }
  return triesInVain(await tx.ticketHistory.findMany({ where, orderBy: { id: 'asc' }, select: { action: true, at: true } }))
}

/** The result still being written for a slip. */
async function openResult(scene: Scene, slip: SlipRow) {
  return scene.tx.result.findFirst({ where: { assignmentId: slip.id, handedInAt: null } })
}

async function resultToCheck(scene: Scene, id: string) {
  const result = await scene.tx.result.findFirst({ where: { id, ticketId: scene.ticket.id } })
  if (!result?.handedInAt || result.sentBackAt || result.approvedAt) throw new Refusal('conflict', 'Kết quả này không còn chờ kiểm tra, hãy xem lại phiếu')
  return result
}
