// One act of one person on one petition: validate → authorise → do → write, in one transaction under the petition's lock.
import type { ActOf, ActType, TicketAct } from '../contract/acts.ts'
import { Refusal } from '../contract/errors.ts'
import { actingFor, principalsOf } from '../directory/deputy-rules.ts'
import { assign, coordinate, extend, pause, resume, returnSlip } from './acts-deadline.ts'
import { comment, editFacts, giveBack, passOn, take, urge } from './acts-handling.ts'
import { answerNow, attachTo, discard, forward, refuse, reopen, requestInfo, withdraw } from './acts-intake.ts'
import { approve, handIn, saveResult, sendBack, tellTheCitizen } from './acts-result.ts'
import { caseFile } from './case-file.ts'
import { type TicketDeps, transactionLimits } from './deps.ts'
import { actorOf } from './history.ts'
import { mayAct } from './permission-rules.ts'
import { createAsking, openScenes, type Scene } from './scene.ts'
import { writeScenes } from './scene-writing.ts'
import type { SlipRow } from './slip-rows.ts'
import { mayCorrectFacts, maySeeTicket, type Viewer } from './visibility-rules.ts'

type SlipAct = Extract<TicketAct, { slipId: string }>['type']
type TicketWideAct = Exclude<ActType, SlipAct>

const onTicket: { [T in TicketWideAct]: (scene: Scene, act: ActOf<T>) => Promise<void> } = {
  forward,
  refuse,
  'request-info': requestInfo,
  'answer-now': answerNow,
  'attach-to': attachTo,
  withdraw,
  discard,
  comment,
  urge,
  'send-back': sendBack,
  approve,
  'tell-citizen': tellTheCitizen,
  reopen,
  'edit-facts': editFacts,
}

const onSlip: { [T in SlipAct]: (scene: Scene, slip: SlipRow, act: ActOf<T>) => Promise<void> } = {
  take,
  'give-back': giveBack,
  'pass-on': passOn,
  return: returnSlip,
  coordinate,
  'save-result': saveResult,
  'hand-in': handIn,
  extend,
  pause,
  resume,
  assign,
}

/** Written beside others' acts: no two of them can be in each other's way. */
const besideOthers: ReadonlySet<ActType> = new Set(['comment', 'urge'])

/** Does it. The same `actId` sent again changes nothing and is no error: the first answer may have been lost on its way. */
export async function doAct(deps: TicketDeps, ticketId: string, act: TicketAct, viewer: Viewer): Promise<void> {
  const settings = await deps.book.settings()
  const now = deps.clock.now()
  const touched = await deps.db.$transaction(async (tx) => {
    const ids = act.type === 'attach-to' ? [ticketId, act.ticketId] : [ticketId]
    const opening = { now, settings, ask: createAsking(deps, now, tx), actor: actorOf(viewer), actId: act.actId, notifyNext: act.notifyNext }
    const scenes = await openScenes(deps, tx, ids, opening)
    const scene = scenes.find(({ ticket }) => ticket.id === ticketId)
    if (!scene || !maySeeTicket(viewer, scene.ticket, scene.slips)) throw new Refusal('not-found', 'Không có phiếu này')
    const done = await tx.ticketHistory.findFirst({ where: { actId: act.actId, ticketId }, select: { actorId: true } })
    if (done && done.actorId !== viewer.personId) throw await movedOn(scene)
    if (done) return null
    scene.other = scenes.find((one) => one !== scene) ?? null
    const principal = await authorise(scene, act, viewer)
    for (const one of scenes) one.actor = actorOf(viewer, principal)
    await refuseStale(scene, act)
    await run(scene, act).catch((error: unknown) => {
      throw withVersion(error, scene, act)
    })
    await writeScenes(deps, tx, scenes)
    return unitsOf(scene)
  }, transactionLimits)
  if (touched === null) return
  deps.logger.info('act done', { ticketId, act: act.type, by: viewer.personId })
  deps.tell({ ticketId, unitIds: touched })
}

async function run(scene: Scene, act: TicketAct): Promise<void> {
  if (!('slipId' in act)) return (onTicket[act.type] as (scene: Scene, act: TicketAct) => Promise<void>)(scene, act)
  const slip = scene.slips.find(({ id }) => id === act.slipId)
  if (!slip) throw new Refusal('not-found', 'Không có phiếu chuyển này')
  await (onSlip[act.type] as (scene: Scene, slip: SlipRow, act: TicketAct) => Promise<void>)(scene, slip, act)
}

/**
 * Somebody who never had a say is refused as forbidden; somebody who had it a moment ago is told that the petition moved on.
 * Gives back whom the viewer acts for, when it is not in the own right.
 */
async function authorise(scene: Scene, act: TicketAct, viewer: Viewer): Promise<string | null> {
  const { ticket, standing, slips, settings } = scene
  const held = slips.map(({ unitId, withinUnitId, clock }) => ({
    unitId,
    withinUnitId,
    holderUnitId: clock.term.unitId,
    state: clock.state,
    closeCause: clock.closed?.cause ?? null,
  }))
  if (act.type === 'edit-facts' && !mayCorrectFacts(viewer, ticket, held)) throw new Refusal('forbidden', 'Bạn không xem được nội dung này nên không sửa được')
  const file = caseFile({
    standing,
    slips,
    draftResults: new Set(),
    extendable: new Set(),
    answer: ticket.answer,
    answeredAt: ticket.answeredAt,
    pauseAllowed: settings.pauseAllowed,
  })
  const slipId = 'slipId' in act ? act.slipId : undefined
  if (mayAct(act.type, file, actingFor(viewer, null), slipId)) return null
  for (const { personId, name } of principalsOf(viewer)) if (mayAct(act.type, file, actingFor(viewer, personId), slipId)) return name
  if (act.version !== ticket.version) throw await movedOn(scene)
  const own = viewer.memberships.some(({ unitId }) => slips.some((slip) => [slip.unitId, slip.withinUnitId, slip.officeUnitId].includes(unitId)))
  if (own || viewer.roles.some((role) => role === 'operator' || role === 'supervisor')) throw new Refusal('illegal-transition', wordsAgainst(act.type))
  throw new Refusal('forbidden', 'Bạn không có quyền làm việc này')
}

const wordsAgainst = (act: ActType): string =>
  act === 'take' ? 'Phiếu đã có người nhận hoặc không còn ở bước của bạn' : 'Phiếu không ở bước mà bạn làm được việc này'

/** What somebody else did meanwhile is not written over; what was typed stays on the page. */
async function refuseStale(scene: Scene, act: TicketAct): Promise<void> {
  if (act.version === scene.ticket.version || besideOthers.has(act.type)) return
  throw await movedOn(scene)
}

/** What is written beside others' acts can be refused because of them: the page must know that there is something newer to see. */
function withVersion(error: unknown, { ticket }: Scene, act: TicketAct): unknown {
  const newer = error instanceof Refusal && error.code === 'illegal-transition' && act.version !== ticket.version
  return newer ? new Refusal(error.code, error.message, { ...error.fields, version: String(ticket.version) }) : error
}

async function movedOn({ tx, ticket }: Scene): Promise<Refusal> {
  const last = await tx.ticketHistory.findFirst({ where: { ticketId: ticket.id }, orderBy: { id: 'desc' }, select: { actor: true, at: true } })
  const who = last ? `${last.actor} vừa cập nhật phiếu lúc ${timeOf(last.at)}` : 'Phiếu vừa được cập nhật'
  return new Refusal('conflict', `${who}. Những gì bạn nhập vẫn còn: xem bản mới rồi làm lại.`, { version: String(ticket.version) })
}

const timeOf = (at: Date): string => new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' }).format(at)

/** The units whose pages show the petition. */
export function unitsOf({ slips }: Pick<Scene, 'slips'>): string[] {
  return [
    ...new Set(
      slips.flatMap(({ unitId, officeUnitId, withinUnitId, clock }) => [
        unitId,
        ...(withinUnitId ? [withinUnitId] : []),
        ...(clock.term.level === 'provincial-office' ? [officeUnitId] : []),
      ]),
    ),
  ]
}
