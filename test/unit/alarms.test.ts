// Alarms in memory, what the journal gets of them, and the things that raise them.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AlarmStep, type Alarms, createAlarms } from '../../src/platform/alarms/alarms.ts'
import { createAwayAlarm } from '../../src/platform/alarms/away-alarm.ts'
import { watchRecordings } from '../../src/platform/alarms/recording-watch.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'

let steps: AlarmStep[]
let alarms: Alarms
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-25T00:00:00Z') })
  steps = []
  alarms = createAlarms({ clock: { now: () => new Date() }, logger: silentLogger, record: (step) => void steps.push(step) })
})
afterEach(() => {
  vi.useRealTimers()
})
const codes = () => alarms.open().map((alarm) => alarm.code)

describe('an alarm', () => {
  it('is open once however often it is raised; only its detail changes', () => {
    const told: string[][] = []
    alarms.onChange((open) => told.push(open.map((alarm) => alarm.detail)))
    alarms.raise('recordings-full', '9 MB')
    vi.advanceTimersByTime(1000)
    alarms.raise('recordings-full', '8 MB')
    alarms.raise('recordings-full', '8 MB')
    expect(alarms.open()).toEqual([{ code: 'recordings-full', detail: '8 MB', raisedAt: '2026-11-25T00:00:00.000Z' }])
    expect(told).toEqual([['9 MB'], ['8 MB']])
    expect(steps.map((step) => step.step)).toEqual(['raised'])
  })
  it('is closed with its last detail, under the id it was raised with', () => {
    alarms.raise('recordings-full', '9 MB')
    alarms.raise('recordings-full', '8 MB')
    vi.advanceTimersByTime(5000)
    alarms.clear('recordings-full')
    alarms.clear('recordings-full')
    expect(alarms.open()).toEqual([])
    const [raised, cleared] = steps
    expect(steps).toHaveLength(2)
    expect(cleared).toMatchObject({ step: 'cleared', detail: '8 MB', clearedAt: Date.parse('2026-11-25T00:00:05Z') })
    expect(cleared).toMatchObject({ id: raised && 'id' in raised ? raised.id : '' })
  })
  it('stays open when the journal does not take it', () => {
    const broken = createAlarms({
      clock: { now: () => new Date() },
      logger: silentLogger,
      record: () => {
        throw new Error('disk full')
      },
    })
    broken.raise('journal-not-written')
    expect(broken.open()).toHaveLength(1)
  })
  it('never ends before it began', () => {
    alarms.raise('redis-away')
    vi.setSystemTime(new Date('2026-11-24T23:00:00Z'))
    alarms.clear('redis-away')
    expect(steps[1]).toMatchObject({ clearedAt: Date.parse('2026-11-25T00:00:00Z') })
  })
})

describe('what is away', () => {
  it('is told only when it stays away', () => {
    const redis = createAwayAlarm(alarms, 'redis-away', 5000)
    redis.away()
    vi.advanceTimersByTime(4900)
    redis.back()
    vi.advanceTimersByTime(10_000)
    expect(codes()).toEqual([])
    redis.away()
    redis.away()
    vi.advanceTimersByTime(5000)
    expect(codes()).toEqual(['redis-away'])
    redis.back()
    expect(codes()).toEqual([])
  })
  it('is told no more after the end', () => {
    const redis = createAwayAlarm(alarms, 'redis-away', 5000)
    redis.away()
    redis.stop()
    vi.advanceTimersByTime(10_000)
    redis.away()
    vi.advanceTimersByTime(10_000)
    expect(codes()).toEqual([])
  })
})

describe('the folder of recordings', () => {
  const watched = (left: { bytes: number | null }) =>
    watchRecordings({
      alarms,
      folder: '/recordings',
      reserveBytes: 100 * 2 ** 20,
      free: async () => {
        if (left.bytes === null) throw new Error('gone')
        return left.bytes
      },
    })
  it('raises below the reserve and clears with some room above it', async () => {
    const left = { bytes: 99.5 * 2 ** 20 }
    const watch = watched(left)
    await watch.look()
    expect(alarms.open()).toMatchObject([{ code: 'recordings-full', detail: '99 MB' }])
    left.bytes = 101 * 2 ** 20
    await watch.look()
    expect(codes()).toEqual(['recordings-full'])
    left.bytes = 111 * 2 ** 20
    await watch.look()
    expect(codes()).toEqual([])
  })
  it('that cannot be read is no room', async () => {
    await watched({ bytes: null }).look()
    expect(codes()).toEqual(['recordings-full'])
  })
  it('is looked at every 10 s, and at once when a recording fails', async () => {
    const left = { bytes: 200 * 2 ** 20 }
    const watch = watched(left)
    watch.start()
    await vi.advanceTimersByTimeAsync(1)
    expect(codes()).toEqual([])
    left.bytes = 0
    await vi.advanceTimersByTimeAsync(10_000)
    expect(codes()).toEqual(['recordings-full'])
    left.bytes = 200 * 2 ** 20
    watch.failed('refused')
    await vi.advanceTimersByTimeAsync(1)
    expect(codes()).toEqual(['recording-failed'])
    watch.succeeded()
    expect(codes()).toEqual([])
    watch.stop()
  })
})
