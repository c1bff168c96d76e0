// The controller: written down first, then done; ring timers; what it remembers of ended calls.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLogger } from 'winston'
import { type CallHooks, type CallStepRecord, createCallController } from '../../src/calls/controller.ts'
import { type Journal, openJournal } from '../../src/calls/journal.ts'
import { reduce } from '../../src/calls/reducer.ts'
import type { CallEffect, CallState } from '../../src/calls/state.ts'
import { AN, answered, arrived, CALL, chosen, greetingOver, RING_MS, START } from './calls-fixture.ts'

const MEDIA = new Set(['answer', 'record', 'play', 'wait-with-music', 'ring', 'cancel-leg', 'connect', 'rejoin', 'destroy-bridge', 'hangup'])
const channelId = arrived().channelId

let folder = ''
let journal: Journal
beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  folder = mkdtempSync(path.join(os.tmpdir(), 'controller-'))
  journal = openJournal(folder)
})
afterEach(() => {
  vi.useRealTimers()
  journal.close()
  rmSync(folder, { recursive: true })
})

/** A controller whose doings end up in `done`, each with how much was in the journal then. */
function make(over: { hooks?: Partial<CallHooks>; keepMs?: number } = {}) {
  const done: { what: string; written: number }[] = []
  const did = (what: string) => void done.push({ what, written: journal.lastSeq() })
  const hooks: CallHooks = {
    openDraft: () => did('open-draft'),
    pop: (_, agentId) => did(`pop ${agentId}`),
    offerEnded: (_, agentId, reason) => did(`offer-ended ${agentId} ${reason}`),
    agentAnswered: (_, agentId) => did(`agent-answered ${agentId}`),
    agentReleased: (_, agentId, phoneLost) => did(`agent-released ${agentId} ${phoneLost}`),
    show: (_, agentId) => did(`show ${agentId}`),
    queueChanged: () => did('queue-changed'),
    closed: () => did('closed'),
    forgotten: () => did('forgotten'),
    agentFound: (_, agentId, talking) => did(`agent-found ${agentId} ${talking}`),
    agentRecalled: (_, agentId) => did(`agent-recalled ${agentId}`),
    awaitPhone: (_, agentId) => did(`await-phone ${agentId}`),
    ...over.hooks,
  }
  const runMedia = (_: CallState, effect: CallEffect) => {
    if (!MEDIA.has(effect.type)) return false
    did(effect.type)
    return true
  }
  const clock = { now: () => new Date(Date.now()) }
  const calls = createCallController({
    journal,
    clock,
    logger: createLogger({ silent: true }),
    hooks,
    runMedia,
    ...(over.keepMs === undefined ? {} : { keepMs: over.keepMs }),
  })
  const ring = () => {
    calls.dispatch(CALL, arrived())
    calls.dispatch(CALL, greetingOver)
    return calls.dispatch(CALL, chosen(AN))
  }
  return { calls, done, ring, clear: () => done.splice(0) }
}

describe('the call controller', () => {
  it('writes each step down before anything is done about it, effects in order', () => {
    const { calls, done } = make()
    calls.dispatch(CALL, arrived())
    expect(done).toEqual(['record', 'answer', 'open-draft', 'play'].map((what) => ({ what, written: 1 })))
  })

  it('finds a call by its id, channel and recording', () => {
    const { calls } = make()
    const state = calls.dispatch(CALL, arrived())
    expect([calls.get(CALL), calls.byChannel(channelId, 'asterisk-1'), calls.byRecording(arrived().recordingId)]).toEqual([state, state, state])
    expect([calls.get('x'), calls.byChannel('x', 'asterisk-1'), calls.byRecording('x')]).toEqual([undefined, undefined, undefined])
    expect(calls.all()).toEqual([state])
  })

  it('refuses events of calls it does not know', () => {
    const { calls, done } = make()
    expect(calls.dispatch(CALL, answered(1))).toBeNull()
    expect([done, journal.lastSeq()]).toEqual([[], 0])
  })

  it('writes nothing down for an event that changes nothing', () => {
    const { calls, ring } = make()
    const state = ring()
    expect(calls.dispatch(CALL, { type: 'hold', agentId: AN })).toBe(state)
    expect(calls.dispatch(CALL, arrived())).toBe(state)
    expect(journal.lastSeq()).toBe(3)
  })

  it('writes a second word of the recording’s start down only once', () => {
    const { calls } = make()
    calls.dispatch(CALL, arrived())
    calls.dispatch(CALL, { type: 'recording-started' })
    calls.dispatch(CALL, { type: 'recording-started' })
    expect(journal.lastSeq()).toBe(2)
  })

  it('ends a ring when its time is over, not before', () => {
    const { calls, done, ring, clear } = make()
    ring()
    clear()
    vi.advanceTimersByTime(RING_MS - 1)
    expect(calls.get(CALL)?.phase).toBe('ringing')
    vi.advanceTimersByTime(1)
    expect(calls.get(CALL)).toMatchObject({ phase: 'queued', leg: null })
    expect(done.map((one) => one.what)).toEqual(['cancel-leg', 'destroy-bridge', `offer-ended ${AN} missed`, 'queue-changed'])
  })

  it.each([
    ['answered', answered(1), 'talking'],
    ['the caller left', { type: 'caller-gone', cause: 16 }, 'ended'],
  ] as const)('stops the ring’s timer when %s', (_, event, phase) => {
    const { calls, ring } = make()
    ring()
    calls.dispatch(CALL, event)
    const before = journal.lastSeq()
    vi.advanceTimersByTime(RING_MS * 2)
    expect([calls.get(CALL)?.phase, journal.lastSeq()]).toEqual([phase, before])
  })

  it('gives the second ring its whole time', () => {
    const { calls, ring } = make()
    ring()
    vi.advanceTimersByTime(15_000)
    calls.dispatch(CALL, { type: 'decline', agentId: AN })
    calls.dispatch(CALL, chosen('agent-binh'))
    vi.advanceTimersByTime(RING_MS - 1)
    expect(calls.get(CALL)?.phase).toBe('ringing')
  })

  it('takes the recording’s measures after the end and forgets the call later', () => {
    const { calls, ring } = make({ keepMs: 60_000 })
    ring()
    calls.dispatch(CALL, { type: 'caller-gone', cause: 16 })
    expect(calls.dispatch(CALL, { type: 'recording-finished', durationMs: 5, bytes: 124, sha256: 'ab' })).toMatchObject({ phase: 'ended', recordingMs: 5 })
    vi.advanceTimersByTime(59_999)
    expect(calls.get(CALL)).toBeDefined()
    vi.advanceTimersByTime(1)
    expect([calls.get(CALL), calls.byChannel(channelId, 'asterisk-1'), calls.byRecording(arrived().recordingId), calls.all()]).toEqual([
      undefined,
      undefined,
      undefined,
      [],
    ])
  })

  it('closes a call once', () => {
    const { calls, done, ring } = make()
    ring()
    for (const type of ['interrupted', 'interrupted'] as const) calls.dispatch(CALL, { type })
    calls.dispatch(CALL, { type: 'caller-gone', cause: 16 })
    expect(done.filter((one) => one.what === 'closed')).toHaveLength(1)
    expect(calls.get(CALL)?.outcome).toBe('interrupted')
  })

  it('leaves a journal that replays to the same states and effects after a restart', () => {
    const { calls, ring } = make()
    ring()
    vi.advanceTimersByTime(4000)
    calls.dispatch(CALL, answered(1))
    calls.dispatch(CALL, { type: 'hold', agentId: AN })
    vi.advanceTimersByTime(5000)
    calls.dispatch(CALL, { type: 'hangup', agentId: AN })
    const reopened = openJournal(folder)
    let state: CallState | null = null
    const written = reopened.after(0, 100)
    reopened.close()
    for (const [i, record] of written.entries()) {
      const body = record.body as CallStepRecord
      const step = reduce(state, body.event, record.at)
      expect([body.seq, step.state, step.effects]).toEqual([i + 1, body.state, body.effects])
      state = body.state
    }
    expect(state).toMatchObject({ phase: 'ended', holdMs: 5000 })
  })

  it('keeps the order of steps when an effect tells the call something at once', () => {
    const order: string[] = []
    const { calls } = make({
      hooks: {
        pop: () => void calls.dispatch(CALL, { type: 'leg-lost', legId: `${CALL}.leg-1` }),
        offerEnded: () => void order.push('offer-ended'),
        queueChanged: () => void order.push(`queue while ${calls.get(CALL)?.phase}`),
      },
    })
    calls.dispatch(CALL, arrived({ greeting: false }))
    order.length = 0
    calls.dispatch(CALL, chosen(AN))
    expect(order).toEqual(['offer-ended', 'queue while queued', 'queue while queued'])
  })
})
