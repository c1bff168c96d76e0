// Computing running deadlines anew by today's calendars: shown first, then done as an act of its own with its reason (§33).
import type { z } from 'zod'
import type { RecomputePreview } from '../contract/calendars.ts'
import { Refusal } from '../contract/errors.ts'
import { step } from '../deadlines/escalation-rules.ts'
import type { Prisma } from '../platform/database/client.ts'
import { stepSlip } from './clock-steps.ts'
import { type TicketDeps, transactionLimits } from './deps.ts'
import { actorOf, type HistoryAction } from './history.ts'
import { createAsking, note, openScenes } from './scene.ts'
import { writeScenes } from './scene-writing.ts'
import { slipOf } from './slip-rows.ts'
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

/** Does it to the chosen slips, each in a transaction of its own; those to which it cannot be done stay as they are. */
export async function recompute(deps: TicketDeps, slipIds: readonly string[], reason: string, viewer: Viewer): Promise<{ changed: number }> {
  const settings = await deps.book.settings()
  const now = deps.clock.now()
  let changed = 0
  for (const id of new Set(slipIds)) {
    const found = await deps.db.assignment.findUnique({ where: { id }, select: { ticketId: true } })
    if (!found) throw new Refusal('not-found', 'Không có phiếu chuyển này')
    changed += await deps.db.$transaction(async (tx) => {
      const [scene] = await openScenes(deps, tx, [found.ticketId], { now, settings, ask: createAsking(deps, now, tx), actor: actorOf(viewer) })
      const slip = scene?.slips.find((one) => one.id === id)
      if (!scene || !slip || slip.clock.state === 'closed' || slip.clock.state === 'stopped') return 0
      const before = slip.clock
      const done = await stepSlip(scene, slip, { type: 'recompute', termNo: slip.clock.term.no, reason }).then(
        () => slip.clock !== before,
        (error: unknown) => {
          if (error instanceof Refusal) return false
          throw error
        },
      )
      if (!done) return 0
      note(scene, said, `Lý do: ${reason}`)
      await writeScenes(deps, tx, [scene])
      return 1
    }, transactionLimits)
  }
  deps.logger.info('deadlines computed anew', { slips: slipIds.length, changed, by: viewer.personId })
  return { changed }
}
