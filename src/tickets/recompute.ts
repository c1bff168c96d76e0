// Computing running deadlines anew by today's calendars: shown first, then done as an act of its own with its reason (§33).
import type { z } from 'zod'
import type { RecomputePreview } from '../contract/calendars.ts'
import { Refusal } from '../contract/errors.ts'
import type { DeadlineSettings } from '../deadlines/deadline-settings-rules.ts'
import { step } from '../deadlines/escalation-rules.ts'
import type { Prisma } from '../platform/database/client.ts'
import { stepSlip } from './clock-steps.ts'
import { type TicketDeps, transactionLimits } from './deps.ts'
import { gatherNewDeadlines, type SlipNotice } from './gathered-notices-rules.ts'
import { type Actor, actorOf, type HistoryAction } from './history.ts'
import { createAsking, note, openScenes, type Scene } from './scene.ts'
import { writeScenes } from './scene-writing.ts'
import { type SlipRow, slipOf } from './slip-rows.ts'
import type { Viewer } from './visibility-rules.ts'

/** So many are read at a time, and so many shown at once: the next look shows the next ones. */
const READ = 1_000
const MOST_SHOWN = 1_000
const said: HistoryAction = 'due-changed'

/** Every running slip whose deadline would be another one, with the refusal of those to which it cannot be done. */
export async function previewRecompute({ db, book, clock }: TicketDeps): Promise<z.infer<typeof RecomputePreview>> {
  const settings = await book.settings()
  const at = Math.floor(clock.now().getTime() / 1000) * 1000
  const items: z.infer<typeof RecomputePreview>['items'] = []
  let checked = 0
  for await (const row of runningSlips(db)) {
    if (items.filter(({ to: possible }) => possible !== null).length === MOST_SHOWN) return { items, checked, more: true }
    checked += 1
    const slip = slipOf(row)
    const result = step(slip.clock, { type: 'recompute', termNo: slip.clock.term.no, reason: 'xem trước' }, at, settings, await book.calendarsOf(slip.unitId))
    const to = result.ok ? result.clock.term.dueAt : null
    if (to === slip.clock.term.dueAt) continue
    const from = new Date(slip.clock.term.dueAt).toISOString()
    items.push({
      slipId: slip.id,
      ticketCode: row.ticket.code,
      unitName: row.unit.name,
      from,
      to: to === null ? null : new Date(to).toISOString(),
      refusal: result.ok ? null : result.message,
    })
  }
  return { items, checked, more: false }
}

/** Every slip whose term runs, the first due first. */
async function* runningSlips(db: TicketDeps['db']) {
  for (let last: string | null = null; ; ) {
    const rows: RunningSlip[] = await db.assignment.findMany({
      where: { state: { in: ['running', 'paused'] } },
      orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
      take: READ,
      ...(last === null ? {} : { cursor: { id: last }, skip: 1 }),
      include: shown,
    })
    yield* rows
    last = rows.at(-1)?.id ?? null
    if (rows.length < READ) return
  }
}
const shown = { unit: { select: { name: true } }, ticket: { select: { code: true } } } as const satisfies Prisma.AssignmentInclude
type RunningSlip = Prisma.AssignmentGetPayload<{ include: typeof shown }>

/** Slips a transaction; small enough that nobody who acts on one of them waits noticeably. */
const TOGETHER = 50

/**
 * Does it to the chosen slips, those one unit has in hand together, so that each of its people is told once; those to which it cannot be
 * done stay as they are.
 */
export async function recompute(deps: TicketDeps, slipIds: readonly string[], reason: string, viewer: Viewer): Promise<{ changed: number }> {
  const settings = await deps.book.settings()
  const now = deps.clock.now()
  const ids = [...new Set(slipIds)]
  const found = await deps.db.assignment.findMany({ where: { id: { in: ids } }, select: { id: true, ticketId: true, holderUnitId: true } })
  if (found.length < ids.length) throw new Refusal('not-found', 'Không có phiếu chuyển này')
  const chosen = new Map(found.map((slip) => [slip.id, slip]))
  const byUnit = Map.groupBy(
    ids.flatMap((id) => chosen.get(id) ?? []),
    ({ holderUnitId }) => holderUnitId,
  )
  let changed = 0
  for (const slips of byUnit.values())
    for (let from = 0; from < slips.length; from += TOGETHER)
      changed += await recomputeSome(deps, slips.slice(from, from + TOGETHER), { reason, actor: actorOf(viewer), now, settings })
  deps.logger.info('deadlines computed anew', { slips: slipIds.length, changed, by: viewer.personId })
  return { changed }
}

interface Doing {
  reason: string
  actor: Actor
  now: Date
  settings: DeadlineSettings
}

async function recomputeSome(deps: TicketDeps, slips: readonly { id: string; ticketId: string }[], { reason, ...opening }: Doing): Promise<number> {
  return deps.db.$transaction(async (tx) => {
    const ask = createAsking(deps, opening.now, tx)
    const tickets = slips.map(({ ticketId }) => ticketId)
    const scenes = new Map((await openScenes(deps, tx, tickets, { ...opening, ask })).map((scene) => [scene.ticket.id, scene]))
    const told: SlipNotice[] = []
    let changed = 0
    for (const { id, ticketId } of slips) {
      const scene = scenes.get(ticketId)
      const slip = scene?.slips.find((one) => one.id === id)
      if (!scene || !slip || !(await recomputeOne(scene, slip, reason))) continue
      changed += 1
      const unit = { id: slip.clock.term.unitId, name: (await ask.unit(slip.clock.term.unitId))?.name ?? '' }
      told.push(...scene.messages.splice(0).map((message) => ({ unit, message })))
    }
    await writeScenes(deps, tx, [...scenes.values()])
    await deps.outbox.put(tx, gatherNewDeadlines(told))
    return changed
  }, transactionLimits)
}

/** Whether the slip's clock moved. */
async function recomputeOne(scene: Scene, slip: SlipRow, reason: string): Promise<boolean> {
  const before = slip.clock
  if (before.state === 'closed' || before.state === 'stopped') return false
  try {
    await stepSlip(scene, slip, { type: 'recompute', termNo: before.term.no, reason })
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
  if (slip.clock === before) return false
  note(scene, said, `Lý do: ${reason}`)
  return true
}
