// The menu by keys: what is said, which keys count, what becomes of the caller, and that he is never left in silence.
import { describe, expect, it } from 'vitest'
import { viewCall, viewWaiting } from '../../src/acd/views.ts'
import { rankOf } from '../../src/calls/rank-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { type CallEvent, type CallState, playbackIdOf } from '../../src/calls/state.ts'
import { nextDue } from '../../src/calls/timer-rules.ts'
import { AN, arrived, CALL, callIn, chosen, greetingOver, kinds, MENU, menuSaid, START, type Told, tell } from './calls-fixture.ts'

const asks = arrived({ service: MENU })
const key = (digit: string, pressedAfter = 12_000): CallEvent => ({ type: 'key', digit, pressedAt: START + pressedAfter })
const silence = (said: number): CallEvent => ({ type: 'menu-timeout', said })
const heard = (all: ReturnType<typeof tell>['all']) => all.flatMap((effect) => (effect.type === 'play' ? [effect.prompts.join('+')] : []))
const inMenu = (...then: Told[]) => tell(asks, [9000, greetingOver], ...then)

describe('the words', () => {
  it('come after the greeting, with music behind them', () => {
    const { state, effects } = inMenu()
    expect(state).toMatchObject({ phase: 'menu', queuedAt: null, menu: { stage: 'asking', asked: 1, said: 1, dueAt: null } })
    expect(effects).toEqual([
      {
        type: 'play',
        channelId: asks.channelId,
        playbackId: playbackIdOf(CALL, 'menu-1'),
        prompts: ['menu-3'],
        music: true,
        after: playbackIdOf(CALL, 'greeting'),
      },
    ])
  })
  it('come first where there is no greeting', () => {
    const { state, effects } = tell(arrived({ service: MENU, greeting: false }))
    expect([state.phase, kinds(effects)]).toEqual(['menu', 'record answer open-draft play'])
  })
  it('are not said where there is no menu', () => {
    expect(tell(arrived({ service: { ...MENU, menu: null } }), [9000, greetingOver]).state.phase).toBe('queued')
    expect(tell(arrived(), [9000, greetingOver]).state.phase).toBe('queued')
  })
  it('are not said to who calls a closed hotline', () => {
    expect(tell(arrived({ service: MENU, open: false })).state.phase).toBe('closed-notice')
  })
  it('are followed by a time for a key, counted from their end', () => {
    const { state } = inMenu([14_000, menuSaid(1)])
    expect(nextDue(state)).toEqual({ at: START + 19_000, event: silence(1) })
    expect(nextDue(inMenu().state), 'while they are said nobody is hurried').toBeNull()
  })
})

describe('keys', () => {
  it.each([
    ['while the words are said', []],
    ['after them', [[14_000, menuSaid(1)] as Told]],
  ])('a branch is taken %s, and he hears that he is put through', (_, before) => {
    const { state, effects } = inMenu(...before, [15_000, key('1', 15_000)])
    expect(state).toMatchObject({
      phase: 'queued',
      queuedAt: START + 15_000,
      rank: START,
      choice: { key: '1', label: 'Đất đai', skill: 'dat-dai', priorityMinutes: 0 },
    })
    expect(state.menu).toBeUndefined()
    expect(effects).toEqual([
      { type: 'wait-with-music', channelId: asks.channelId, leave: null, after: playbackIdOf(CALL, 'menu-1') },
      { type: 'queue-changed' },
      { type: 'play', channelId: asks.channelId, playbackId: playbackIdOf(CALL, 'menu-over'), prompts: ['please-wait'], music: true },
    ])
  })
  it('a branch with priority ranks as if he had come earlier', () => {
    const { state } = inMenu([15_000, key('2')])
    expect([state.rank, rankOf(state)]).toEqual([START - 600_000, START - 600_000])
  })
  it.each(['0', '5', '*', '#'])('%s is no branch: said to be wrong, and the menu once more', (digit) => {
    const { state, all } = inMenu([12_000, key(digit)])
    expect(state).toMatchObject({ phase: 'menu', menu: { asked: 2, said: 2 } })
    expect(heard(all).at(-1)).toBe('rating-wrong-key+menu-3')
  })
  it('the last wrong key leads to the queue, which is said', () => {
    const { state, all } = inMenu([12_000, key('5')], [13_000, key('6', 13_000)])
    expect(state.phase).toBe('queued')
    expect(state.choice).toBeUndefined()
    expect(heard(all).at(-1)).toBe('rating-wrong-key+please-wait')
  })
  it('one press told twice counts once, two quick ones are two', () => {
    expect(inMenu([12_000, key('5')], [12_001, key('5', 12_040)]).state.menu).toMatchObject({ asked: 2, said: 2 })
    const two = inMenu([12_000, key('1')], [12_100, key('2', 12_100)])
    expect(two.state.choice?.key, 'the first one chose').toBe('1')
    expect(two.effects).toEqual([])
  })
  it('the menu again, as often as he likes but not for ever', () => {
    const again = inMenu([12_000, key('5')], [13_000, key('9', 13_000)])
    expect(again.state.menu).toMatchObject({ asked: 1, said: 3 })
    const presses = Array.from({ length: 12 }, (_, n): Told => [20_000 + n * 1000, key('9', 20_000 + n * 1000)])
    expect(inMenu(...presses).state.phase).toBe('queued')
  })
  it('a message: the voicemail has him, without excuses', () => {
    const { state, effects } = tell(arrived({ service: MENU, takesMessages: true }), [9000, greetingOver], [12_000, key('8')])
    expect(state).toMatchObject({ phase: 'message', queuedAt: START + 12_000, choice: { key: '8' } })
    expect(effects).toEqual([
      { type: 'take-message', channelId: asks.channelId, exten: '1022', closed: false, chosen: true, after: playbackIdOf(CALL, 'menu-1') },
    ])
  })
  it('a message while none is taken: an operator', () => {
    expect(inMenu([12_000, key('8')]).state).toMatchObject({ phase: 'queued', choice: { key: '8' } })
  })
})

describe('nothing pressed', () => {
  it('the menu once more, then the queue', () => {
    const { state, all } = inMenu([14_000, menuSaid(1)], [19_000, silence(1)], [24_000, menuSaid(2)], [29_000, silence(2)])
    expect(state).toMatchObject({ phase: 'queued', rank: START })
    expect(state.choice).toBeUndefined()
    expect(heard(all)).toEqual(['greeting+recording-notice', 'menu-3', 'menu-3', 'please-wait'])
  })
  it('a time that was over before a key came changes nothing', () => {
    const once = inMenu([14_000, menuSaid(1)], [18_000, key('5', 18_000)])
    expect(reduce(once.state, silence(1), START + 19_000)).toEqual({ state: once.state, effects: [] })
  })
})

describe('the controller dies while he is in the menu', () => {
  it('words that ended meanwhile count as said, and he has music', () => {
    const said = reduce(inMenu().state, menuSaid(1), START + 30_000).state
    const step = reduce(said, { type: 'resynced', joined: false, recording: true }, START + 30_000)
    expect(kinds(step.effects)).toBe('wait-with-music queue-changed')
    expect(nextDue(step.state)?.at).toBe(START + 35_000)
    const asked = reduce(step.state, silence(1), START + 35_000)
    expect(asked.effects).toMatchObject([{ type: 'play', prompts: ['menu-3'], music: true }])
  })
  it('words that are still heard go on', () => {
    expect(kinds(reduce(inMenu().state, { type: 'resynced', joined: false, recording: true }, START + 11_000).effects)).toBe('queue-changed')
  })
  it('away for long the dialplan has him, and he comes back to the queue', () => {
    const away = reduce(callIn('menu'), { type: 'left-to-fallback' }, START + 40_000).state
    expect([away.phase, away.menu]).toEqual(['fallback', undefined])
    expect(reduce(away, { type: 'back-from-fallback' }, START + 60_000).state.phase).toBe('queued')
  })
})

it('what he chose is seen by whoever is rung, and on the list of those who wait', () => {
  const { state } = inMenu([12_000, key('1')])
  expect(viewWaiting([state], () => null)).toMatchObject([{ branch: 'Đất đai' }])
  const rung: CallState = reduce(state, chosen(AN), START + 13_000).state
  expect(viewCall(rung).branch).toBe('Đất đai')
  expect(viewCall(callIn('ringing')).branch).toBeNull()
})
