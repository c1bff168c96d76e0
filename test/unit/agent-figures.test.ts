// A day's figures of each operator, and the calls behind a figure as a file for Excel.
import { parse } from 'csv-parse/sync'
import { expect, it, test } from 'vitest'
import { figuresByAgent } from '../../src/acd/agent-figures-rules.ts'
import { figureCallsFile } from '../../src/acd/figures-file.ts'
import { type CountedAs, type CountedCall, type CountedInterval, callsBehind, countCalls } from '../../src/acd/figures-rules.ts'
import type { FigureCall } from '../../src/contract/board.ts'
import { writeCsv } from '../../src/platform/sheets/write-csv.ts'

const day = '2026-11-18'
const at = (time: string, on = day) => Date.parse(`${on}T${time}+07:00`)
const rules = { targetSeconds: 20, formula: 'offered', shortAbandonSeconds: 5 } as const
const now = at('17:00:00')
const call = (agentId: string | null, more: Partial<CountedCall> = {}): CountedCall => ({
  ...{ callId: 'c1', arrivedAt: at('09:00:00'), queuedAt: at('09:00:05'), answeredAt: at('09:00:10'), endedAt: at('09:03:00'), outcome: 'answered' },
  ...{ talkMs: 160_000, holdMs: 10_000, rating: null, ratingAsked: false, agentId, disposition: null },
  ...more,
})
const span = (agentId: string, state: CountedInterval['state'], from: string, to: string | null, more: Partial<CountedInterval> = {}): CountedInterval => ({
  ...{ agentId, state, startedAt: at(from), endedAt: to === null ? null : at(to), callId: null, pauseReason: null },
  ...more,
})
const of = (calls: readonly CountedCall[], intervals: readonly CountedInterval[]) =>
  figuresByAgent(day, countCalls(calls, intervals, rules, now), intervals, now)

test('calls, time by state, pauses by reason, missed rings and ratings of one day', () => {
  const [an] = of(
    [
      call('an', { rating: 1, ratingAsked: true }),
      call('an', { callId: 'c2', endedAt: null, outcome: null, talkMs: 0, holdMs: 0 }),
      call('an', { callId: 'c3', answeredAt: null, outcome: 'abandoned', agentId: null }),
    ],
    [
      span('an', 'ready', '08:00:00', '09:00:10'),
      span('an', 'on-call', '09:00:10', '09:03:00', { callId: 'c1' }),
      span('an', 'wrap-up', '09:03:00', '09:04:00', { callId: 'c1' }),
      span('an', 'paused', '09:04:00', '09:34:00', { pauseReason: 'meal' }),
      span('an', 'paused', '09:34:00', '09:39:00', { pauseReason: 'break' }),
      span('an', 'ringing', '09:39:00', '09:39:20'),
      span('an', 'not-responding', '09:39:20', '09:40:00'),
      span('an', 'ready', '16:00:00', null),
    ],
  )
  expect(an).toMatchObject({ agentId: 'an', answered: 2, handled: 1, talkMs: 160_000, holdMs: 10_000, wrapUpMs: 60_000, meanHandlingMs: 230_000, missed: 1 })
  expect(an).toMatchObject({ pausedMs: 35 * 60_000, rated: 1, satisfied: 1, dissatisfied: 0 })
  expect(an?.paused).toEqual([
    { reason: 'break', ms: 5 * 60_000 },
    { reason: 'meal', ms: 30 * 60_000 },
  ])
  // Ready 08:00:00–09:00:10 and 16:00–17:00, ringing 20 s; busy 170 s + 60 s.
  expect(an).toMatchObject({ readyMs: (3610 + 3600 + 20) * 1000, busyMs: 230_000, onDutyMs: (6000 + 3600) * 1000 })
  expect(an?.occupancy).toBeCloseTo(230 / (230 + 7230))
})

it('is cut at midnight on both sides, and nobody who was offline all day is in it', () => {
  const yesterday: CountedInterval = { ...span('an', 'ready', '00:00:00', '01:00:00'), startedAt: at('23:00:00', '2026-11-17') }
  const rang: CountedInterval = { ...span('an', 'not-responding', '00:00:00', '00:10:00'), startedAt: at('23:59:00', '2026-11-17') }
  const gone: CountedInterval = { ...span('binh', 'ready', '00:00:00', null), startedAt: at('22:00:00', '2026-11-17'), endedAt: at('23:30:00', '2026-11-17') }
  const figures = of([], [yesterday, rang, gone])
  expect(figures).toMatchObject([{ agentId: 'an', readyMs: 3_600_000, missed: 0, occupancy: 0, meanHandlingMs: null }])
})

it('counts what the list behind it has', () => {
  const calls = countCalls([call('an'), call('binh', { callId: 'c2' }), call('an', { callId: 'c3' })], [], rules, now)
  const figures = figuresByAgent(day, calls, [], now)
  for (const { agentId, answered } of figures) expect(callsBehind(calls as CountedAs[], 'answered', undefined, undefined, agentId)).toHaveLength(answered)
})

const row = (more: Partial<FigureCall> = {}): FigureCall => ({
  ...{ callId: '00000000-0000-4000-8000-000000000001', arrivedAt: '2026-11-18T02:10:00.000Z', number: '+84900000014', fate: 'answered', outcome: 'answered' },
  ...{
    waitMs: 8_000,
    inTime: true,
    talkMs: 100_000,
    holdMs: 4_000,
    wrapUpMs: 60_000,
    rating: 1,
    disposition: null,
    agentName: 'Rơ Mah Tuyn',
    ticketId: null,
    recorded: true,
  },
  ...more,
})

test('a file of calls opens in Excel: its mark, Gia Lai’s clock, telephone numbers as people write them', () => {
  const text = figureCallsFile([row(), row({ number: null, agentName: null, rating: null, fate: 'abandoned', outcome: 'abandoned' })])
  expect(text.startsWith('\uFEFFĐến lúc,Số gọi,')).toBe(true)
  expect(text.split('\r\n')[1]).toBe(
    '2026-11-18 09:10:00,0900 000 014,Đã trả lời,Đã trả lời,8,có,100,4,60,Rơ Mah Tuyn,Hài lòng,00000000-0000-4000-8000-000000000001',
  )
  expect(parse(text, { bom: true, columns: true })).toHaveLength(2)
})

it.each([['=HYPERLINK("http://evil.example")'], ['+84 1'], ['-2+3'], ['@SUM(A1)'], ['\t=1'], ['\r=1']])('nothing in a cell is calculated: %j', (evil) => {
  const [[shown]] = parse(writeCsv(['h'], [[evil]]), { bom: true, from_line: 2, relax_quotes: false }) as [[string]]
  expect(shown).toBe(`'${evil}`)
})
it('quotes, commas and lines stay in their cell', () => {
  const rows = [['a "b", c', 'hai\ndòng', ' lề ', 5, null]]
  expect(parse(writeCsv(['1', '2', '3', '4', '5'], rows), { bom: true, from_line: 2 })).toEqual([['a "b", c', 'hai\ndòng', ' lề ', '5', '']])
})
