// The clocks' wake-up call: whatever is due is claimed under its petition's lock, moved on and written, some at a time.

import { unitsOf } from './act.ts'
import { stepSlip } from './clock-steps.ts'
import { type TicketDeps, transactionLimits } from './deps.ts'
import { system } from './history.ts'
import { type Asking, createAsking, openScenes } from './scene.ts'
import { writeScenes } from './scene-writing.ts'

/** Petitions a transaction; small enough that nobody who acts on one of them waits noticeably. */
const BATCH = 50
/** Petitions asked for at once. */
const ASKED = 2_000

/** Moves on every clock that is due now; answers how many. Several processes may do so at once: each takes what no other holds. */
export async function wakeDue(deps: TicketDeps): Promise<number> {
  let woken = 0
  let after: Due | null = null
  for (;;) {
    const due: Due[] = await dueSlips(deps, after)
    after = due.at(-1) ?? null
    if (after === null) return woken
    // Who holds which role is asked once for all of them.
    const ask = createAsking(deps, deps.clock.now())
    const ids = [...new Set(due.map(({ ticketId }) => ticketId))]
    for (let from = 0; from < ids.length; from += BATCH) woken += await wakeSome(deps, ids.slice(from, from + BATCH), ask)
  }
}

/** One that cannot be moved on must not hold up the others; the next sweep tries it again. */
async function wakeSome(deps: TicketDeps, ids: readonly string[], ask: Asking): Promise<number> {
  const done = await wakeBatch(deps, ids, ask).catch(() => null)
  if (done !== null) return done
  let woken = 0
  for (const id of ids) {
    woken += await wakeBatch(deps, [id], createAsking(deps, deps.clock.now())).catch((error: unknown) => {
      deps.logger.error('a clock could not be moved on', { ticketId: id, error })
      return 0
    })
  }
  return woken
}

interface Due {
  id: string
  ticketId: string
  nextWakeAt: Date | null
}

/** Many at once, from where the last ones ended: what stays due for whatever reason holds up nobody behind it. */
function dueSlips({ db, clock }: TicketDeps, after: Due | null): Promise<Due[]> {
  const nextWakeAt = { lte: clock.now() }
  const behind = after?.nextWakeAt ? { OR: [{ nextWakeAt: { gt: after.nextWakeAt } }, { nextWakeAt: after.nextWakeAt, id: { gt: after.id } }] } : {}
  return db.assignment.findMany({
    where: { AND: [{ nextWakeAt }, behind] },
    orderBy: [{ nextWakeAt: 'asc' }, { id: 'asc' }],
    select: { id: true, ticketId: true, nextWakeAt: true },
    take: ASKED,
  })
}

async function wakeBatch(deps: TicketDeps, ids: readonly string[], ask: Asking): Promise<number> {
  const settings = await deps.book.settings()
  const now = deps.clock.now()
  const changed = await deps.db.$transaction(async (tx) => {
    const scenes = await openScenes(deps, tx, ids, { now, settings, ask, actor: system }, true)
    for (const scene of scenes) for (const slip of scene.slips) if (slip.clock.state !== 'closed') await stepSlip(scene, slip, { type: 'wake' })
    await writeScenes(deps, tx, scenes)
    return scenes.map((scene) => ({ ticketId: scene.ticket.id, unitIds: unitsOf(scene), count: scene.clocks.size }))
  }, transactionLimits)
  for (const { ticketId, unitIds } of changed) deps.tell({ ticketId, unitIds })
  return changed.reduce((sum, { count }) => sum + count, 0)
}
