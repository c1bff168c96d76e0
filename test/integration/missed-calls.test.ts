// Missed calls and what calls were about, written by the journal's writer into a real PostgreSQL: one ticket and one task per number
// and day, ended by the caller's own next call; dispositions with every choice kept; tickets that may be the same.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { writeCallSteps } from '../../src/calls/call-writer.ts'
import { createCallbacks } from '../../src/calls/callbacks.ts'
import { createDispositions } from '../../src/calls/dispositions.ts'
import type { JournalRecord } from '../../src/calls/journal.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { type CallEvent, type CallState, legIdOf, playbackIdOf } from '../../src/calls/state.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { missedCalls } from '../harness/missed-drafts.ts'
import { arrived } from '../unit/calls-fixture.ts'
import { openTicketRoom, refusal } from './ticket-room.ts'

const { category, clock, db, lan, minh, openCall, petition, saved, service, stop } = await openTicketRoom()
afterAll(stop)

const callbacks = createCallbacks({
  db,
  clock,
  logger: silentLogger,
  namesOf: service.namesOf,
  dueAfter: async () => null,
  tell: () => undefined,
})
const dispositions = createDispositions({ db, clock, required: false })
const number = '+84900000081'
/** 09:00 in Gia Lai. */
const T = Date.parse('2026-11-18T02:00:00.000Z')

beforeEach(async () => {
  await db.callbackTask.deleteMany()
  clock.at = new Date('2026-11-18T07:27:00.000Z')
})

/** A call of this number that lives through these events after its greeting, each some seconds after its arrival. */
async function call(from: number, then: readonly (readonly [seconds: number, event: CallEvent])[], caller: string | null = number) {
  const [callId, ticketId] = [randomUUID(), randomUUID()]
  const steps: (readonly [number, CallEvent])[] = [
    [0, arrived({ callId, ticketId, recordingId: randomUUID(), channelId: callId, callerNumber: caller })],
    [4, { type: 'prompt-finished', playbackId: playbackIdOf(callId, 'greeting') }],
    ...then.map(([seconds, event]) => [seconds, 'legId' in event ? { ...event, legId: legIdOf(callId, 1) } : event] as const),
  ]
  let state: CallState | null = null
  const records = steps.map(([seconds, event], index): JournalRecord => {
    const at = from + seconds * 1000
    const step = reduce(state, event, at)
    state = step.state
    return { seq: index + 1, at, kind: 'call', subject: callId, body: { seq: index + 1, event, effects: step.effects, state } }
  })
  await openCall(ticketId, petition({ title: '', content: '', place: '', categoryId: null, reporterPhone: '0900 000 081' }), new Date(from))
  const write = () => db.$transaction((tx) => writeCallSteps(tx, records, missedCalls))
  await write()
  // A journal read twice writes nothing twice.
  await write()
  return { callId, ticketId }
}
const gone: CallEvent = { type: 'caller-gone', cause: 16 }
const answers = (agentId: string): (readonly [number, CallEvent])[] => [
  [6, { type: 'agent-chosen', agentId, ringMs: 20_000 }],
  [8, { type: 'leg-answered', legId: '' }],
]
const ticketOf = async (callId: string) => (await db.call.findUniqueOrThrow({ where: { id: callId }, select: { ticketId: true } })).ticketId
const draft = (id: string) => db.ticket.findUniqueOrThrow({ where: { id }, include: { deskTasks: true, history: { orderBy: { id: 'asc' } } } })

describe('a caller who gave up waiting', () => {
  it('is one draft and one task a day, however often he tried', async () => {
    const first = await call(T, [[30, gone]])
    expect(await callbacks.open()).toMatchObject([{ number, reason: 'missed', callId: first.callId, ticketId: first.ticketId }])
    expect(await draft(first.ticketId)).toMatchObject({ title: 'Cuộc gọi nhỡ', status: 'draft' })
    const second = await call(T + 600_000, [[30, gone]])
    expect(await callbacks.open()).toHaveLength(1)
    expect(await ticketOf(second.callId)).toBe(first.ticketId)
    const dropped = await draft(second.ticketId)
    expect([dropped.status, dropped.history.map(({ action }) => action)]).toEqual(['withdrawn', ['draft-opened', 'discarded']])
    expect(dropped.deskTasks.every(({ doneAt }) => doneAt !== null)).toBe(true)
  })

  it('is no task when he hung up at once, hides his number, or calls from abroad or a service number', async () => {
    await call(T, [[6, gone]])
    await call(T, [[30, gone]], null)
    await call(T, [[30, gone]], '+85620123456')
    await call(T, [[30, gone]], '+841900123456')
    expect(await callbacks.open()).toEqual([])
  })

  it('who calls again and is answered ends his task by himself; what he missed belongs to the call that came through', async () => {
    const missed = await call(T, [[30, gone]])
    const again = await call(T + 900_000, [...answers(lan.personId), [60, gone]])
    expect(await callbacks.open()).toEqual([])
    expect(await callbacks.calledAgain()).toMatchObject([{ number, reason: 'missed', calledAt: new Date(T + 908_000).toISOString(), agentName: lan.name }])
    expect((await draft(missed.ticketId)).status).toBe('withdrawn')
    expect(await ticketOf(missed.callId)).toBe(again.ticketId)
    const [task] = await db.callbackTask.findMany()
    expect(await refusal(callbacks.done(task?.id ?? '', lan.personId))).toMatchObject({ code: 'conflict', message: 'Người dân đã tự gọi lại' })
    // Lost again later the same day: the task is there again.
    await call(T + 3_600_000, [[30, gone]])
    expect(await callbacks.open()).toHaveLength(1)
  })

  it('keeps a draft somebody wrote in', async () => {
    const missed = await call(T, [[30, gone]])
    const version = (await draft(missed.ticketId)).version
    await service.saveDraft(missed.ticketId, { version, form: petition({ title: 'Gọi lại sau 17 giờ', reporterPhone: '0900 000 081' }) }, lan)
    await call(T + 900_000, [...answers(lan.personId), [60, gone]])
    expect(await callbacks.open()).toEqual([])
    expect((await draft(missed.ticketId)).status).toBe('draft')
    expect(await ticketOf(missed.callId)).toBe(missed.ticketId)
  })
})

it('several tasks are done at once; what somebody else was quicker with is told, and keeps no other', async () => {
  for (const n of [1, 2, 3]) await call(T + n, [[30, gone]], `+8490000009${n}`)
  const ids = (await callbacks.open()).map(({ id }) => id)
  await callbacks.done(ids[0] ?? '', minh.personId)
  const stranger = randomUUID()
  expect(await callbacks.doneAll([...ids, stranger], lan.personId)).toEqual({ done: ids.slice(1), taken: ids.slice(0, 1), gone: [stranger] })
  expect(await callbacks.open()).toEqual([])
  expect((await callbacks.doneAll(ids, lan.personId)).done).toEqual(ids.slice(1))
})

describe('what a call was about', () => {
  it('is said by whoever answered it, otherwise again the same day, and every choice is kept', async () => {
    clock.at = new Date(T + 120_000)
    const { callId } = await call(T, [...answers(lan.personId), [60, gone]], '+84900000095')
    expect(await dispositions.view(callId)).toEqual({ disposition: null, suggested: null, required: false })
    await dispositions.set(callId, 'nuisance', lan.personId)
    await dispositions.set(callId, 'nuisance', lan.personId)
    clock.at = new Date(T + 300_000)
    expect(await dispositions.set(callId, 'information', lan.personId)).toMatchObject({ disposition: 'information' })
    const kept = await db.callDisposition.findMany({ where: { callId }, orderBy: { at: 'asc' } })
    expect(kept.map(({ disposition, personId }) => [disposition, personId === lan.personId])).toEqual([
      ['nuisance', true],
      ['information', true],
    ])
    expect(await refusal(dispositions.set(callId, 'test', minh.personId))).toMatchObject({ code: 'forbidden' })
    clock.at = new Date(T + 24 * 3_600_000)
    expect(await refusal(dispositions.set(callId, 'test', lan.personId))).toMatchObject({ code: 'illegal-transition' })
    expect((await dispositions.view(callId)).disposition).toBe('information')
  })

  it('is suggested by the petition saved from it', async () => {
    const { callId, ticketId } = await call(T, [...answers(lan.personId), [60, gone]], '+84900000096')
    clock.at = new Date(T + 120_000)
    await service.saveTicket(ticketId, { version: 0, form: petition({ kind: 'question', reporterPhone: '0900 000 096' }) }, lan)
    expect(await dispositions.view(callId)).toMatchObject({ disposition: null, suggested: 'information' })
  })

  it('is nothing of a call nobody answered, and no code of somebody else’s list', async () => {
    const { callId } = await call(T, [[30, gone]], '+84900000097')
    expect(await refusal(dispositions.set(callId, 'test', lan.personId))).toMatchObject({ code: 'illegal-transition' })
    await expect(db.call.update({ where: { id: callId }, data: { disposition: 'test' } })).rejects.toThrow()
    await expect(db.$executeRaw`UPDATE call SET disposition = 'spam' WHERE answered_at IS NOT NULL`).rejects.toThrow()
    expect(await refusal(dispositions.view(randomUUID()))).toMatchObject({ code: 'not-found' })
  })
})

describe('a ticket that may be the same', () => {
  const ask = (more: object = {}) => service.similar({ number: '0900 000 085', categoryId: category, place: 'số 48 Wừu', ...more })
  it('is one of the same number, category and place', async () => {
    const there = await saved({ reporterPhone: '0900 000 085' })
    expect((await ask()).map(({ code }) => code)).toEqual([there.code])
    expect(await ask({ number: '+84 900 000 085' })).toHaveLength(1)
    expect(await ask({ place: 'số 50 Wừu' })).toEqual([])
    expect(await ask({ number: '0900 000 086' })).toEqual([])
    expect(await ask({ categoryId: randomUUID() })).toEqual([])
    expect(await ask({ except: there.id })).toEqual([])
    expect(await ask({ number: 'ẩn số' })).toEqual([])
  })
})
