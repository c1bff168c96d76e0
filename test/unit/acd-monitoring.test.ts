// May a supervisor put his hand into a talk: each reason why not, in words, and who is asked for calls meanwhile.
import { describe, expect, it } from 'vitest'
import { createMonitoring } from '../../src/acd/monitoring.ts'
import { type MonitorWish, whyNotMonitor } from '../../src/acd/monitoring-rules.ts'
import type { CallController } from '../../src/calls/controller.ts'
import { reduce } from '../../src/calls/reducer.ts'
import type { CallState } from '../../src/calls/state.ts'
import { Refusal } from '../../src/contract/errors.ts'
import { AN, CALL, callIn, START } from './calls-fixture.ts'

const BOSS = 'supervisor-1'
const wish = (over: Partial<MonitorWish> = {}): MonitorWish => ({
  ...{ personId: BOSS, call: callIn('talking'), ownState: 'offline', reachable: true, presentCallId: null },
  ...over,
})

describe('a supervisor', () => {
  it.each(['talking', 'held'] as const)('may in a call that is %s', (phase) => expect(whyNotMonitor(wish({ call: callIn(phase) }))).toBeNull())
  it.each(['offline', 'ready', 'paused', 'wrap-up', 'not-responding'] as const)('may while %s', (ownState) =>
    expect(whyNotMonitor(wish({ ownState }))).toBeNull(),
  )
  it.each<[string, Partial<MonitorWish>, string, string]>([
    ['of a call nobody knows', { call: null }, 'not-found', 'đã kết thúc'],
    ['of one that is over', { call: callIn('ended') }, 'not-found', 'đã kết thúc'],
    ['of one that waits', { call: callIn('queued') }, 'illegal-transition', 'chưa có nhân viên nghe máy'],
    ['of one that rings', { call: callIn('ringing') }, 'illegal-transition', 'chưa có nhân viên nghe máy'],
    ['of one in the greeting', { call: callIn('greeting') }, 'illegal-transition', 'chưa có nhân viên nghe máy'],
    ['of one the dialplan has', { call: callIn('fallback') }, 'illegal-transition', 'dự phòng'],
    ['of his own', { personId: AN }, 'illegal-transition', 'chính anh chị'],
    ['while in another', { presentCallId: 'x' }, 'conflict', 'cuộc khác'],
    ['a second time', { presentCallId: CALL }, 'conflict', 'đang nghe cuộc này'],
    ['while his telephone rings', { ownState: 'ringing' }, 'conflict', 'đang có cuộc gọi'],
    ['while he talks', { ownState: 'on-call' }, 'conflict', 'đang có cuộc gọi'],
    ['without a telephone', { reachable: false }, 'conflict', 'chưa nối'],
  ])('may not: %s', (_, over, code, words) => {
    const why = whyNotMonitor(wish(over))
    expect(why?.code).toBe(code)
    expect(why?.message).toContain(words)
  })
})

describe('the buttons', () => {
  const make = () => {
    const scene = { call: callIn('talking') as CallState, mayAct: true, reachable: true }
    const calls = {
      get: () => scene.call,
      open: () => (scene.call.phase === 'ended' ? [] : [scene.call]),
      dispatch: (_: string, event: Parameters<typeof reduce>[1]) => {
        scene.call = reduce(scene.call, event, START + 30_000).state
        return scene.call
      },
    } as unknown as CallController
    const monitoring = createMonitoring({
      calls: () => calls,
      agents: { know: (agentId, name) => ({ agentId, name, state: 'ready' }) as never },
      phones: () => ({ reachable: () => scene.reachable }),
      mayAct: () => scene.mayAct,
    })
    return Object.assign(scene, { monitoring })
  }
  const who = { personId: BOSS, name: 'Trưởng đài' }
  it('begin, change and end it', () => {
    const { monitoring } = make()
    expect(monitoring.isAt(BOSS)).toBe(false)
    expect(monitoring.set(who, CALL, 'listen')).toEqual({ callId: CALL, mode: 'listen' })
    expect(monitoring.isAt(BOSS)).toBe(true)
    expect(monitoring.legOf(BOSS)).toEqual({ callId: CALL, legId: `${CALL}.mon-1`, talking: false, serverId: 'asterisk-1' })
    expect(monitoring.set(who, CALL, 'barge')).toEqual({ callId: CALL, mode: 'barge' })
    expect(monitoring.stop(who, CALL)).toEqual({ callId: CALL, mode: null })
    expect(monitoring.stop(who, CALL)).toEqual({ callId: CALL, mode: null })
    expect(monitoring.legOf(BOSS)).toBeNull()
  })
  it('are refused while nothing can be decided, and without a telephone', () => {
    const scene = make()
    scene.mayAct = false
    expect(() => scene.monitoring.set(who, CALL, 'listen')).toThrow(Refusal)
    expect(() => scene.monitoring.stop(who, CALL)).toThrow('Đang kết nối lại')
    scene.mayAct = true
    scene.reachable = false
    expect(() => scene.monitoring.set(who, CALL, 'listen')).toThrow('chưa nối')
  })
  it('let go of whoever signs out', () => {
    const { monitoring } = make()
    monitoring.sessionEnded(BOSS)
    monitoring.set(who, CALL, 'whisper')
    monitoring.sessionEnded(BOSS)
    expect(monitoring.isAt(BOSS)).toBe(false)
  })
})
