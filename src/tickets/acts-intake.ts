// What the operators' desk does with a petition before and after a unit has it: forward, refuse, ask, answer at once, attach, withdraw, reopen.
import { randomUUID } from 'node:crypto'
import { moveCalls } from '../calls/call-records.ts'
import type { ActOf } from '../contract/acts.ts'
import { Refusal } from '../contract/errors.ts'
import { moveTo, stepSlip } from './clock-steps.ts'
import { takeCode } from './code-counter.ts'
import { finishTasks, openTask, replaceTasks } from './desk-tasks.ts'
import { refuseIncomplete } from './drafts.ts'
import { cleanForm, formOf, mayPublish, unpublished } from './form-fields.ts'
import { fieldRows } from './history.ts'
import { tellCitizen } from './notices.ts'
import { mainSlip, note, type Scene } from './scene.ts'
import { endCoordination, sendCoordinating, sendSlip } from './slips.ts'

/** What the desk has to do about a petition before a unit has it. */
const beforeUnit = ['draft', 'new', 'more-info', 'returned-slip'] as const

/** Transfer slip to the unit's focal point (Đ10.1 b2); to VP UBND tỉnh at once when that is the unit chosen. */
export async function forward(scene: Scene, act: ActOf<'forward'>): Promise<void> {
  refuseIncomplete(cleanForm(formOf(scene.ticket), true))
  const slip = await sendSlip(scene, { unitId: act.unitId, fromUnitId: null, note: act.note })
  await sendCoordinating(scene, slip, { unitIds: act.coordinatingUnitIds, fromUnitId: null, note: act.note })
  moveTo(scene, 'forward', { level: slip.clock.term.level })
  finishTasks(scene, beforeUnit)
}

/** Not valid or outside the service: told at once with the reason and where to go, and kept on record (Đ8, Đ10.1a, Đ17.1). */
export async function refuse(scene: Scene, act: ActOf<'refuse'>): Promise<void> {
  moveTo(scene, 'refuse')
  const code = scene.ticket.code ?? (await takeCode(scene.tx, scene.now))
  scene.ticket = { ...scene.ticket, code }
  scene.ticketChange = {
    code,
    refusalReason: act.reason,
    refusalGuidance: act.guidance,
    endedAt: scene.now,
    ...(scene.ticket.savedAt ? {} : { savedAt: scene.now }),
  }
  note(scene, 'refused', `${act.reason}. Hướng dẫn: ${act.guidance}`)
  tellCitizen(scene, { template: 'citizen-refused', occasion: String(scene.ticket.cycle), values: { reason: act.reason, guidance: act.guidance } })
  finishTasks(scene, beforeUnit)
}

/** Vague input is the field's main pain: the citizen is asked before a slip is sent (§13). */
export async function requestInfo(scene: Scene, act: ActOf<'request-info'>): Promise<void> {
  moveTo(scene, 'request-info')
  addComment(scene, 'request-info', act.question)
  note(scene, 'info-requested', act.question)
  tellCitizen(scene, { template: 'citizen-more-info', occasion: act.actId, values: { question: act.question } })
  // A draft and a returned slip stay in their own boxes, whose targets go on; asked again, the wait begins anew.
  await replaceTasks(scene, ['new', 'more-info'], 'more-info')
}

/** Answered from what is known, and the answer kept (Đ10.1 b1). */
export async function answerNow(scene: Scene, act: ActOf<'answer-now'>): Promise<void> {
  refuseIncomplete(cleanForm(formOf(scene.ticket), true))
  moveTo(scene, 'answer-now')
  // Nobody's clock ran: an answer at once is in time, unless a unit lapsed before.
  if (scene.standing.progress === 'not-due') scene.standing = { ...scene.standing, progress: 'on-time' }
  scene.ticketChange = { answer: act.answer, answeredAt: scene.now, endedAt: scene.now }
  note(scene, 'answered-at-once', act.answer)
  tellCitizen(scene, { template: 'citizen-answered', occasion: String(scene.ticket.cycle), values: { answer: act.answer } })
  finishTasks(scene, beforeUnit)
}

/** A call about a petition there is already belongs to it: its draft ends, its calls and words move over (§15). */
export async function attachTo(scene: Scene, act: ActOf<'attach-to'>): Promise<void> {
  if (act.ticketId === scene.ticket.id) throw new Refusal('invalid-input', 'Không gắn phiếu vào chính nó', { ticketId: 'Chọn phiếu khác' })
  const target = scene.other?.ticket
  if (!scene.other || !target || target.status === 'draft' || target.code === null)
    throw new Refusal('invalid-input', 'Không có phản ánh này', { ticketId: 'Chọn một phản ánh đã có mã' })
  if (target.status === 'withdrawn')
    throw new Refusal('invalid-input', 'Phản ánh này đã được rút, lưu thành phản ánh mới', {
      ticketId: 'Chọn phản ánh khác, hoặc lưu phiếu nháp thành phản ánh mới',
    })
  moveTo(scene, 'attach-to')
  scene.ticketChange = { mergedIntoId: target.id, endedAt: scene.now }
  note(scene, 'attached', target.code)
  note(scene.other, 'call-attached', cleanForm(formOf(scene.ticket), true).content || null)
  await hideAsMuch(scene.other, scene)
  const from = scene.ticket.id
  scene.later.push((tx) => moveCalls(tx, from, target.id))
  scene.later.push((tx) => tx.attachment.updateMany({ where: { ticketId: from, removedAt: null }, data: { ticketId: target.id } }))
  // Whoever works on it reads what the call brought among the comments.
  const { content } = cleanForm(formOf(scene.ticket), true)
  if (content !== '') addComment({ ...scene.other, actor: scene.actor }, 'comment', content)
  finishTasks(scene, beforeUnit)
}

const flags = ['stateSecret', 'identityHidden', 'contentConfidential'] as const

/** What was said in confidence is not told by another petition's page: whatever the draft hides, the petition hides too. */
async function hideAsMuch(other: Scene, draft: Scene): Promise<void> {
  const raised = flags.filter((flag) => draft.ticket[flag] && !other.ticket[flag])
  if (raised.length === 0) return
  if (raised.includes('stateSecret')) other.later.push((tx) => other.deps.outbox.conceal(tx, other.ticket.id, other.ticket.title))
  const before = formOf(other.ticket)
  const after = { ...before, ...Object.fromEntries(raised.map((flag) => [flag, true])) }
  const moment = { ticketId: other.ticket.id, actor: draft.actor, at: draft.now, ...(draft.actId ? { actId: draft.actId } : {}) }
  other.history.push(...(await fieldRows(other.tx, moment, before, after)))
  other.ticketChange = { ...other.ticketChange, ...Object.fromEntries(raised.map((flag) => [flag, true])), ...unpublished(after) }
  if (other.ticket.publicText !== null && !mayPublish(after)) note(other, 'unpublished', null, { actor: draft.actor })
}

/** Nobody spoke, a wrong number: there is no petition in it. Kept on record with its reason, without a code. */
export async function discard(scene: Scene, act: ActOf<'discard'>): Promise<void> {
  moveTo(scene, 'discard')
  scene.ticketChange = { endedAt: scene.now }
  note(scene, 'discarded', act.reason)
  finishTasks(scene, beforeUnit)
}

/** The citizen takes it back: every clock ends. */
export async function withdraw(scene: Scene, act: ActOf<'withdraw'>): Promise<void> {
  moveTo(scene, 'withdraw')
  await endCoordination(scene, 'withdrawn')
  const main = mainSlip(scene)
  if (main) await stepSlip(scene, main, { type: 'close', cause: 'withdrawn' })
  scene.ticketChange = { endedAt: scene.now }
  note(scene, 'withdrawn', act.reason)
  finishTasks(scene)
}

/** Comes back: a new cycle with clocks and a progress of its own; nothing of the old ones is carried over. */
export async function reopen(scene: Scene, act: ActOf<'reopen'>): Promise<void> {
  moveTo(scene, 'reopen')
  const cycle = scene.ticket.cycle + 1
  scene.ticket = { ...scene.ticket, cycle }
  scene.standing = { ...scene.standing, progress: 'not-due' }
  scene.ticketChange = {
    cycle,
    returns: 0,
    endedAt: null,
    answer: null,
    answeredAt: null,
    publicText: null,
    publishedAt: null,
    refusalReason: null,
    refusalGuidance: null,
  }
  note(scene, 'reopened', act.reason)
  tellCitizen(scene, { template: 'citizen-reopened', occasion: String(cycle), values: { unit: 'Tổng đài 1022' } })
  await openTask(scene, 'returned-slip')
}

/** Bình luận of a dialog (§25): among the comments whoever comes next reads it, where the history has it for the record. */
export function addRemark(scene: Scene, text: string): void {
  if (text !== '') addComment(scene, 'comment', text)
}

/** A line among the comments, written by whoever acts. */
export function addComment(scene: Scene, kind: 'comment' | 'urge' | 'request-info', text: string): void {
  const { ticket, actor, now } = scene
  if (actor.id === null) throw new Error('a comment has an author')
  const data = { id: randomUUID(), ticketId: ticket.id, authorId: actor.id, at: now, kind, text }
  scene.later.push((tx) => tx.ticketComment.create({ data }))
}
