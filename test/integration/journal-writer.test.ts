// The journal's writer on a real PostgreSQL: many steps at once say what they say one by one, and may be said again.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AgentSignal, agentStep, newAgent } from '../../src/acd/agent-rules.ts'
import { writeCallSteps } from '../../src/calls/call-writer.ts'
import { writeIntervals } from '../../src/calls/interval-writer.ts'
import type { JournalRecord } from '../../src/calls/journal.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { type CallEvent, type CallState, legIdOf, playbackIdOf } from '../../src/calls/state.ts'
import { startTestDatabase, type TestDatabase } from '../harness/database.ts'
import { missedCalls } from '../harness/missed-drafts.ts'
import { addPerson } from '../harness/web.ts'
import { arrived, chosen, START } from '../unit/calls-fixture.ts'

let database: TestDatabase
let agentId = ''
beforeAll(async () => {
  database = await startTestDatabase()
  agentId = (await addPerson(database.db, 'operator')).id
}, 60_000)
afterAll(() => database?.stop())

/** The journal of one call that is answered, hung up and measured. */
function callJournal(): { callId: string; records: JournalRecord[] } {
  const callId = randomUUID()
  const events: CallEvent[] = [
    arrived({ callId, ticketId: randomUUID(), recordingId: randomUUID(), channelId: callId }),
    { type: 'recording-started' },
    { type: 'prompt-finished', playbackId: playbackIdOf(callId, 'greeting') },
    chosen(agentId),
    { type: 'leg-answered', legId: legIdOf(callId, 1) },
    { type: 'hangup', agentId },
    { type: 'recording-finished', durationMs: 4000, bytes: 64_044, sha256: 'ab'.repeat(32) },
  ]
  let state: CallState | null = null
  const records = events.map((event, index): JournalRecord => {
    const at = START + index * 1000
    const step = reduce(state, event, at)
    state = step.state
    return { seq: index + 1, at, kind: 'call', subject: callId, body: { seq: index + 1, event, effects: step.effects, state } }
  })
  return { callId, records }
}

const openDrafts = async (records: readonly JournalRecord[]) => {
  for (const { body } of records.slice(0, 1)) {
    const { ticketId } = (body as { state: CallState }).state
    await database.db.ticket.create({ data: { id: ticketId, channel: 'hotline', reportedAt: new Date(START) } })
  }
}
const write = (records: readonly JournalRecord[]) => database.db.$transaction((tx) => writeCallSteps(tx, records, missedCalls))
const read = (callId: string) =>
  database.db.call.findUniqueOrThrow({ where: { id: callId }, include: { recordings: true, events: { orderBy: { seq: 'asc' } } } })

test('a whole call written at once is the call written step by step', async () => {
  const [atOnce, stepByStep] = [callJournal(), callJournal()]
  await openDrafts(atOnce.records)
  await openDrafts(stepByStep.records)
  await write(atOnce.records)
  for (const record of stepByStep.records) await write([record])
  const [one, other] = [await read(atOnce.callId), await read(stepByStep.callId)]
  expect(one).toMatchObject({ outcome: 'answered', agentId, talkMs: 1000, lastSeq: 7, state: null, servedBy: 'controller' })
  expect(one.ticketId).not.toBeNull()
  expect(one.recordings).toMatchObject([{ durationMs: 4000, bytes: 64_044, sha256: 'ab'.repeat(32), kind: 'call' }])
  expect(one.events.map((event) => event.type)).toEqual(atOnce.records.map((record) => (record.body as { event: CallEvent }).event.type))
  const { id, channelId, ticketId, recordings, events, ...rest } = one
  expect(other).toMatchObject(rest)
  expect(other.recordings).toMatchObject([{ durationMs: recordings[0]?.durationMs, startedAt: recordings[0]?.startedAt, endedAt: recordings[0]?.endedAt }])
  expect(other.events.map(({ seq, at, type }) => ({ seq, at, type }))).toEqual(events.map(({ seq, at, type }) => ({ seq, at, type })))
})

test('steps said again, and older ones said late, change nothing', async () => {
  const { callId, records } = callJournal()
  await openDrafts(records)
  await write(records.slice(0, 4))
  expect((await read(callId)).state).toMatchObject({ phase: 'ringing' })
  await write(records)
  const before = await read(callId)
  await write(records.slice(0, 5))
  await write(records)
  expect(await read(callId)).toEqual(before)
})

test('stretches of an agent follow each other without gaps, also when several are written at once or twice', async () => {
  const signals: AgentSignal[] = [{ type: 'ready' }, { type: 'offered', callId: randomUUID(), dueAt: START + 9000 }, { type: 'answered' }]
  let agent = newAgent(agentId, 'Người trực', START)
  const records = signals.map((signal, index): JournalRecord => {
    const at = START + (index + 1) * 1000
    agent = agentStep(agent, signal, at) ?? agent
    return { seq: index + 1, at, kind: 'agent', subject: agentId, body: { intervalId: randomUUID(), agent, account: null } }
  })
  const last = records.at(-1) as JournalRecord
  const leaving: JournalRecord = { ...last, seq: 4, body: { ...(last.body as object), agent: { ...agent, after: { state: 'offline' } } } }
  for (let time = 0; time < 2; time += 1) await database.db.$transaction((tx) => writeIntervals(tx, [...records, leaving]))
  const rows = await database.db.agentInterval.findMany({ where: { agentId }, orderBy: { startedAt: 'asc' } })
  expect(rows.map(({ state, startedAt, endedAt }) => [state, startedAt.getTime() - START, endedAt ? endedAt.getTime() - START : null])).toEqual([
    ['ready', 1000, 2000],
    ['ringing', 2000, 3000],
    ['on-call', 3000, null],
  ])
  expect(rows[2]?.afterState).toBe('offline')
})
