// Writing what was gathered: of one petition or of many at once, in as few statements as one would need for one.
import { ticketDueAt, ticketProgress } from '../deadlines/progress-rules.ts'
import type { Prisma } from '../platform/database/client.ts'
import type { TicketDeps, Transaction } from './deps.ts'
import { appendHistory } from './history-append.ts'
import type { Scene } from './scene.ts'
import { clockColumns, type SlipRow, termChanges } from './slip-rows.ts'

/** The job that wakes clocks; it is given no slip, for it takes whatever is due. */
export const WAKE_TASK = 'wake-slips'

/** Writes the scenes: tickets, slips, terms, history, messages, and the wake-up calls. Nothing happens outside the transaction. */
export async function writeScenes(deps: TicketDeps, tx: Transaction, scenes: readonly Scene[]): Promise<void> {
  // First what goes, then what comes: two main slips must not stand beside each other.
  await updateClocks(tx, scenes)
  await insertSlips(tx, scenes)
  for (const scene of scenes) for (const [id, data] of scene.slipChanges) if (!scene.clocks.has(id)) await tx.assignment.update({ where: { id }, data })
  await writeTerms(tx, scenes)
  for (const scene of scenes) for (const write of scene.later) await write(tx)
  await updateTickets(tx, scenes)
  await appendHistory(
    tx,
    scenes.flatMap(({ history }) => history),
  )
  await deps.outbox.put(
    tx,
    scenes.flatMap(({ messages }) => messages),
  )
  await askToBeWoken(tx, scenes)
}

/** Each clock is claimed by the revision that was read: what somebody else has moved on meanwhile is not written over. */
async function updateClocks(tx: Transaction, scenes: readonly Scene[]): Promise<void> {
  const changed = scenes.flatMap((scene) =>
    scene.slips.flatMap((slip) => {
      const before = scene.clocks.get(slip.id)?.before
      return before ? [{ ...slip, read: before.revision, ...clockColumns(slip.clock) }] : []
    }),
  )
  if (changed.length === 0) return
  const rows = changed.map((row) => ({
    id: row.id,
    read: row.read,
    clock: row.clock,
    revision: row.revision,
    state: row.state,
    level: row.level,
    holder_unit_id: row.holderUnitId,
    office_unit_id: row.officeUnitId,
    due_at: row.dueAt,
    calendar_version: row.calendarVersion,
    scheduled: row.scheduled,
    late: row.late,
    next_wake_at: row.nextWakeAt,
    closed_at: row.closedAt,
    close_cause: row.closeCause,
    handler_id: row.handlerId,
    taken_at: row.takenAt,
    within_unit_id: row.withinUnitId,
  }))
  const count = await tx.$executeRaw`
    UPDATE assignment a SET clock = r.clock, revision = r.revision, state = r.state, level = r.level, holder_unit_id = r.holder_unit_id,
      office_unit_id = r.office_unit_id, due_at = r.due_at, calendar_version = r.calendar_version, scheduled = r.scheduled, late = r.late, next_wake_at = r.next_wake_at,
      closed_at = r.closed_at, close_cause = r.close_cause, handler_id = r.handler_id, taken_at = r.taken_at, within_unit_id = r.within_unit_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, read int, clock jsonb, revision int, state text, level text,
      holder_unit_id uuid, office_unit_id uuid, due_at timestamptz, calendar_version text, scheduled boolean, late boolean, next_wake_at timestamptz,
      closed_at timestamptz, close_cause text, handler_id uuid, taken_at timestamptz, within_unit_id uuid)
    WHERE a.id = r.id AND a.revision = r.read`
  if (count !== rows.length) throw new Error(`a slip's clock moved on under its lock: ${count} of ${rows.length} written`)
}

async function insertSlips(tx: Transaction, scenes: readonly Scene[]): Promise<void> {
  const slips = scenes.flatMap(({ newSlips }) => newSlips)
  if (slips.length > 0) await tx.assignment.createMany({ data: slips.map(slipData) })
}

function slipData({ clock, ...plain }: SlipRow): Prisma.AssignmentCreateManyInput {
  return { ...plain, ...clockColumns(clock) }
}

async function writeTerms(tx: Transaction, scenes: readonly Scene[]): Promise<void> {
  const terms = scenes.flatMap((scene) => [...scene.clocks].flatMap(([id, { before, after }]) => termChanges(id, before, after, scene.now)))
  if (terms.length === 0) return
  const rows = terms.map((term) => ({
    assignment_id: term.assignmentId,
    no: term.no,
    level: term.level,
    unit_id: term.unitId,
    received_at: term.receivedAt,
    due_at: term.dueAt,
    lapsed_at: term.lapsedAt,
    ended_at: term.endedAt,
  }))
  await tx.$executeRaw`
    INSERT INTO assignment_term (assignment_id, no, level, unit_id, received_at, due_at, lapsed_at, ended_at)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(assignment_id uuid, no int, level text, unit_id uuid,
      received_at timestamptz, due_at timestamptz, lapsed_at timestamptz, ended_at timestamptz)
    ON CONFLICT (assignment_id, no) DO UPDATE SET due_at = excluded.due_at,
      unit_id = CASE WHEN assignment_term.lapsed_at IS NULL THEN excluded.unit_id ELSE assignment_term.unit_id END,
      lapsed_at = coalesce(assignment_term.lapsed_at, excluded.lapsed_at), ended_at = excluded.ended_at`
}

/** The ticket's own columns, with what follows from its clocks: progress and deadline. */
async function updateTickets(tx: Transaction, scenes: readonly Scene[]): Promise<void> {
  const moved = scenes.filter((scene) => {
    const { status, step } = scene.standing
    const stands = status === scene.ticket.status && step === scene.ticket.step
    return !stands || Object.keys(scene.ticketChange).length > 0 || scene.clocks.size > 0 || scene.slipChanges.size > 0
  })
  if (moved.length === 0) return
  const rows: { id: string; seen: boolean; status: string; step: string; progress: string | null; due_at: Date | null; updated_at: Date }[] = []
  for (const scene of moved) {
    const { ticket, now, ticketChange } = scene
    const clocks = scene.slips.filter(({ cycle }) => cycle === ticket.cycle).map(({ clock }) => clock)
    if (clocks.some(({ part }) => part === 'main')) {
      const progress = ticketProgress(clocks)
      // Answered at the desk after a slip came back in time: nothing of a complete petition is still to come (§24).
      scene.standing = { ...scene.standing, progress: scene.standing.status === 'completed' && progress === 'not-due' ? 'on-time' : progress }
    }
    const due = ticketDueAt(clocks)
    const dueAt = due === null ? null : new Date(due)
    if (Object.keys(ticketChange).length === 0) rows.push({ id: ticket.id, seen: isSeen(scene), ...scene.standing, due_at: dueAt, updated_at: now })
    else
      await tx.ticket.update({
        where: { id: ticket.id },
        data: { ...scene.standing, ...ticketChange, dueAt, updatedAt: now, version: { increment: 1 } },
        select: { id: true },
      })
  }
  if (rows.length === 0) return
  await tx.$executeRaw`
    UPDATE ticket t SET status = r.status, step = r.step, progress = r.progress, due_at = r.due_at, updated_at = r.updated_at, version = t.version + r.seen::int
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, seen boolean, status text, step text, progress text, due_at timestamptz, updated_at timestamptz)
    WHERE t.id = r.id`
}

/** Has anything changed that somebody's page shows? A reminder that was sent makes nobody's act stale. */
function isSeen({ standing, ticket, clocks, slipChanges }: Scene): boolean {
  const moved = [...clocks.values()].some(
    ({ before, after }) => before?.state !== after.state || before.term.no !== after.term.no || before.term.dueAt !== after.term.dueAt,
  )
  return moved || slipChanges.size > 0 || standing.status !== ticket.status || standing.step !== ticket.step
}

/** One job a moment, however many clocks wait for it. */
async function askToBeWoken(tx: Transaction, scenes: readonly Scene[]): Promise<void> {
  const moments = new Set<number>()
  for (const scene of scenes)
    for (const { after } of scene.clocks.values()) {
      const { nextWakeAt } = clockColumns(after)
      if (nextWakeAt) moments.add(nextWakeAt.getTime())
    }
  if (moments.size === 0) return
  const times = [...moments].map((time) => new Date(time).toISOString())
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${WAKE_TASK}, '{}'::json, run_at := moment::timestamptz, job_key := 'wake ' || moment)
    FROM unnest(${times}::text[]) AS moment`
}
