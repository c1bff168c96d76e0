// Which keys do what in the call that is up, by this desk's part in it. Pure.
import { partIn } from './consult-standing.ts'
import type { Desk } from './desk.tsx'

type Hint = readonly [
  key: string,
  word: `hint.${'mute' | 'hold' | 'transfer' | 'hangup' | 'complete' | 'three' | 'back' | 'leave' | 'recordingPause' | 'recordingResume'}`,
]

/** Without the server only what the telephone does itself. */
export function talkHints(desk: Pick<Desk, 'state' | 'pop'>): readonly Hint[] {
  const mute = ['F8', 'hint.mute'] as const
  if (desk.state.link !== 'connected') return [mute, ['F4', 'hint.hangup']]
  const call = desk.pop?.call
  const part = partIn(call, desk.state.agent?.agentId)
  if (call?.status === 'dialing') return [mute, ['F4', 'hint.hangup']]
  const record: readonly Hint[] =
    call?.recording || call?.recordingPausedSince ? [['F10', call.recordingPausedSince ? 'hint.recordingResume' : 'hint.recordingPause']] : []
  if (part === null) return [mute, ['F9', 'hint.hold'], ...record, ['F6', 'hint.transfer'], ['F4', 'hint.hangup']]
  const leave = ['F4', 'hint.leave'] as const
  if (part === 'second') return [mute, leave]
  const inThree = call?.consult?.state === 'conference'
  if (inThree) return [mute, ['F9', 'hint.hold'], ['F6', 'hint.leave']]
  if (call?.consult?.state === 'ringing') return [mute, ['F9', 'hint.back'], leave]
  return [mute, ['F9', 'hint.back'], ['F6', 'hint.complete'], ['F7', 'hint.three'], leave]
}
