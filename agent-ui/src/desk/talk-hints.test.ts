// The keys shown in a call: by this desk's part in it, and only what works.
import { expect, it } from 'vitest'
import type { CallView } from '../../../src/contract/calls.ts'
import type { Desk } from './desk.tsx'
import { talkHints } from './talk-hints.ts'

const [me, other] = ['00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000c2']
const keys = (consult: CallView['consult'], link = 'connected') =>
  talkHints({ state: { link, agent: { agentId: me } }, pop: { call: { consult } } } as unknown as Pick<Desk, 'state' | 'pop'>).map(([key]) => key)

it.each([
  ['one operator', null, ['F8', 'F9', 'F6', 'F4']],
  ['the colleague’s telephone rings', { agentId: other, name: null, number: null, state: 'ringing' }, ['F8', 'F9', 'F4']],
  ['he is asked', { agentId: other, name: null, number: null, state: 'talking' }, ['F8', 'F9', 'F6', 'F7', 'F4']],
  ['all three talk', { agentId: other, name: null, number: null, state: 'conference' }, ['F8', 'F9', 'F6']],
  ['asked by a colleague', { agentId: me, name: null, number: null, state: 'talking' }, ['F8', 'F4']],
] as const)('%s', (_, consult, wanted) => expect(keys(consult)).toEqual(wanted))

it.each([
  [null, 'hint.recordingPause'],
  ['2026-11-18T01:00:00.000Z', 'hint.recordingResume'],
])('a recording that runs can be paused, one that is paused resumed', (recordingPausedSince, word) => {
  const desk = { state: { link: 'connected', agent: { agentId: me } }, pop: { call: { consult: null, recording: true, recordingPausedSince } } }
  expect(talkHints(desk as unknown as Pick<Desk, 'state' | 'pop'>)).toContainEqual(['F10', word])
})

it('without the server only what the telephone does itself', () => expect(keys(null, 'reconnecting')).toEqual(['F8', 'F4']))
