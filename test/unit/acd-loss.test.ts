// When a talking telephone counts as lost: the table of cases, and the watch that looks.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CLOSED_SILENCE_MS, isLost, looked, OPEN_SILENCE_MS, REPORT_MS, reported, transportClosed, wantsLook, watchFrom } from '../../src/acd/loss-rules.ts'
import { createLossWatch, type TalkingLeg } from '../../src/acd/loss-watch.ts'
import { talkingLegs } from '../../src/acd/talking-legs.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { AriRefused } from '../../src/platform/asterisk/ari-rest.ts'
import { AN, CALL, callIn, START } from './calls-fixture.ts'

const T = 1_000_000

/** A leg of `sound` packets at each second from T on; closed: when its transport closes, opens: when it is there again. */
function told(
  sound: readonly number[],
  { closes, opens, mayBeSilent = false }: { closes?: number; opens?: number; mayBeSilent?: boolean } = {},
): number | null {
  let watch = watchFrom(T, true)
  for (const [second, packets] of sound.entries()) {
    const now = T + second * 1000
    if (second === closes) watch = transportClosed(watch, now)
    const isOpen = closes === undefined || second < closes || (opens !== undefined && second >= opens)
    watch = looked(watch, packets, isOpen, now)
    if (isLost(watch, mayBeSilent)) return second
  }
  return null
}
const talk = (seconds: number, from = 0) => Array.from({ length: seconds }, (_, n) => (from + n) * 50)
const silence = (seconds: number, at: number) => Array.from({ length: seconds }, () => at * 50)

describe('a talking leg', () => {
  it.each<[string, number | null, ReturnType<typeof told>]>([
    ['talks over an open transport', null, told(talk(60))],
    ['is silent for 24 s over an open transport', null, told([...talk(5), ...silence(24, 4), ...talk(5, 5)])],
    ['is silent for 25 s over an open transport', 4 + 25, told([...talk(5), ...silence(60, 4)])],
    ['loses transport and audio at once', 5 + 2, told([...talk(5), ...silence(10, 4)], { closes: 4 })],
    ['loses its transport and talks on', null, told(talk(60), { closes: 4 })],
    ['loses its transport, talks on, and falls silent later', 20 + 2, told([...talk(20), ...silence(10, 19)], { closes: 4 })],
    ['loses transport and audio, and the audio comes back within 3 s', null, told([...talk(5), ...silence(2, 4), ...talk(60, 5)], { closes: 4, opens: 6 })],
    ['is silent for 20 s, then reconnects and talks on', null, told([...talk(5), ...silence(20, 4), ...talk(30, 5)], { closes: 24, opens: 24 })],
    ['is silent for 20 s, then reconnects and stays silent', 24 + 3, told([...talk(5), ...silence(40, 4)], { closes: 24, opens: 24 })],
    ['talks over a new transport: its later silence is network trouble', 29 + 25, told([...talk(30), ...silence(60, 29)], { closes: 4, opens: 6 })],
    ['is on the hold of its own key', null, told(silence(120, 4), { mayBeSilent: true })],
  ])('%s', (_, expected, found) => expect(found).toBe(expected))

  it('is looked at only in doubt: transport closed, or no report for a while', () => {
    const fine = reported(watchFrom(T, true), T)
    expect(wantsLook(watchFrom(T, true), T), 'never reported').toBe(true)
    expect([wantsLook(fine, T + REPORT_MS - 1), wantsLook(fine, T + REPORT_MS), wantsLook(watchFrom(T, false), T)]).toEqual([false, true, true])
    expect(wantsLook(reported(fine, T + 5000), T + REPORT_MS)).toBe(false)
    expect(wantsLook(looked(fine, 1, true, T + REPORT_MS), T + REPORT_MS + 1999)).toBe(false)
    expect(wantsLook(looked(fine, 1, true, T + REPORT_MS), T + REPORT_MS + 2000)).toBe(true)
  })

  it('that was counted long ago is not silent for what nobody looked at', () => {
    const long = looked(looked(watchFrom(T, true), 100, true, T), 5000, true, T + 600_000)
    expect(isLost(long, false)).toBe(false)
  })
})

describe('the watch', () => {
  beforeEach(() => void vi.useFakeTimers({ now: T }))
  afterEach(() => void vi.useRealTimers())
  const leg: TalkingLeg = { agentId: AN, serverId: 'asterisk-1', callId: CALL, legId: `${CALL}.leg-1`, mayBeSilent: false }

  function make(rtp: () => Promise<number>, open = () => true) {
    const lost: number[] = []
    let legs: TalkingLeg[] = [leg]
    let looks = 0
    const count = () => {
      looks += 1
      return rtp()
    }
    const watch = createLossWatch({
      ariOf: () => ({ rtpReceived: count }),
      clock: { now: () => new Date(Date.now()) },
      legs: () => legs,
      isOpen: open,
      lost: () => {
        lost.push(Date.now() - T)
        legs = []
      },
    })
    return { watch, lost, looks: () => looks }
  }

  it('leaves a leg alone that reports', async () => {
    const { watch, looks } = make(async () => 0)
    await vi.advanceTimersByTimeAsync(500)
    watch.heard(leg.legId)
    const before = looks()
    for (let n = 0; n < 12; n += 1) {
      await vi.advanceTimersByTimeAsync(5000)
      watch.heard(leg.legId)
    }
    expect([before, looks()]).toEqual([1, 1])
    watch.stop()
  })

  it('tells a closed and silent leg lost after 3 s', async () => {
    const { watch, lost } = make(async () => 500)
    await vi.advanceTimersByTimeAsync(1200)
    watch.closed(AN)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(lost).toHaveLength(1)
    expect(lost[0]).toBeGreaterThanOrEqual(1200 + CLOSED_SILENCE_MS)
    expect(lost[0]).toBeLessThan(1200 + CLOSED_SILENCE_MS + 600)
    watch.stop()
  })

  it('tells a silent leg without a word from it lost after 25 s, noticed within 3 s', async () => {
    const { watch, lost } = make(async () => 500)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(lost).toHaveLength(1)
    expect(lost[0]).toBeGreaterThanOrEqual(OPEN_SILENCE_MS)
    expect(lost[0]).toBeLessThan(OPEN_SILENCE_MS + 3000)
    watch.stop()
  })

  it('finds a page that went while nobody listened', async () => {
    const { watch, lost } = make(
      async () => 500,
      () => false,
    )
    await vi.advanceTimersByTimeAsync(5000)
    expect(lost).toHaveLength(1)
    watch.stop()
  })

  it('goes on when Asterisk cannot be asked', async () => {
    let answers = false
    const { watch, lost } = make(() => (answers ? Promise.resolve(7) : Promise.reject(new AriRefused('not connected'))))
    watch.closed(AN)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(lost).toEqual([])
    answers = true
    await vi.advanceTimersByTimeAsync(5000)
    expect(lost).toHaveLength(1)
    watch.stop()
  })
})

it('watches every leg that was answered, and lets a desk phone hold', () => {
  const desk = { isDeskPhone: () => true }
  const browser = { isDeskPhone: () => false }
  expect(talkingLegs([callIn('ringing'), callIn('queued'), callIn('ended')], browser)).toEqual([])
  expect(talkingLegs([callIn('talking')], desk)).toEqual([{ agentId: AN, callId: CALL, serverId: 'asterisk-1', legId: `${CALL}.leg-1`, mayBeSilent: false }])
  expect([talkingLegs([callIn('held')], desk)[0]?.mayBeSilent, talkingLegs([callIn('held')], browser)[0]?.mayBeSilent]).toEqual([true, false])
  const asked = reduce(callIn('talking'), { type: 'monitor-asked', supervisorId: 's1', mode: 'listen' }, START + 30_000).state
  const listens = reduce(asked, { type: 'leg-answered', legId: `${CALL}.mon-1` }, START + 31_000).state
  expect(talkingLegs([listens], browser).map(({ agentId, legId }) => `${agentId} ${legId}`)).toEqual([`${AN} ${CALL}.leg-1`, `s1 ${CALL}.mon-1`])
})
