// Whom the hotline owes a call, and what a call was about.
import { describe, expect, it } from 'vitest'
import { suggestDisposition, whyNoDisposition } from '../../src/calls/disposition-rules.ts'
import { answersAgain, owedFor, oweMissed } from '../../src/calls/missed-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import type { CallEvent, CallState } from '../../src/calls/state.ts'
import { AN, answered, arrived, CALL, callIn, chosen, greetingOver, START, tell } from './calls-fixture.ts'

const SHORT_MS = 5000
const gone: CallEvent = { type: 'caller-gone', cause: 16 }
const owed = (state: CallState, event: CallEvent, at: number) => {
  const step = reduce(state, event, at)
  return owedFor(event, step.effects, step.state, SHORT_MS)
}

describe('a caller who is owed a call', () => {
  it.each<[string, ReturnType<typeof owed>, ReturnType<typeof owed>]>([
    ['gave up in the greeting', owed(callIn('greeting'), gone, START + 8000), null],
    ['gave up at once in the queue', owed(callIn('queued'), gone, START + 9000 + SHORT_MS - 1), null],
    ['gave up waiting', owed(callIn('queued'), gone, START + 9000 + SHORT_MS), 'missed'],
    ['gave up while it rang', owed(callIn('ringing'), gone, START + 25_000), 'missed'],
    ['hung up in the talk', owed(callIn('talking'), gone, START + 25_000), null],
    [
      'hung up in a talk a supervisor listened to',
      owed(
        reduce(
          reduce(callIn('talking'), { type: 'monitor-asked', supervisorId: 'supervisor-1', mode: 'listen' }, START + 24_000).state,
          { type: 'leg-answered', legId: `${CALL}.mon-1` },
          START + 24_500,
        ).state,
        gone,
        START + 25_000,
      ),
      null,
    ],
    ['hung up on hold', owed(callIn('held'), gone, START + 25_000), null],
    ['called outside the hours', owed(callIn('closed-notice'), gone, START + 25_000), null],
    ['was cut off', owed(callIn('talking'), { type: 'interrupted' }, START + 25_000), 'interrupted'],
    ['only rated his operator as Asterisk died', owed(callIn('rating'), { type: 'interrupted' }, START + 26_000), null],
    [
      'lost his operator and gave up',
      owed(reduce(callIn('talking'), { type: 'phone-lost', legId: `${CALL}.leg-1`, ringMs: 10_000 }, START + 30_000).state, gone, START + 31_000),
      'missed',
    ],
    [
      'was passed on and gave up',
      owed(reduce(callIn('talking'), { type: 'transfer', agentId: AN, to: null, ringMs: 20_000 }, START + 30_000).state, gone, START + 31_000),
      'missed',
    ],
    [
      'was asked for a message and left none',
      owed(callIn('message'), { type: 'fallback-ended', outcome: 'abandoned', at: START + 30_000, answeredAt: null, agentId: null, talkMs: 0 }, START + 30_000),
      'missed',
    ],
  ])('%s', (_, found, expected) => expect(found).toBe(expected))

  it.each<[string, string | null, boolean]>([
    ['a mobile', '+84900000012', true],
    ['a landline', '+842693000012', true],
    ['no number', null, false],
    ['a service number that costs', '+841900000012', false],
    ['a free service number', '+841800000012', false],
    ['a foreign number', '+85620000012', false],
  ])('%s', (_, number, expected) => expect(oweMissed(number)).toBe(expected))

  it('without a number is owed nothing', () => {
    const waits = tell(arrived({ callerNumber: null }), [9000, greetingOver]).state
    expect(owed(waits, gone, START + 60_000)).toBeNull()
  })
})

it('an answer is known by its step, a second one in the same call too', () => {
  const ringing = callIn('ringing')
  const talks = reduce(ringing, answered(1), START + 14_000)
  expect([answersAgain(talks.effects, talks.state), answersAgain([], ringing)]).toEqual([true, false])
  const offered = reduce(callIn('queued'), chosen(AN), START + 10_000)
  expect(answersAgain(offered.effects, offered.state)).toBe(false)
  expect(answersAgain(talks.effects, { ...talks.state, direction: 'out' } as CallState), 'we called him').toBe(false)
})

describe('what a call was about', () => {
  const arrivedAt = new Date(START)
  const later = new Date(START + 300_000)
  it.each<[string, Parameters<typeof suggestDisposition>[0], ReturnType<typeof suggestDisposition>]>([
    ['no ticket', null, null],
    ['a draft', { savedAt: null, requestKind: 'petition' }, null],
    ['a petition', { savedAt: later, requestKind: 'petition' }, 'petition'],
    ['a question', { savedAt: later, requestKind: 'question' }, 'information'],
    ['BCCI', { savedAt: later, requestKind: 'bcci' }, 'bcci'],
    ['one that was there before', { savedAt: new Date(START - 1), requestKind: 'petition' }, 'progress'],
  ])('%s suggests', (_, ticket, expected) => expect(suggestDisposition(ticket, arrivedAt)).toBe(expected))

  const call = { agentId: AN, answeredAt: new Date(START), arrivedAt }
  it.each<[string, ReturnType<typeof whyNoDisposition>, ReturnType<typeof whyNoDisposition>]>([
    ['who answered it', whyNoDisposition(call, AN, later), null],
    ['somebody else', whyNoDisposition(call, 'b', later), 'not-yours'],
    ['of a call nobody answered', whyNoDisposition({ ...call, answeredAt: null }, AN, later), 'unanswered'],
    ['late in the evening', whyNoDisposition(call, AN, new Date(START + 15 * 3_600_000)), null],
    ['the next day', whyNoDisposition(call, AN, new Date(START + 16 * 3_600_000)), 'too-late'],
  ])('is said by %s', (_, found, expected) => expect(found).toBe(expected))
})
