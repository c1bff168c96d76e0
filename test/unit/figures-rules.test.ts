// The figures of a day, case by case in words; times are seconds after a call's arrival.
import { describe, expect, it } from 'vitest'
import {
  byDisposition,
  type CountedCall,
  type CountedInterval,
  callsBehind,
  countCalls,
  dayOf,
  fateOf,
  figuresOf,
  figuresOfDay,
  spanOfDay,
} from '../../src/acd/figures-rules.ts'
import { callFates, type FigureRules, figureNames } from '../../src/contract/board.ts'
import { maskPhone } from '../../src/contract/phone-number.ts'
import { callOutcomes } from '../../src/contract/values.ts'

const day = '2026-11-27'
const rules: FigureRules = { targetSeconds: 20, formula: 'offered', shortAbandonSeconds: 5 }
/** A moment of the day in Gia Lai. */
const at = (time: string): number => Date.parse(`${day}T${time}+07:00`)
const now = at('18:00:00')

interface Told {
  arrived?: string
  queued?: number | null
  answered?: number
  ended?: number | null
  outcome?: CountedCall['outcome']
  talk?: number
  hold?: number
  rating?: CountedCall['rating']
  asked?: boolean
  about?: CountedCall['disposition']
}
let ids = 0
function call({
  arrived = '09:15:00',
  queued = 10,
  answered,
  ended = 200,
  outcome = 'answered',
  talk = 0,
  hold = 0,
  rating = null,
  asked = rating !== null,
  about = null,
}: Told = {}): CountedCall {
  ids += 1
  const start = at(arrived)
  const after = (seconds: number | null | undefined) => (seconds === null || seconds === undefined ? null : start + seconds * 1000)
  return {
    callId: `call-${ids}`,
    arrivedAt: start,
    queuedAt: after(queued),
    answeredAt: after(answered),
    endedAt: after(ended),
    outcome: ended === null ? null : outcome,
    talkMs: talk * 1000,
    holdMs: hold * 1000,
    rating,
    ratingAsked: asked,
    agentId: answered === undefined || answered === null ? null : 'agent-1',
    disposition: about,
  }
}
const span = (state: CountedInterval['state'], from: string, to: string | null, callId: string | null = null): CountedInterval => ({
  state,
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
  callId,
  agentId: 'agent-1',
  pauseReason: null,
})
const figures = (calls: readonly CountedCall[], intervals: readonly CountedInterval[] = [], own: Partial<FigureRules> = {}) => {
  const used = { ...rules, ...own }
  return figuresOf(countCalls(calls, intervals, used, now), intervals, used, { ...spanOfDay(day), to: now })
}

describe('what a call counts as', () => {
  it.each<[words: string, told: Told, fate: string]>([
    ['answered and over', { answered: 25, outcome: 'answered' }, 'answered'],
    ['answered, and talking still', { answered: 25, ended: null }, 'answered'],
    ['answered, then cut off by a fault', { answered: 25, outcome: 'interrupted' }, 'answered'],
    ['answered, lost its operator, hung up waiting', { answered: 25, outcome: 'abandoned' }, 'answered'],
    ['hung up after half a minute in the queue', { ended: 40, outcome: 'abandoned' }, 'abandoned'],
    ['hung up exactly at the limit of a short one', { ended: 15, outcome: 'abandoned' }, 'abandoned'],
    ['hung up just before it', { ended: 14.999, outcome: 'abandoned' }, 'short'],
    ['hung up in the greeting', { queued: null, ended: 8, outcome: 'abandoned' }, 'short'],
    ['left a message after waiting', { ended: 90, outcome: 'voicemail' }, 'flow-out'],
    ['left a message while the hotline was closed', { queued: null, ended: 60, outcome: 'voicemail' }, 'out-of-hours'],
    ['was told the hours', { queued: null, ended: 20, outcome: 'out-of-hours' }, 'out-of-hours'],
    ['was asked to call again during a stop', { queued: null, ended: 6, outcome: 'turned-away' }, 'flow-out'],
    ['was cut off while it waited', { ended: 60, outcome: 'interrupted' }, 'flow-out'],
    ['waits still', { ended: null }, 'open'],
    ['hears the greeting', { queued: null, ended: null }, 'open'],
  ])('a call that %s', (_words, told, fate) => {
    expect(fateOf(call(told), rules, now)).toBe(fate)
  })

  it('is decided for every outcome there is', () => {
    for (const outcome of callOutcomes) expect(callFates).toContain(fateOf(call({ outcome, ended: 60 }), rules, now))
  })
  it('counts every hang-up when no time is too short', () => {
    expect(fateOf(call({ queued: null, ended: 8, outcome: 'abandoned' }), { ...rules, shortAbandonSeconds: 0 }, now)).toBe('abandoned')
  })
})

const typicalDay = () => [
  call({ answered: 20, ended: 120, talk: 90, hold: 10 }), // waited 10 s
  call({ answered: 30, ended: 90, talk: 60 }), // waited exactly 20 s
  call({ answered: 31, ended: 91, talk: 60 }), // waited 21 s
  call({ ended: 100, outcome: 'abandoned' }), // waited 90 s
  call({ ended: 70, outcome: 'voicemail' }), // waited 60 s
  call({ ended: 13, outcome: 'abandoned' }), // 3 s: too short
  call({ queued: null, ended: 20, outcome: 'out-of-hours' }),
  call({ ended: null }),
]

describe('the sums', () => {
  it('offered is answered and abandoned and flow-out, nothing else', () => {
    expect(figures(typicalDay())).toMatchObject({ offered: 5, answered: 3, abandoned: 1, flowOut: 1, short: 1, outOfHours: 1, open: 1 })
  })
  it('flow-out is told by where the callers went', () => {
    const calls = [
      call({ outcome: 'voicemail' }),
      call({ outcome: 'overflow' }),
      call({ outcome: 'turned-away' }),
      call({ outcome: 'turned-away' }),
      call({ outcome: 'interrupted' }),
    ]
    expect(figures(calls).flowOutTo).toEqual({ voicemail: 1, overflow: 1, 'turned-away': 2, interrupted: 1 })
  })
  it.each<[formula: FigureRules['formula'], expected: number]>([
    ['offered', 2 / 5],
    ['answered-or-abandoned', 2 / 4],
  ])('the service level as a share of %s', (formula, expected) => {
    expect(figures(typicalDay(), [], { formula })).toMatchObject({ answeredInTime: 2, serviceLevel: expected })
  })
  it('abandonment is a share of the offered, the wait a mean of the answered, the longest wait one of all offered', () => {
    expect(figures(typicalDay())).toMatchObject({ abandonment: 1 / 5, meanWaitMs: 17_000, longestWaitMs: 90_000 })
  })
  it('nothing is divided by nothing', () => {
    expect(figures([])).toMatchObject({
      offered: 0,
      serviceLevel: null,
      abandonment: null,
      meanWaitMs: null,
      longestWaitMs: null,
      meanHandlingMs: null,
      occupancy: null,
    })
  })
})

describe('handling time', () => {
  it('is talk and hold and wrap-up of the answered calls that are over', () => {
    const [first, second, talking] = [
      call({ answered: 20, ended: 120, talk: 90, hold: 10 }),
      call({ answered: 20, ended: 80, talk: 60 }),
      call({ answered: 20, ended: null, talk: 999 }),
    ]
    const wrapUps = [span('wrap-up', '09:17:00', '09:17:40', first.callId), span('wrap-up', '09:16:20', '09:16:40', second.callId)]
    expect(figures([first, second, talking], wrapUps)).toMatchObject({
      handled: 2,
      meanTalkMs: 75_000,
      meanHoldMs: 5_000,
      meanWrapUpMs: 30_000,
      meanHandlingMs: 110_000,
    })
  })
  it('a wrap-up that goes on counts up to now, two of one call both', () => {
    const one = call({ arrived: '17:50:00', answered: 20, ended: 60, talk: 40 })
    const wrapUps = [span('wrap-up', '17:52:00', '17:53:00', one.callId), span('wrap-up', '17:59:00', null, one.callId)]
    expect(figures([one], wrapUps).meanWrapUpMs).toBe(120_000)
  })
})

describe('occupancy', () => {
  it.each<[words: string, intervals: CountedInterval[], expected: number | null]>([
    ['half of the time on calls', [span('ready', '09:00:00', '09:30:00'), span('on-call', '09:30:00', '10:00:00')], 0.5],
    ['wrap-up is busy, ringing is not', [span('ringing', '09:00:00', '09:15:00'), span('wrap-up', '09:15:00', '10:00:00')], 0.75],
    [
      'pauses and missed rings are nobody’s time',
      [span('paused', '09:00:00', '12:00:00'), span('not-responding', '12:00:00', '13:00:00'), span('on-call', '13:00:00', '13:01:00')],
      1,
    ],
    ['a state that goes on counts up to now', [span('ready', '17:00:00', null), span('on-call', '17:00:00', '18:00:00')], 0.5],
    [
      'what was before the day does not count',
      [{ ...span('ready', '00:00:00', '01:00:00'), startedAt: at('00:00:00') - 3_600_000 }, span('on-call', '01:00:00', '02:00:00')],
      0.5,
    ],
    ['nobody was there', [span('offline', '09:00:00', '10:00:00')], null],
  ])('%s', (_words, intervals, expected) => {
    expect(figures([], intervals).occupancy).toBe(expected)
  })
})

describe('the hours', () => {
  const late = call({ arrived: '09:59:50', answered: 40, ended: 400, talk: 360 })
  const of = (calls: CountedCall[], intervals: CountedInterval[] = []) => figuresOfDay(day, countCalls(calls, intervals, rules, now), intervals, rules, now)
  it('a call belongs to the hour in which it arrived, with its answer and its wrap-up', () => {
    const wrapUp = span('wrap-up', '10:06:30', '10:07:00', late.callId)
    const { hours } = of([late, call({ arrived: '10:00:00', ended: 100, outcome: 'abandoned' })], [wrapUp])
    expect(hours.map(({ hour, offered, answered, abandoned, meanWrapUpMs }) => [hour, offered, answered, abandoned, meanWrapUpMs])).toEqual([
      [9, 1, 1, 0, 30_000],
      [10, 1, 0, 1, null],
    ])
  })
  it('an agent’s time belongs to the hours it was in', () => {
    const { hours } = of([], [span('ready', '09:30:00', '10:15:00'), span('on-call', '10:15:00', '11:00:00')])
    expect(hours.map(({ hour, occupancy }) => [hour, occupancy])).toEqual([
      [9, 0],
      [10, 0.75],
    ])
  })
  it('go from the first to the last in which something was, without gaps, and add up to the day', () => {
    const { hours, total } = of([call({ arrived: '07:10:00', answered: 12 }), call({ arrived: '10:10:00', answered: 12 }), late])
    expect(hours.map(({ hour }) => hour)).toEqual([7, 8, 9, 10])
    expect(hours.reduce((sum, { offered }) => sum + offered, 0)).toBe(total.offered)
  })
  it('a day without anything has none', () => {
    expect(of([]).hours).toEqual([])
  })
  it('the day is Gia Lai’s, seven hours ahead of UTC', () => {
    expect(dayOf(Date.parse('2026-11-26T16:59:59.999Z'))).toBe('2026-11-26')
    expect(dayOf(Date.parse('2026-11-26T17:00:00.000Z'))).toBe('2026-11-27')
    expect(spanOfDay(day)).toEqual({ from: Date.parse('2026-11-26T17:00:00Z'), to: Date.parse('2026-11-27T17:00:00Z') })
  })
})

describe('what callers think of the operators', () => {
  const rated = [
    ...([1, 1, 1, 2, 3] as const).map((rating) => call({ answered: 15, rating })),
    call({ answered: 15, asked: true }),
    call({ answered: 15 }),
    call({ outcome: 'abandoned' }),
  ]
  it('is a share of those who pressed a key, beside how many were asked', () => {
    expect(figures(rated)).toMatchObject({ ratingAsked: 6, rated: 5, satisfied: 3, acceptable: 1, dissatisfied: 1, satisfaction: 0.6 })
  })
  it('is nothing where nobody rated', () => {
    expect(figures([call({ answered: 15, asked: true })])).toMatchObject({ ratingAsked: 1, rated: 0, satisfaction: null })
  })
  it('opens the rated calls, and the dissatisfied ones', () => {
    const counted = countCalls(rated, [], rules, now)
    expect(callsBehind(counted, 'rated').map(({ rating }) => rating)).toHaveLength(5)
    expect(callsBehind(counted, 'dissatisfied').map(({ rating }) => rating)).toEqual([3])
  })
})

describe('the calls behind a figure', () => {
  const counted = countCalls(typicalDay(), [], rules, now)
  const sums = figuresOf(counted, [], rules, { ...spanOfDay(day), to: now })
  const expected: Record<(typeof figureNames)[number], number> = {
    offered: sums.offered,
    answered: sums.answered,
    'in-time': sums.answeredInTime,
    abandoned: sums.abandoned,
    'flow-out': sums.flowOut,
    short: sums.short,
    'out-of-hours': sums.outOfHours,
    handled: sums.handled,
    longest: sums.offered,
    rated: sums.rated,
    dissatisfied: sums.dissatisfied,
  }
  it.each(figureNames)('are as many as %s says', (figure) => {
    expect(callsBehind(counted, figure)).toHaveLength(expected[figure])
  })
  it('stand newest first; of the waits the longest first; of one hour only its own', () => {
    const two = countCalls([call({ arrived: '09:00:00', answered: 15 }), call({ arrived: '10:00:00', answered: 70 })], [], rules, now)
    expect(callsBehind(two, 'answered').map(({ hour }) => hour)).toEqual([10, 9])
    expect(callsBehind([...two].reverse(), 'longest').map(({ waitMs }) => waitMs)).toEqual([60_000, 5_000])
    expect(callsBehind(two, 'answered', 9)).toHaveLength(1)
  })
})

it.each([
  ['+84900000014', '0900 ••• •14'],
  ['+842693824212', '0269 •••• •12'],
  [null, null],
])('the number %s is masked as %s', (number, masked) => {
  expect(maskPhone(number)).toBe(masked)
})

describe('what the calls were about', () => {
  const calls = [
    call({ answered: 5, about: 'petition' }),
    call({ answered: 5, about: 'petition' }),
    call({ answered: 5, about: 'wrong-number' }),
    call({ answered: 5 }),
    call({ answered: 5 }),
    call({ answered: 5 }),
    call({ answered: 5, about: 'petition', ended: null }),
    call({ ended: 30, outcome: 'abandoned' }),
  ]
  const counted = countCalls(calls, [], rules, now)
  it('counts the handled calls, the most frequent first, those of which nobody said it last', () => {
    expect(byDisposition(counted)).toEqual([
      { disposition: 'petition', calls: 2 },
      { disposition: 'wrong-number', calls: 1 },
      { disposition: null, calls: 3 },
    ])
  })
  it('lists the same calls behind it', () => {
    const behind = (about: 'petition' | 'none') => callsBehind(counted, 'handled', undefined, about).length
    expect([behind('petition'), behind('none'), callsBehind(counted, 'handled').length]).toEqual([2, 3, 6])
  })
})
