// What a caller who waits is told, whom he knows, and what becomes of him beyond a limit.
import { describe, expect, it } from 'vitest'
import prompts from '../../dialplan/prompts/prompts.json' with { type: 'json' }
import { rankOf } from '../../src/calls/rank-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { spokenNumber, spokenPlace } from '../../src/calls/spoken-number-rules.ts'
import { type CallEvent, type CallState, legIdOf, playbackIdOf } from '../../src/calls/state.ts'
import { nextDue } from '../../src/calls/timer-rules.ts'
import { waitingWords } from '../../src/calls/waiting-words-rules.ts'
import { AN, arrived, BINH, CALL, callIn, chosen, greetingOver, kinds, limited, START, tell } from './calls-fixture.ts'

const words = new Map(prompts.map(({ name, text }) => [name, text]))
const sentence = (names: readonly string[]) => names.map((name) => words.get(name) ?? `?${name}`).join(' ')
const channelId = arrived().channelId

describe('numbers', () => {
  it.each<[number, string]>([
    [1, 'một'],
    [4, 'bốn'],
    [5, 'năm'],
    [10, 'mười'],
    [11, 'mười một'],
    [14, 'mười bốn'],
    [15, 'mười lăm'],
    [19, 'mười chín'],
    [20, 'hai mươi'],
    [21, 'hai mươi mốt'],
    [24, 'hai mươi tư'],
    [25, 'hai mươi lăm'],
    [44, 'bốn mươi tư'],
    [51, 'năm mươi mốt'],
    [55, 'năm mươi lăm'],
    [99, 'chín mươi chín'],
    [100, 'một trăm'],
    [101, 'một trăm linh một'],
    [104, 'một trăm linh bốn'],
    [105, 'một trăm linh năm'],
    [110, 'một trăm mười'],
    [115, 'một trăm mười lăm'],
    [121, 'một trăm hai mươi mốt'],
    [500, 'năm trăm'],
    [999, 'chín trăm chín mươi chín'],
  ])('%s is %s', (n, text) => {
    expect(sentence(spokenNumber(n))).toBe(text)
  })
  it.each<[number, string]>([
    [1, 'nhất'],
    [2, 'hai'],
    [4, 'tư'],
    [14, 'mười bốn'],
    [21, 'hai mươi mốt'],
  ])('the place %s is thứ %s', (n, text) => {
    expect(sentence(spokenPlace(n))).toBe(text)
  })
  it('are said by prompts that exist, each as another sound', () => {
    const all = Array.from({ length: 999 }, (_, n) => spokenNumber(n + 1))
    expect(all.flat().filter((name) => !words.has(name))).toEqual([])
    expect(new Set(all.map((names) => names.join(' '))).size).toBe(999)
  })
  it.each([0, -1, 1.5, 1000, Number.NaN])('%s cannot be said', (n) => {
    expect(() => spokenNumber(n)).toThrow('cannot be said')
  })
})

it.each<[Parameters<typeof waitingWords>[0], string]>([
  [
    { first: true, position: 3, estimateMinutes: 5 },
    'Hiện các nhân viên trực đều bận, xin quý vị giữ máy. Quý vị đang ở vị trí thứ ba Thời gian chờ ước tính khoảng năm phút',
  ],
  [{ first: true, position: 1, estimateMinutes: null }, 'Hiện các nhân viên trực đều bận, xin quý vị giữ máy. Quý vị đang ở vị trí thứ nhất'],
  [{ first: false, position: 21, estimateMinutes: null }, 'Quý vị đang ở vị trí thứ hai mươi mốt Xin quý vị tiếp tục giữ máy.'],
  [{ first: false, position: null, estimateMinutes: 12 }, 'Thời gian chờ ước tính khoảng mười hai phút Xin quý vị tiếp tục giữ máy.'],
  [{ first: false, position: 4000, estimateMinutes: 500 }, 'Xin quý vị tiếp tục giữ máy.'],
])('%o is said as: %s', (given, text) => {
  expect(sentence(waitingWords(given))).toBe(text)
})

const announce = (n: number, position = 2): CallEvent => ({ type: 'announce', n, position, estimateMinutes: null })
const over = (n: number): CallEvent => ({ type: 'prompt-finished', playbackId: playbackIdOf(CALL, `waiting-${n}`) })

describe('an announcement', () => {
  const said = () => tell(arrived(), [9000, greetingOver], [15_000, announce(1)])

  it('is played with music behind it, and is remembered', () => {
    const { state, effects } = said()
    const playbackId = `${CALL}.waiting-1`
    expect(effects).toEqual([{ type: 'play', channelId, playbackId, prompts: ['all-busy', 'waiting-position', 'number-2'], music: true }])
    expect(state).toMatchObject({ phase: 'queued', prompt: playbackId, announced: { at: START + 15_000, n: 1, position: 2, estimateMinutes: null } })
  })
  it('gives way to the music when it is over, also while a telephone rings', () => {
    for (const before of [said().state, reduce(said().state, chosen(AN), START + 16_000).state]) {
      const { state, effects } = reduce(before, over(1), START + 20_000)
      expect(state.prompt).toBeNull()
      expect(effects).toEqual([{ type: 'wait-with-music', channelId, leave: null, after: `${CALL}.waiting-1` }])
    }
  })
  it('is cut short by the answer', () => {
    const ringing = reduce(said().state, chosen(AN), START + 16_000).state
    const { state, effects } = reduce(ringing, { type: 'leg-answered', legId: legIdOf(CALL, 1) }, START + 17_000)
    expect(effects[0]).toMatchObject({ type: 'connect', after: `${CALL}.waiting-1` })
    expect(state.prompt).toBeNull()
  })
  it('is not begun in the middle of another one, while a telephone rings, or twice', () => {
    const first = said().state
    expect(reduce(first, announce(2), START + 16_000)).toEqual({ state: first, effects: [] })
    expect(reduce(first, announce(1), START + 16_000)).toEqual({ state: first, effects: [] })
    const ringing = callIn('ringing')
    expect(reduce(ringing, announce(1), START + 16_000)).toEqual({ state: ringing, effects: [] })
  })
  it('that ended while no controller listened gives way to the music at its return', () => {
    const { state } = said()
    expect(kinds(reduce(state, { type: 'resynced', joined: false, recording: true }, START + 60_000).effects)).toBe('queue-changed')
    const heard = reduce(state, over(1), START + 60_000)
    expect(kinds(heard.effects)).toBe('wait-with-music')
  })
  it('goes on with further words where somebody has some', () => {
    const { effects } = tell(arrived(), [9000, greetingOver], [15_000, { type: 'announce', n: 1, position: null, estimateMinutes: null, also: ['goodbye'] }])
    expect(effects).toMatchObject([{ prompts: ['all-busy', 'goodbye'] }])
  })
})

describe('the known operator', () => {
  it('counts before anybody has answered, the first word of it, and lets the queue be looked at', () => {
    const queued = reduce(callIn('queued'), { type: 'known-agent', agentId: AN }, START + 10_000)
    expect([queued.state.knownAgentId, kinds(queued.effects)]).toEqual([AN, 'queue-changed'])
    expect(reduce(queued.state, { type: 'known-agent', agentId: BINH }, START + 10_000)).toEqual({ state: queued.state, effects: [] })
    const talking = callIn('talking')
    expect(reduce(talking, { type: 'known-agent', agentId: BINH }, START + 20_000)).toEqual({ state: talking, effects: [] })
  })
})

describe('rank', () => {
  const choice = { key: '1', label: 'Khẩn cấp', skill: null, priorityMinutes: 5 }
  it('is the arrival, earlier by the priority of the branch', () => {
    expect(rankOf({ arrivedAt: START })).toBe(START)
    expect(rankOf({ arrivedAt: START, choice })).toBe(START - 300_000)
  })
  it('holds from the queue on, and gives way to the head', () => {
    const greeted: CallState = { ...tell(arrived()).state, choice }
    const queued = reduce(greeted, greetingOver, START + 9000).state
    expect(queued.rank).toBe(START - 300_000)
    const lost = reduce({ ...callIn('talking'), choice }, { type: 'leg-lost', legId: legIdOf(CALL, 1) }, START + 30_000).state
    expect(lost).toMatchObject({ rank: 0, backSince: START + 30_000 })
    const back = reduce(reduce(lost, { type: 'left-to-fallback' }, START + 31_000).state, { type: 'back-from-fallback' }, START + 40_000).state
    expect([back.rank, back.backSince]).toEqual([0, START + 30_000])
  })
})

describe('beyond a limit', () => {
  const waiting = (over: Parameters<typeof limited>[0], more: Partial<Parameters<typeof arrived>[0]> = {}) =>
    tell(arrived({ service: limited({ longestSeconds: 60, ...over }), ...more }), [9000, greetingOver]).state
  const longest: CallEvent = { type: 'overflow', why: 'longest' }

  it('comes when he waited as long as one may, counted from the queue', () => {
    expect(nextDue(waiting({}))).toEqual({ at: START + 69_000, event: longest })
    expect(nextDue(waiting({ longestSeconds: 0 }))).toBeNull()
    expect(nextDue(callIn('queued'))).toBeNull()
  })
  it('he leaves a message where that is chosen and possible, and what was being said is cut', () => {
    const told = reduce(waiting({ overflow: 'message' }, { takesMessages: true }), announce(1), START + 15_000).state
    const { state, effects } = reduce(told, longest, START + 69_000)
    expect(state).toMatchObject({ phase: 'message', overflowed: { at: START + 69_000, why: 'longest' }, prompt: null })
    expect(effects).toEqual([{ type: 'take-message', channelId, exten: '1022', closed: false, after: `${CALL}.waiting-1` }, { type: 'queue-changed' }])
  })
  it.each([
    ['voicemail', 'voicemail'],
    ['abandoned', 'overflow'],
  ] as const)('of a message: %s at the dialplan is %s', (noted, outcome) => {
    const sent = reduce(waiting({}, { takesMessages: true }), longest, START + 69_000).state
    const { state } = reduce(sent, { type: 'fallback-ended', outcome: noted, at: START + 90_000, answeredAt: null, agentId: null, talkMs: 0 }, START + 91_000)
    expect(state).toMatchObject({ phase: 'ended', outcome })
  })
  it.each([
    ['goodbye', true],
    ['message', false],
    ['callback', false],
  ] as const)('%s, messages %s: he is told sorry, then let go, with an outcome of its own', (overflow, takesMessages) => {
    const sorry = reduce(waiting({ overflow }, takesMessages ? { takesMessages } : {}), longest, START + 69_000)
    expect(sorry.effects).toEqual([{ type: 'play', channelId, playbackId: `${CALL}.goodbye`, prompts: ['apology-goodbye'] }, { type: 'queue-changed' }])
    const end = reduce(sorry.state, { type: 'prompt-finished', playbackId: `${CALL}.goodbye` }, START + 76_000)
    expect([end.state.phase, end.state.outcome, kinds(end.effects)]).toEqual(['ended', 'overflow', 'hangup closed'])
    expect(reduce(sorry.state, { type: 'caller-gone', cause: 16 }, START + 70_000).state.outcome).toBe('overflow')
  })
  it('nobody is promised a call back whose number nobody knows', () => {
    const { effects } = reduce(waiting({ overflow: 'goodbye' }, { callerNumber: null }), longest, START + 69_000)
    expect(effects[0]).toMatchObject({ type: 'play', prompts: ['nobody-answers', 'goodbye'] })
  })
  it('callback leaves a message until there are call-backs', () => {
    expect(reduce(waiting({ overflow: 'callback' }, { takesMessages: true }), longest, START + 69_000).state.phase).toBe('message')
  })
  it('nobody is sent out who is being rung, has talked already, or was moved by a supervisor; a missed ring sends him out then', () => {
    const service = limited({ longestSeconds: 60 })
    const ringing: CallState = { ...callIn('ringing'), service }
    expect([nextDue(ringing)?.event.type, reduce(ringing, longest, START + 90_000).state]).toEqual(['ring-timeout', ringing])
    const missed = reduce(ringing, { type: 'ring-timeout', legId: legIdOf(CALL, 1) }, START + 90_000).state
    expect(nextDue(missed)).toEqual({ at: START + 69_000, event: longest })
    const moved = reduce({ ...callIn('queued'), service }, { type: 'moved-front', by: BINH, seen: 0 }, START + 20_000).state
    const back = reduce({ ...callIn('talking'), service }, { type: 'leg-lost', legId: legIdOf(CALL, 1) }, START + 30_000).state
    for (const call of [moved, back]) expect([nextDue(call), reduce(call, longest, START + 90_000).state]).toEqual([null, call])
  })
})
