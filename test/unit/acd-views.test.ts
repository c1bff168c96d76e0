// What pages are shown of calls and agents, held against the contract.
import { expect, it } from 'vitest'
import { viewCall, viewWaiting } from '../../src/acd/views.ts'
import { CallView, WaitingCall } from '../../src/contract/calls.ts'
import { AN, callIn, limited, phases, START } from './calls-fixture.ts'

it.each(phases)('shows a call in phase %s as the contract says', (phase) => {
  expect(CallView.safeParse({ ...viewCall(callIn(phase)), ticketId: '00000000-0000-4000-8000-0000000000a1' }).error).toBeUndefined()
})

it('shows the raw number when it is not one we can read, and none when there is none', () => {
  const call = { ...callIn('ringing'), callerNumber: null }
  expect(viewCall({ ...call, callerRaw: 'unknown' }).callerNumber).toBe('unknown')
  expect(viewCall({ ...call, callerRaw: '' }).callerNumber).toBeNull()
})

it('names a recording only once it runs, and says that it runs until the end', () => {
  expect(viewCall(callIn('talking'))).toMatchObject({ recordingId: null, recording: false })
  expect(viewCall({ ...callIn('talking'), recordingStartedAt: START })).toMatchObject({ recordingId: callIn('talking').recordingId, recording: true })
  expect(viewCall({ ...callIn('ended'), recordingStartedAt: START })).toMatchObject({ recording: false })
  const pause = { n: 1, by: 'a', legId: 'l', from: START, to: null, end: null }
  const paused = { ...callIn('talking'), recordingStartedAt: START, recordingPauses: [pause] }
  expect(viewCall(paused)).toMatchObject({ recordingPausedSince: new Date(START).toISOString(), recordingPauseRefused: false })
  const refused = { ...paused, recordingPauses: [{ ...pause, to: START, end: 'refused' as const }] }
  expect(viewCall(refused)).toMatchObject({ recordingPausedSince: null, recordingPauseRefused: true })
})

it('shows why a caller has his turn: branch, priority, rings, the operator he knows', () => {
  const service = limited({})
  const choice = { key: '2', label: 'Đất đai', skill: 'dat-dai', priorityMinutes: 5 }
  const call = { ...callIn('queued'), service, choice, knownAgentId: AN }
  const names = (agentId: string) => (agentId === AN ? 'Nguyễn Thị An' : null)
  const [shown] = viewWaiting([call], () => null, names)
  expect(WaitingCall.safeParse(shown).error).toBeUndefined()
  expect(shown).toMatchObject({
    branch: 'Đất đai',
    priorityMinutes: 5,
    rings: { since: new Date(START + 9000).toISOString(), afterSeconds: [0, 20, 40, 60] },
    known: 'Nguyễn Thị An',
  })
  expect(viewWaiting([{ ...call, choice: { ...choice, skill: null } }], () => null)).toMatchObject([{ branch: 'Đất đai', rings: null, known: null }])
  expect(viewWaiting([callIn('queued')], () => null)).toMatchObject([{ branch: null, priorityMinutes: 0, rings: null, known: null }])
})

it('shows who waits, in the order in which they are served', () => {
  const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
  const calls = [
    { ...callIn('queued'), callId: id(2), rank: START + 5, arrivedAt: START + 5 },
    { ...callIn('queued'), callId: id(3), rank: 0, arrivedAt: START + 9 },
    { ...callIn('ringing'), callId: id(4) },
    { ...callIn('queued'), callId: id(1), rank: START, arrivedAt: START },
  ]
  const shown = viewWaiting(calls, (callId) => (callId === id(1) ? 'Trần Văn Bình' : null))
  expect(shown.map((call) => [call.callId, call.callerName])).toEqual([
    [id(3), null],
    [id(1), 'Trần Văn Bình'],
    [id(2), null],
  ])
  for (const call of shown) expect(WaitingCall.safeParse(call).error).toBeUndefined()
})
