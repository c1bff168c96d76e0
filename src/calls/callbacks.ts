// Call-back tasks: whom the hotline still owes a call, and who made it.

import type { CallbacksDone, CallbackTask, CalledAgain } from '../contract/callbacks.ts'
import { Refusal } from '../contract/errors.ts'
import { CallbackReason, CallOutcome } from '../contract/values.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import type { Logger } from '../platform/logging/logger.ts'
import { callbackDay } from './callback-rules.ts'

interface Deps {
  db: Database
  clock: Clock
  logger: Logger
  /** The name each number is known by; the tickets room knows. */
  namesOf: (numbers: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** The target of a call-back owed since a moment, in hotline hours. */
  dueAfter: (since: Date) => Promise<Date | null>
  /** How many tasks are open now, told after every change. */
  tell: (count: number) => void
}

/** Of a task that was opened again only what was tried since counts. */
function triesSince(
  tries: readonly { callbackId: string | null; arrivedAt: Date; outcome: string | null }[],
  { id, createdAt }: { id: string; createdAt: Date },
): Pick<CallbackTask, 'attempts' | 'lastAttempt'> {
  const own = tries.filter(({ callbackId, arrivedAt }) => callbackId === id && arrivedAt >= createdAt)
  const last = own.at(-1)
  return { attempts: own.length, lastAttempt: last ? { at: last.arrivedAt.toISOString(), outcome: CallOutcome.parse(last.outcome) } : null }
}

/** More than a day's worth of a bad day: a list nobody reads to its end needs no pages. */
const LISTED = 300

export type Callbacks = ReturnType<typeof createCallbacks>

/** Makes the service. */
export function createCallbacks({ db, clock, logger, namesOf, dueAfter, tell }: Deps) {
  /** Whoever writes calls down looks nothing up: the targets of what he opened are set here, by the settings of that moment. */
  const setTargets = async (): Promise<void> => {
    const rows = await db.callbackTask.findMany({ where: { doneAt: null, dueAt: null }, select: { id: true, createdAt: true }, take: LISTED })
    for (const { id, createdAt } of rows) {
      const dueAt = await dueAfter(createdAt)
      // The same row may have been done and opened again meanwhile.
      if (dueAt) await db.callbackTask.updateMany({ where: { id, createdAt, dueAt: null }, data: { dueAt } })
    }
  }
  /** Sets missing targets, counts again and tells the desks; call it after a transaction that opened tasks. Never throws: a desk counts at its next look too. */
  const changed = async (): Promise<void> => {
    try {
      await setTargets()
      tell(await db.callbackTask.count({ where: { doneAt: null } }))
    } catch (error) {
      logger.warn('call-back tasks not counted', { error })
    }
  }
  /** The calls made for these tasks that are over, oldest first. */
  const attemptsAt = (ids: readonly string[]) =>
    db.call.findMany({
      where: { callbackId: { in: [...ids] }, outcome: { notIn: ['answered', 'interrupted'] } },
      select: { callbackId: true, arrivedAt: true, outcome: true },
      orderBy: [{ arrivedAt: 'asc' }, { id: 'asc' }],
    })
  return {
    changed,

    /** Open tasks, oldest first. */
    async open(): Promise<CallbackTask[]> {
      await setTargets()
      const rows = await db.callbackTask.findMany({ where: { doneAt: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: LISTED })
      const [names, tries] = await Promise.all([namesOf(rows.map((row) => row.number)), attemptsAt(rows.map(({ id }) => id))])
      return rows.map((row) => ({
        ...triesSince(tries, row),
        id: row.id,
        number: row.number,
        reason: CallbackReason.parse(row.reason),
        createdAt: row.createdAt.toISOString(),
        dueAt: row.dueAt?.toISOString() ?? null,
        callId: row.callId,
        ticketId: row.ticketId,
        callerName: names.get(row.number) ?? null,
      }))
    },

    /** Notes who called back. The first wins; the second is told who was quicker, and a repeat by the same person is no second. */
    async done(id: string, personId: string): Promise<void> {
      const how = await mark(id, personId)
      if (how === 'gone') throw new Refusal('not-found', 'Không thấy việc gọi lại này')
      if (how === 'taken') await refuseSecond(id)
      if (how === 'done') await changed()
    },

    /** Notes several at once; what somebody else was quicker with is told and does not keep the rest. */
    async doneAll(ids: readonly string[], personId: string): Promise<CallbacksDone> {
      const told: CallbacksDone = { done: [], taken: [], gone: [] }
      for (const id of new Set(ids)) {
        const how = await mark(id, personId)
        told[how === 'mine' ? 'done' : how].push(id)
      }
      await changed()
      return told
    },

    /** Today's tasks that ended because the number called again and was answered, newest first. */
    async calledAgain(): Promise<CalledAgain[]> {
      const since = new Date(callbackDay(clock.now()).getTime() - 7 * 3_600_000)
      const rows = await db.callbackTask.findMany({
        where: { doneCallId: { not: null }, doneAt: { gte: since } },
        orderBy: [{ doneAt: 'desc' }, { id: 'desc' }],
        take: LISTED,
        include: { doneCall: { select: { agent: { select: { name: true } } } } },
      })
      return rows.map(({ id, number, reason, createdAt, doneAt, doneCall }) => ({
        id,
        number,
        reason: CallbackReason.parse(reason),
        createdAt: createdAt.toISOString(),
        calledAt: (doneAt ?? createdAt).toISOString(),
        agentName: doneCall?.agent?.name ?? null,
      }))
    },
  }

  /** Marks one as done by this person; how it went. */
  async function mark(id: string, personId: string): Promise<'done' | 'mine' | 'taken' | 'gone'> {
    const task = await db.callbackTask.findUnique({ where: { id } })
    if (!task) return 'gone'
    // Never before the task itself, even where two machines' clocks disagree.
    const doneAt = new Date(Math.max(clock.now().getTime(), task.createdAt.getTime()))
    const { count } = await db.callbackTask.updateMany({ where: { id, doneAt: null }, data: { doneAt, doneById: personId } })
    if (count > 0) {
      logger.info('called back', { callbackId: id, callId: task.callId, personId })
      return 'done'
    }
    const now = await db.callbackTask.findUnique({ where: { id }, select: { doneById: true } })
    return now?.doneById === personId ? 'mine' : 'taken'
  }

  async function refuseSecond(id: string): Promise<never> {
    const { doneCallId, doneBy } = await db.callbackTask.findUniqueOrThrow({ where: { id }, select: { doneCallId: true, doneBy: { select: { name: true } } } })
    if (doneCallId !== null) throw new Refusal('conflict', 'Người dân đã tự gọi lại')
    throw new Refusal('conflict', doneBy ? `${doneBy.name} đã gọi lại số này` : 'Người khác đã gọi lại số này')
  }
}
