// The dialplan's notes read back as calls, and who is sent into its queue.
import { describe, expect, test } from 'vitest'
import { closedUntil } from '../../src/acd/closing-rules.ts'
import { callbackReasonOf, endOf, entriesOf, type FallbackEntry, fallbackCall, filesOf, opensTicket, talkingAgent } from '../../src/calls/fallback-rules.ts'
import { forsaken, isSeen } from '../../src/launcher/waiting-callers-rules.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const T = 1_795_000_000_000
const at = (ms: number) => String(T + ms)
const recording = `2026-11-26/${id(7)}`
const message = `2026-11-26/${id(8)}`

const began: FallbackEntry = {
  arrivedAt: at(0),
  ticket: id(2),
  channel: '1795000000.1',
  number: '0900000031',
  display: 'Nguyễn',
  exten: '1022',
  recording,
  recordingAt: at(5),
}
const read = (entry: FallbackEntry, lengths: [string, number][] = [[id(7), 60_000]], goneAt = T + 100_000) =>
  fallbackCall(id(1), entry, goneAt, new Map(lengths))

test('rows of the tree become entries; what is no call of ours is left out', () => {
  const entries = entriesOf([
    { key: `/fallback/${id(1)}/number`, value: '0900/000:031' },
    { key: `/fallback/${id(1)}/endedAt`, value: at(9) },
    { key: '/fallback/stray', value: 'x' },
    { key: `/other/${id(1)}/number`, value: 'x' },
  ])
  expect([...entries]).toEqual([[id(1), { number: '0900/000:031', endedAt: at(9) }]])
})

describe('how it ended', () => {
  const talk = { agent: id(5), answeredAt: at(20_000) }
  test.each<[string, FallbackEntry, [string, number][], string, string | null]>([
    ['an operator talked', { ...began, ...talk, endedAt: at(50_000) }, [[id(7), 50_000]], 'answered', null],
    ['he hung up waiting', { ...began, endedAt: at(9000) }, [[id(7), 9000]], 'abandoned', 'missed'],
    ['he left a message', { ...began, message, messageAt: at(40_000), endedAt: at(50_000) }, [[id(8), 9000]], 'voicemail', 'voicemail'],
    ['a message without a word', { ...began, message, messageAt: at(40_000), endedAt: at(40_500) }, [[id(8), 400]], 'abandoned', 'missed'],
    ['a message that reached no disk', { ...began, message, messageAt: at(40_000), endedAt: at(40_500) }, [], 'abandoned', 'missed'],
    ['outside the hours, no message', { ...began, closed: '1', endedAt: at(9000) }, [], 'out-of-hours', null],
    ['outside the hours, with one', { ...began, closed: '1', message, messageAt: at(9000), endedAt: at(20_000) }, [[id(8), 9000]], 'voicemail', 'voicemail'],
    ['turned away', { ...began, turnedAway: '1', endedAt: at(9000) }, [], 'turned-away', 'turned-away'],
    ['Asterisk died while he waited', began, [[id(7), 9000]], 'interrupted', 'interrupted'],
    ['Asterisk died in the talk', { ...began, ...talk }, [[id(7), 30_000]], 'interrupted', 'interrupted'],
  ])('%s', (_, entry, lengths, outcome, reason) => {
    const call = read(entry, lengths)
    expect(call.outcome).toBe(outcome)
    expect(callbackReasonOf(call.outcome)).toBe(reason)
  })

  test('talk is counted from the answer to the end', () => {
    expect(read({ ...began, ...talk, endedAt: at(50_000) })).toMatchObject({ talkMs: 30_000, agentId: id(5), answeredAt: T + 20_000, endedAt: T + 50_000 })
  })
  test('an end nobody saw is that of the recording', () => {
    expect(read({ ...began, ...talk }, [[id(7), 42_000]])).toMatchObject({ endedAt: T + 42_005, talkMs: 22_005 })
    expect(read(began, [])).toMatchObject({ endedAt: T + 5 })
  })
})

test('number, names and ids are taken as they are safe', () => {
  const call = read({ ...began, display: 'x'.repeat(300), ticket: 'none', agent: 'desk', endedAt: at(1) })
  expect(call).toMatchObject({ callerNumber: '+84900000031', callerRaw: '0900000031', ticketId: id(1), agentId: null })
  expect(call.callerDisplay).toHaveLength(80)
  expect(filesOf({ ...began, recording: '../../etc/passwd' })).toEqual([])
})

test('no time lies before the arrival', () => {
  expect(read({ ...began, queuedAt: at(-50), answeredAt: at(-50), endedAt: at(-50) })).toMatchObject({ queuedAt: T, answeredAt: T, endedAt: T, talkMs: 0 })
})

test('who talks now: an answer without an end', () => {
  const talk = { ...began, agent: id(5), answeredAt: at(9) }
  expect(talkingAgent(talk)).toBe(id(5))
  expect(talkingAgent({ ...talk, endedAt: at(10) })).toBeNull()
  expect(talkingAgent(began)).toBeNull()
  expect(endOf(talk)).toBeNull()
  expect(endOf({ ...talk, endedAt: at(10) })).toBe(T + 10)
})

test('tickets for all but those who were only turned away', () => {
  expect((['answered', 'abandoned', 'voicemail', 'interrupted', 'turned-away', 'out-of-hours'] as const).map(opensTicket)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ])
})

describe('under a controller that is gone', () => {
  const row = (uniqueid: string, more: Record<string, string> = {}) => ({
    Channel: `PJSIP/${uniqueid}`,
    Uniqueid: uniqueid,
    Application: 'Stasis',
    ApplicationData: '',
    Exten: '1022',
    BridgeId: '',
    ...more,
  })
  const caller = (uniqueid: string, more: Record<string, string> = {}) => row(uniqueid, { ApplicationData: 'hotline,caller', ...more })
  const leg = (n: number, more: Record<string, string> = {}) => row(`${id(n)}.leg-1`, more)

  test('who waits is moved, with the number he dialled; two who talk are left alone', () => {
    const rows = [
      caller('1.1'),
      caller('1.2', { BridgeId: 'b2' }),
      leg(2, { BridgeId: 'b2' }),
      caller('1.3', { Exten: '', ApplicationData: 'hotline,caller,1022' }),
      row(`${id(1)}.snoop`, { ApplicationData: `hotline,snoop,${id(1)},x` }),
      caller('1.4', { Application: 'Queue' }),
      caller('1.5', { Application: 'StasisBroadcast', ApplicationData: '1000,^hotline$,caller' }),
      caller('1.6', { Application: 'StasisBroadcast', ApplicationData: '1000,^hotline$,caller:1022' }),
    ]
    expect(forsaken(rows)).toEqual({
      callers: [
        { channel: 'PJSIP/1.1', exten: '1022' },
        { channel: 'PJSIP/1.3', exten: 's' },
        { channel: 'PJSIP/1.5', exten: '1022' },
        { channel: 'PJSIP/1.6', exten: '1022' },
      ],
      legs: [],
    })
  })
  test('a leg that rings, and one that a held caller left alone, are let go', () => {
    expect(forsaken([caller('1.1'), leg(1), caller('1.2'), leg(2, { BridgeId: 'b2' })]).legs).toEqual([`PJSIP/${id(1)}.leg-1`, `PJSIP/${id(2)}.leg-1`])
  })
  test('a caller whose operator vanished waits again', () => {
    expect(forsaken([caller('1.1', { BridgeId: 'b1' })]).callers).toHaveLength(1)
  })
  test('another controller that told of itself lately has its callers', () => {
    expect(isSeen('1000', 1_004_000)).toBe(true)
    expect(isSeen('1000', 1_006_000)).toBe(false)
    expect(isSeen(undefined, 1_006_000)).toBe(false)
    // The clock was set back since.
    expect(isSeen('4600', 1_004_000)).toBe(false)
  })
})

test('until when the hotline is closed: the next opening minute, 0 while it is open', () => {
  const opensAt = T - (T % 60_000) + 10 * 60_000
  expect(closedUntil((ms) => ms >= opensAt, T)).toBe(opensAt / 1000)
  expect(closedUntil(() => true, T)).toBe(0)
  expect(closedUntil(() => false, T)).toBe(Math.floor(T / 1000) + 14 * 86_400)
})
