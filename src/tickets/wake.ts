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
  const failed = new Set<string>()
  let woken = 0
  for (;;) {
    const due = await dueTickets(deps, failed)
    if (due.length === 0) return woken
    // Who holds which role is asked once for all of them.
    const ask = createAsking(deps, deps.clock.now())
    let done = 0
    for (let from = 0; from < due.length; from += BATCH) done += await wakeSome(deps, due.slice(from, from + BATCH), ask, failed)
    woken += done
    // All of them were in others' hands: they will be done there.
    if (done === 0) return woken
  }
}

/** One that cannot be moved on must not hold up the others; the next sweep tries it again. */
async function wakeSome(deps: TicketDeps, ids: readonly string[], ask: Asking, failed: Set<string>): Promise<number> {
  const done = await wakeBatch(deps, ids, ask).catch(() => null)
  if (done !== null) return done
  let woken = 0
  for (const id of ids) {
    const one = await wakeBatch(deps, [id], createAsking(deps, deps.clock.now())).catch((error: unknown) => {
      deps.logger.error('a clock could not be moved on', { ticketId: id, error })
      return null
    })
    if (one === null) failed.add(id)
    else woken += one
  }
  return woken
}

/** Many at once: asked anew after each batch, the question would wade through all that was done before. */
async function dueTickets({ db, clock }: TicketDeps, except: ReadonlySet<string>): Promise<string[]> {
  const rows = await db.assignment.findMany({
    where: { nextWakeAt: { lte: clock.now() }, ...(except.size > 0 ? { ticketId: { notIn: [...except] } } : {}) },
    orderBy: { nextWakeAt: 'asc' },
    select: { ticketId: true },
    take: ASKED,
  })
  return [...new Set(rows.map(({ ticketId }) => ticketId))]
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
