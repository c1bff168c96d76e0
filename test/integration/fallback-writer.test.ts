// Calls of the dialplan written into a real PostgreSQL: once however often, and beside what the controller knew.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openCallback } from '../../src/calls/callbacks-writer.ts'
import type { FallbackRecord } from '../../src/calls/fallback-calls.ts'
import type { FallbackCall } from '../../src/calls/fallback-rules.ts'
import { draftOfFallback, writeFallback } from '../../src/calls/fallback-writer.ts'
import { missedDrafts } from '../harness/missed-drafts.ts'
import { openTicketRoom } from './ticket-room.ts'

const { db, lan, openCall, petition, stop } = await openTicketRoom()
afterAll(stop)

const T = Date.parse('2026-11-18T00:30:00.000Z')
const number = '+84900000071'

async function recordOf(more: Partial<FallbackCall> = {}, closed = false): Promise<FallbackRecord> {
  const call: FallbackCall = {
    callId: randomUUID(),
    ticketId: randomUUID(),
    channelId: '1.1',
    callerNumber: number,
    callerRaw: '0900000071',
    callerDisplay: '',
    hotlineNumber: '1022',
    arrivedAt: T,
    queuedAt: T + 5000,
    answeredAt: T + 10_000,
    endedAt: T + 40_000,
    agentId: lan.personId,
    talkMs: 30_000,
    outcome: 'answered',
    waited: false,
    sent: false,
    taken: false,
    files: [],
    ...more,
  }
  const id = randomUUID()
  const file = { id, kind: 'call' as const, path: `2026-11-18/${id}`, startedAt: T + 10, durationMs: 39_990, bytes: 639_884, sha256: 'ab'.repeat(32) }
  await openCall(call.ticketId, petition({ title: '', content: '' }), new Date(T))
  return { serverId: 'asterisk-1', call, closed, recordings: [file] }
}
const write = (record: FallbackRecord) => db.$transaction((tx) => writeFallback(tx, record, missedDrafts))
const read = (callId: string) => db.call.findUniqueOrThrow({ where: { id: callId }, include: { recordings: true, callbackTasks: true } })
/** The row the controller wrote before it died. */
const writeKnown = ({ call }: FallbackRecord, more: object = {}) =>
  db.call.create({
    data: {
      id: call.callId,
      serverId: 'asterisk-1',
      channelId: call.channelId,
      callerNumber: number,
      hotlineNumber: '1022',
      arrivedAt: new Date(T),
      ticketId: call.ticketId,
      state: { phase: 'queued' },
      ...more,
    },
  })

beforeEach(async () => void (await db.callbackTask.deleteMany()))

describe('a call nobody else knew', () => {
  it('is there once, with ticket, agent and recording, however often it is written', async () => {
    const record = await recordOf()
    await write(record)
    const first = await read(record.call.callId)
    await write(record)
    expect(await read(record.call.callId)).toEqual(first)
    expect(first).toMatchObject({
      servedBy: 'fallback',
      outcome: 'answered',
      agentId: lan.personId,
      talkMs: 30_000,
      ticketId: record.call.ticketId,
      callbackTasks: [],
    })
    expect(first.recordings).toMatchObject([{ kind: 'call', durationMs: 39_990 }])
  })
  it('owes a call back when it was missed', async () => {
    const record = await recordOf({ outcome: 'abandoned', answeredAt: null, agentId: null, talkMs: 0 })
    await write(record)
    await write(record)
    expect((await read(record.call.callId)).callbackTasks).toMatchObject([{ number, reason: 'missed', ticketId: record.call.ticketId }])
  })
  it('turned away: a call back, but no ticket', async () => {
    const record = await recordOf({ outcome: 'turned-away', answeredAt: null, queuedAt: null, agentId: null, talkMs: 0 })
    expect(draftOfFallback(record)).toBeNull()
    await write(record)
    expect(await read(record.call.callId)).toMatchObject({ ticketId: null, callbackTasks: [{ reason: 'turned-away', ticketId: null }] })
  })
})

describe('a caller who waited under the controller', () => {
  it('has the end the dialplan saw, even where the controller took him for gone', async () => {
    const record = await recordOf({ waited: true })
    await writeKnown(record, { endedAt: new Date(T + 9000), outcome: 'abandoned', state: undefined })
    await db.$transaction((tx) =>
      openCallback(tx, { callId: record.call.callId, ticketId: record.call.ticketId, number, reason: 'missed', at: new Date(T + 9000) }),
    )
    await write(record)
    await write(record)
    expect(await read(record.call.callId)).toMatchObject({
      servedBy: 'fallback',
      outcome: 'answered',
      talkMs: 30_000,
      endedAt: new Date(T + 40_000),
      callbackTasks: [],
    })
  })
  it('ends the open row of a controller that never came back to it', async () => {
    const record = await recordOf({ waited: true, outcome: 'abandoned', answeredAt: null, agentId: null, talkMs: 0 })
    await writeKnown(record)
    await write(record)
    expect(await read(record.call.callId)).toMatchObject({ state: null, outcome: 'abandoned', callbackTasks: [{ reason: 'missed' }] })
  })
  it('who was talked with before counts as answered', async () => {
    const record = await recordOf({ waited: true, outcome: 'abandoned', answeredAt: null, agentId: null, talkMs: 0 })
    await writeKnown(record, { answeredAt: new Date(T + 2000), talkMs: 5000 })
    await write(record)
    expect(await read(record.call.callId)).toMatchObject({ outcome: 'answered', talkMs: 5000, callbackTasks: [] })
  })
  it('whose end the controller noted keeps its figures', async () => {
    const record = await recordOf({ waited: true, talkMs: 1 }, true)
    await writeKnown(record, { endedAt: new Date(T + 40_000), outcome: 'answered', talkMs: 35_000, state: undefined })
    await write(record)
    await write(record)
    expect(await read(record.call.callId)).toMatchObject({ servedBy: 'fallback', talkMs: 35_000 })
  })
})

describe('a caller whom the controller sent to leave a message', () => {
  const sent = { waited: true, sent: true, answeredAt: null, queuedAt: null, agentId: null, talkMs: 0 } as const
  it('after hours: the call gets the draft it had none of, and a call back', async () => {
    const record = await recordOf({ ...sent, outcome: 'voicemail' }, true)
    await writeKnown(record, { ticketId: null, endedAt: new Date(T + 40_000), outcome: 'voicemail', state: undefined })
    await write(record)
    await write(record)
    expect(draftOfFallback(record)).toMatchObject({ ticketId: record.call.ticketId, number })
    expect(await read(record.call.callId)).toMatchObject({
      servedBy: 'controller',
      ticketId: record.call.ticketId,
      callbackTasks: [{ reason: 'voicemail', ticketId: record.call.ticketId }],
    })
  })
  it('without a word: no draft, nobody is called back', async () => {
    const record = await recordOf({ ...sent, outcome: 'out-of-hours' }, true)
    await writeKnown(record, { ticketId: null, endedAt: new Date(T + 40_000), outcome: 'out-of-hours', state: undefined })
    await write(record)
    expect(draftOfFallback(record)).toBeNull()
    expect(await read(record.call.callId)).toMatchObject({ servedBy: 'controller', ticketId: null, callbackTasks: [] })
  })
  it('the petition his call was moved to meanwhile keeps it', async () => {
    const record = await recordOf({ ...sent, outcome: 'voicemail' }, true)
    const other = await recordOf()
    await writeKnown(record, { ticketId: other.call.ticketId, endedAt: new Date(T + 40_000), outcome: 'voicemail', state: undefined })
    await write(record)
    expect(await read(record.call.callId)).toMatchObject({ ticketId: other.call.ticketId })
  })
})

it('a call the controller took back only gets its first recording', async () => {
  const record = await recordOf({ taken: true, outcome: 'abandoned' })
  await writeKnown(record)
  await write(record)
  expect(await read(record.call.callId)).toMatchObject({
    servedBy: 'controller',
    outcome: null,
    endedAt: null,
    recordings: [{ durationMs: 39_990 }],
    callbackTasks: [],
  })
})
