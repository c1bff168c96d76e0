// Who is told what, and when; how long a wait is said to be; who is sent away; and five hundred who wait at once.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLogger } from 'winston'
import { createAgentRegistry } from '../../src/acd/agents.ts'
import { createDispatcher } from '../../src/acd/dispatcher.ts'
import { createHandlingTimes } from '../../src/acd/handling-times.ts'
import { createKnownAgents } from '../../src/acd/known-agents.ts'
import { estimatedMs, type Handled, LEAST_SAMPLES, spokenMinutes, stableMean, WINDOW_MS, withHandled } from '../../src/acd/wait-estimate-rules.ts'
import { announcements, comersBeyond, FIRST_MS, NEXT_LOOK_MS, positionOf, TOLD_AT_ONCE, tellAt } from '../../src/acd/waiting-rules.ts'
import { waitingOf } from '../../src/acd/waiting-view.ts'
import { createWaitingWatch } from '../../src/acd/waiting-watch.ts'
import { type CallHooks, createCallController } from '../../src/calls/controller.ts'
import { type Journal, openJournal } from '../../src/calls/journal.ts'
import type { CallService } from '../../src/calls/service-rules.ts'
import type { CallEffect, CallState } from '../../src/calls/state.ts'
import { AN, arrived, BINH, callIn, limited, START } from './calls-fixture.ts'

const MINUTE = 60_000
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
/** A call that came into the queue so many seconds after START. */
const queued = (n: number, second: number, over: Partial<CallState> = {}): CallState => ({
  ...callIn('queued'),
  ...{ callId: id(n), arrivedAt: START + second * 1000, queuedAt: START + second * 1000, rank: START + second * 1000, service: limited({}) },
  ...over,
})
const at = (second: number) => START + second * 1000

describe('the estimate', () => {
  const times = (...seconds: number[]): Handled[] => seconds.map((second, n) => ({ endedAt: START + n * 1000, ms: second * 1000 }))

  it.each<[string, Handled[], number | null]>([
    ['too few calls', times(100, 100, 100, 100), null],
    ['enough of one length', times(100, 100, 100, 100, 100), 100_000],
    ['enough, of near lengths', times(80, 120, 100, 90, 110), 100_000],
    ['enough, but one of them outweighs all', times(10, 10, 10, 10, 900), null],
    ['many of them, and the mean is known though they differ', times(...Array.from({ length: 40 }, (_, n) => (n % 2 ? 20 : 180))), 100_000],
  ])('%s', (_, window, mean) => {
    expect(stableMean(window, START + MINUTE)).toBe(mean)
  })
  it('forgets what is old, and no more than the last hundred are looked at', () => {
    const window = times(...Array.from({ length: LEAST_SAMPLES }, () => 100))
    expect(stableMean(window, START + WINDOW_MS + 60_000)).toBeNull()
    const kept = Array.from({ length: 300 }, (_, n) => ({ endedAt: START + n, ms: 100_000 + n })).reduce<Handled[]>(withHandled, [])
    expect([kept.length, kept[0]?.endedAt]).toEqual([100, START + 200])
    expect(withHandled(window, { endedAt: START + WINDOW_MS + 2000, ms: 5000 })).toHaveLength(3)
    expect(withHandled([], { endedAt: START, ms: 300 })).toEqual([])
  })
  it('is the places to be gained over the agents on duty; nobody on duty, or no mean: none', () => {
    expect(estimatedMs(6, 3, 120_000)).toBe(240_000)
    expect([estimatedMs(1, 0, 120_000), estimatedMs(1, 2, null)]).toEqual([null, null])
  })

  const said = (estimateMinutes: number | null, position = 10) => ({ at: START, position, estimateMinutes })
  it.each<[string, number | null, number, ReturnType<typeof said> | undefined, number, number | null]>([
    ['nobody can say', null, 10, said(5), at(60), null],
    ['the first time: rounded up', 61_000, 10, undefined, at(0), 2],
    ['never none at all', 1000, 1, undefined, at(0), 1],
    ['it rises when it rises', 9 * MINUTE, 10, said(5), at(60), 9],
    ['noise does not make it fall: only the minute that has gone', 1 * MINUTE, 10, said(5), at(60), 4],
    ['half a minute is not a whole one', 1 * MINUTE, 10, said(5), at(30), 5],
    ['the places gained do', 2 * MINUTE, 5, said(10), at(60), 5],
    ['but not more than they explain', 1 * MINUTE, 9, said(10), at(60), 9],
    ['a long time alone does too', 1 * MINUTE, 10, said(5), at(600), 1],
    ['nothing was said before', 3 * MINUTE, 10, said(null), at(60), 3],
    ['a place farther back lets nothing fall', 1 * MINUTE, 12, said(5), at(0), 5],
    ['a clock set back lets nothing fall', 1 * MINUTE, 10, said(5), at(-600), 5],
  ])('%s', (_, estimate, position, before, now, minutes) => {
    expect(spokenMinutes(estimate, position, before, now)).toBe(minutes)
  })
})

describe('when a caller is told', () => {
  it('soon after he came, then in the interval of his settings, never where there is none', () => {
    const call = queued(1, 10)
    expect(tellAt(call)).toBe(at(10) + FIRST_MS)
    expect(tellAt({ ...call, announced: { at: at(15), n: 1, position: 1, estimateMinutes: null } })).toBe(at(75))
    expect(tellAt({ ...call, service: limited({ announceEverySeconds: 0 }) })).toBeNull()
    expect(tellAt({ ...callIn('ringing'), service: limited({}) })).toBeNull()
    const { service: _, ...old } = call
    expect(tellAt(old)).toBeNull()
  })
  it('after he lost his agent anew', () => {
    expect(tellAt(queued(1, 10, { announced: { at: at(15), n: 1, position: 1, estimateMinutes: null }, backSince: at(300) }))).toBe(at(300) + FIRST_MS)
  })
  it('his place is what stands before him among those who wait', () => {
    const calls = [queued(1, 10), queued(2, 20), queued(3, 30, { rank: 0 }), queued(4, 5, { phase: 'ringing' }), queued(5, 40, { rank: at(0) })]
    expect(calls.filter(({ phase }) => phase === 'queued').map((call) => [call.callId, positionOf(call, calls)])).toEqual([
      [id(1), 3],
      [id(2), 4],
      [id(3), 1],
      [id(5), 2],
    ])
  })

  const look = (calls: CallState[], now: number, over: Partial<Parameters<typeof announcements>[0]> = {}) =>
    announcements({ calls, agents: 2, meanHandlingMs: 120_000, now, ...over })
  it('says place and wait as his settings have it', () => {
    const calls = [
      queued(1, 0, { announced: { at: at(0), n: 4, position: 1, estimateMinutes: 1 } }),
      queued(2, 1),
      queued(3, 2, { service: limited({ position: false, estimate: false }) }),
    ]
    expect(look(calls, at(8))).toEqual({
      due: [
        { callId: id(2), n: 1, position: 2, estimateMinutes: 2 },
        { callId: id(3), n: 1, position: null, estimateMinutes: null },
      ],
      again: at(8) + NEXT_LOOK_MS,
    })
    expect(look(calls, at(8), { meanHandlingMs: null }).due[0]).toMatchObject({ position: 2, estimateMinutes: null })
    expect(look(calls, at(5))).toEqual({ due: [], again: at(1) + FIRST_MS })
    expect(look([], at(5))).toEqual({ due: [], again: null })
  })
  it('waits until other words are over', () => {
    expect(look([queued(1, 0, { prompt: 'an apology' })], at(30))).toEqual({ due: [], again: at(31) })
  })
})

describe('who came beyond the limit', () => {
  const two: Partial<CallState> = { service: limited({ mostCallers: 2 }) }
  it.each<[string, CallState[], number[]]>([
    ['the third of two', [queued(1, 0, two), queued(2, 1, two), queued(3, 2, two)], [3]],
    ['without a limit nobody', [queued(1, 0), queued(2, 1), queued(3, 2)], []],
    [
      'who rings still counts, and is not sent away',
      [queued(1, 0, { ...two, phase: 'ringing' }), queued(2, 1, two), queued(3, 2, { ...two, phase: 'ringing' }), queued(4, 3, two)],
      [4],
    ],
    [
      'who talked before takes nobody’s place, and keeps his own',
      [queued(1, 0, { ...two, firstAnsweredAt: at(5), rank: 0 }), queued(2, 1, two), queued(3, 2, two), queued(4, 3, two)],
      [4],
    ],
    ['who was moved is not sent away', [queued(1, 0, two), queued(2, 1, two), queued(3, 2, { ...two, moved: { by: AN, at: at(3), count: 1 } })], []],
    ['a later priority does not send away who came before', [queued(1, 0, two), queued(2, 1, two), queued(3, 2, { ...two, rank: at(-300) })], [3]],
    ['the limit is that of his own arrival', [queued(1, 0, two), queued(2, 1, two), queued(3, 2), queued(4, 3, { service: limited({ mostCallers: 3 }) })], [4]],
  ])('%s', (_, calls, expected) => {
    expect(comersBeyond(calls)).toEqual(expected.map(id))
    expect(comersBeyond([...calls].reverse())).toEqual(expected.map(id))
  })
})

it('the routing sees need, rings and known operator of a call, and nothing of who needs nobody', () => {
  const service = limited({})
  const choice = { key: '2', label: 'Đất đai', skill: 'dat-dai', priorityMinutes: 0 }
  expect(waitingOf(queued(1, 0))).toEqual({ callId: id(1), serverId: 'asterisk-1', rank: at(0), queuedAt: at(0), passedBy: {} })
  expect(waitingOf(queued(1, 0, { choice, knownAgentId: AN }))).toMatchObject({
    skill: 'dat-dai',
    rings: service.rings,
    knownAgent: { agentId: AN, until: at(20) },
  })
  expect(
    waitingOf(queued(1, 0, { choice: { ...choice, skill: null }, knownAgentId: AN, service: { ...service, known: { days: 30, seconds: 0 } } })),
  ).not.toHaveProperty('knownAgent')
})

describe('the known operator', () => {
  const ask = async (call: Partial<CallState>, lastAgent: (number: string, since: Date) => Promise<string | null>) => {
    const told: unknown[] = []
    const warned: unknown[] = []
    const calls = () => ({ dispatch: (callId: string, event: unknown) => void told.push([callId, event]) as never })
    createKnownAgents({ calls, lastAgent, logger: { warn: (...words: unknown[]) => void warned.push(words) as never } })({
      ...callIn('greeting'),
      service: limited({}),
      ...call,
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
    return { told, warned }
  }
  it('is asked for with the days of the settings, after the present event, and told', async () => {
    const asked: unknown[] = []
    const { told } = await ask({}, async (...given) => {
      asked.push(given)
      return BINH
    })
    expect(asked).toEqual([['+84900000012', new Date(START - 30 * 24 * 3_600_000)]])
    expect(told).toEqual([[arrived().callId, { type: 'known-agent', agentId: BINH }]])
  })
  it('is nobody for a hidden number, where it is off, and where the database is away', async () => {
    const off = { ...limited({}), known: { days: 0, seconds: 20 } } satisfies CallService
    const found = async () => BINH
    expect((await ask({ callerNumber: null }, found)).told).toEqual([])
    expect((await ask({ service: off }, found)).told).toEqual([])
    expect((await ask({}, async () => null)).told).toEqual([])
    const away = await ask({}, async () => Promise.reject(new Error('away')))
    expect([away.told, away.warned.length]).toEqual([[], 1])
  })
})

describe('five hundred who wait', () => {
  let folder = ''
  let journal: Journal
  beforeEach(() => {
    vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    folder = mkdtempSync(path.join(os.tmpdir(), 'waiting-'))
    journal = openJournal(folder)
  })
  afterEach(() => {
    vi.useRealTimers()
    journal.close()
    rmSync(folder, { recursive: true })
  })

  /** Everything of the queue but Asterisk. */
  function open(service: CallService, ready: number) {
    const clock = { now: () => new Date(Date.now()) }
    const said: { callId: string; at: number; prompts: readonly string[] }[] = []
    const rung: { callId: string; at: number }[] = []
    const agents = createAgentRegistry({ journal, clock, phoneOf: () => ({ account: null, profile: null }) })
    const hooks = {
      ...{ openDraft() {}, pop() {}, offerEnded() {}, agentAnswered() {}, agentReleased() {}, show() {}, closed() {}, forgotten() {}, agentFound() {} },
      ...{ agentRecalled() {}, awaitPhone() {} },
      queueChanged() {
        dispatcher.wake()
        watch.wake()
      },
    } satisfies CallHooks
    const runMedia = (call: CallState, effect: CallEffect) => {
      if (effect.type === 'play') said.push({ callId: call.callId, at: Date.now(), prompts: effect.prompts })
      if (effect.type === 'ring') rung.push({ callId: call.callId, at: Date.now() })
      return !['queue-changed', 'pop', 'show', 'closed', 'open-draft', 'offer-ended'].includes(effect.type)
    }
    const calls = createCallController({ journal, clock, logger: createLogger({ silent: true }), hooks, runMedia })
    const dispatcher = createDispatcher({
      ...{ calls: () => calls, agents, clock, phones: { reachable: () => true } },
      ...{ ringMs: () => 20_000, connected: () => true, levelsOf: () => ({ 'dat-dai': 1 }) },
    })
    const watch = createWaitingWatch({ calls: () => calls, agents, handling: createHandlingTimes(agents), clock, isWatching: () => true })
    for (let n = 0; n < ready; n += 1) {
      agents.know(id(9000 + n), `Nhân viên ${n}`)
      agents.signal(id(9000 + n), { type: 'ready' })
    }
    const come = (n: number) => {
      const callId = id(n)
      const service_ = {
        ...arrived(),
        callId,
        channelId: `channel-${n}`,
        recordingId: randomUUID(),
        ticketId: randomUUID(),
        callerNumber: null,
        greeting: false,
        service,
      }
      calls.dispatch(callId, service_)
    }
    const stop = () => {
      dispatcher.stop()
      watch.stop()
    }
    return { calls, said, rung, come, stop }
  }
  /** Turns the time on, and says how long (ms of this thread, whoever else has the processors) the longest moment of it took. */
  async function turn(ms: number, stepMs = 100): Promise<number> {
    let longest = 0
    for (let gone = 0; gone < ms; gone += stepMs) {
      const from = process.threadCpuUsage()
      await vi.advanceTimersByTimeAsync(stepMs)
      const { user, system } = process.threadCpuUsage(from)
      longest = Math.max(longest, (user + system) / 1000)
    }
    return longest
  }

  it('are told one after the other, each once in his interval, and the process is never kept long', async () => {
    const queue = open(limited({ announceEverySeconds: 60 }), 0)
    for (let n = 1; n <= 500; n += 1) queue.come(n)
    const longest = [await turn(20_000)]
    expect(queue.said).toHaveLength(500)
    expect(new Set(queue.said.map(({ callId }) => callId)).size).toBe(500)
    const perMoment = Map.groupBy(queue.said, (one) => one.at)
    expect(Math.max(...[...perMoment.values()].map(({ length }) => length))).toBeLessThanOrEqual(TOLD_AT_ONCE)
    expect(queue.said.find(({ callId }) => callId === id(21))?.prompts).toEqual(['all-busy', 'waiting-position', 'number-2', 'number-muoi-tens', 'number-mot'])
    // Their words are over; a minute later each is told again, and not before.
    for (const call of queue.calls.open()) queue.calls.dispatch(call.callId, { type: 'prompt-finished', playbackId: call.prompt ?? '' })
    longest.push(await turn(40_000))
    expect(queue.said).toHaveLength(500)
    longest.push(await turn(20_000))
    expect(queue.said).toHaveLength(1000)
    expect(Math.max(...longest)).toBeLessThan(50)
    queue.stop()
  })

  it('beyond the limit are sent away at once, the others wait', async () => {
    const queue = open(limited({ mostCallers: 400, overflow: 'goodbye' }), 0)
    for (let n = 1; n <= 500; n += 1) {
      queue.come(n)
      await vi.advanceTimersByTimeAsync(10)
    }
    const phases = Map.groupBy(queue.calls.open(), ({ phase }) => phase)
    expect([phases.get('queued')?.length, phases.get('goodbye')?.length]).toEqual([400, 100])
    expect(phases.get('goodbye')?.map(({ callId }) => callId)).toEqual(Array.from({ length: 100 }, (_, n) => id(401 + n)))
    queue.stop()
  })

  it('reach free agents as their rings widen, without another event', async () => {
    const service = {
      ...limited({}),
      rings: [
        { afterSeconds: 0, level: 3 as const },
        { afterSeconds: 20, level: 1 as const },
        { afterSeconds: 60, level: 0 as const },
      ],
    }
    const queue = open(service, 20)
    vi.spyOn(journal, 'append')
    for (let n = 1; n <= 100; n += 1) {
      queue.calls.restore([
        {
          seq: 1,
          state: queued(n, 0, {
            service,
            choice: { key: '1', label: 'Đất đai', skill: 'dat-dai', priorityMinutes: 0 },
            channelId: `c-${n}`,
            recordingId: randomUUID(),
          }),
        },
      ])
    }
    queue.come(999)
    await turn(19_000)
    // Who needs nobody is rung at once; who needs much waits for his ring.
    expect(queue.rung.map(({ callId }) => callId)).toEqual([id(999)])
    await turn(1500)
    expect(queue.rung.slice(1).map(({ callId }) => callId)).toEqual(Array.from({ length: 19 }, (_, n) => id(n + 1)))
    expect(queue.rung[1]?.at).toBe(at(20))
    queue.stop()
  })
})
