// A supervisor's hand in a talk: every legal and illegal step, what Asterisk is asked for, and what a reconnect finds.
import { describe, expect, it } from 'vitest'
import { performMonitor } from '../../src/calls/monitor-effects.ts'
import { monitorBridges, monitorChannels, monitoredBy, monitorsOf, stretchesOf } from '../../src/calls/monitor-rules.ts'
import { leftovers, newsFor, type Picture, type PictureChannel } from '../../src/calls/reconcile-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { bridgeIdOf, type CallEffect, type CallEvent, type CallPhase, type CallState, legIdOf, snoopIdOf } from '../../src/calls/state.ts'
import type { MonitorMode } from '../../src/contract/values.ts'
import { type Ari, AriRefused } from '../../src/platform/asterisk/ari.ts'
import { chanceFrom } from '../harness/chance.ts'
import { AN, answered, arrived, BINH, CALL, callIn, chosen, kinds, phases, START } from './calls-fixture.ts'

const BOSS = 'supervisor-1'
const OTHER = 'supervisor-2'
const now = START + 30_000
const legId = `${CALL}.mon-1`
const asked = (mode: MonitorMode, supervisorId = BOSS): CallEvent => ({ type: 'monitor-asked', supervisorId, mode })
const toMode = (mode: MonitorMode): CallEvent => ({ type: 'monitor-mode', supervisorId: BOSS, mode })
const lifts: CallEvent = { type: 'leg-answered', legId }
const stops: CallEvent = { type: 'monitor-stopped', supervisorId: BOSS }

function follow(phase: CallPhase, ...events: CallEvent[]): { state: CallState; effects: readonly CallEffect[] } {
  let step: { state: CallState; effects: readonly CallEffect[] } = { state: callIn(phase), effects: [] }
  for (const event of events) step = reduce(step.state, event, now)
  return step
}
const listening = (mode: MonitorMode, phase: CallPhase = 'talking') => follow(phase, asked(mode), lifts).state
const noted = (effects: readonly CallEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'monitor-noted' ? [`${effect.act} ${effect.reason ?? ''}`.trim()] : []))

describe('asking for it', () => {
  it.each(phases)('is heard in a talk only: %s', (phase) => {
    const before = callIn(phase)
    const { state, effects } = reduce(before, asked('listen'), now)
    if (phase === 'talking' || phase === 'held') {
      expect(effects).toEqual([{ type: 'monitor-ring', legId, supervisorId: BOSS }])
      expect(monitorsOf(state)).toHaveLength(1)
    } else {
      expect(state).toBe(before)
      expect(effects).toEqual([])
    }
  })
  it('changes nothing in one’s own talk, nor a second time', () => {
    const talk = callIn('talking')
    expect(reduce(talk, asked('listen', AN), now).state).toBe(talk)
    const once = follow('talking', asked('listen')).state
    expect(reduce(once, asked('barge'), now).state).toBe(once)
  })
  it('may be done by two supervisors, each with what is his', () => {
    const { state } = follow('talking', asked('listen'), lifts, asked('barge', OTHER), { type: 'leg-answered', legId: `${CALL}.mon-2` })
    expect(monitorsOf(state).map(({ supervisorId, mode, n }) => [supervisorId, mode, n])).toEqual([
      [BOSS, 'listen', 1],
      [OTHER, 'barge', 2],
    ])
    expect([...monitorChannels(state)]).toEqual([legId, `${CALL}.ear-1-1`, `${CALL}.mon-2`])
    expect([...monitorBridges(state)]).toEqual([`${CALL}.monitor-1`, `${CALL}.monitor-2`])
    expect(monitoredBy([state], OTHER)?.monitor.n).toBe(2)
    expect(monitoredBy([state], AN)).toBeNull()
  })
  it('gives a number that was never given before', () => {
    const { state } = follow('talking', asked('listen'), stops, asked('listen'))
    expect(monitorsOf(state).map(({ n }) => n)).toEqual([2])
  })
})

describe('when his telephone is answered', () => {
  it.each<[MonitorMode, string, string | null, boolean]>([
    ['listen', `${CALL}.monitor-1`, `${CALL}.ear-1-1`, false],
    ['whisper', `${CALL}.monitor-1`, `${CALL}.ear-1-1`, true],
    ['barge', bridgeIdOf(CALL, 1), null, false],
  ])('%s', (mode, bridgeId, earId, whisper) => {
    const { effects } = follow('talking', asked(mode), lifts)
    expect(effects).toEqual([
      { type: 'monitor-join', legId, bridgeId, earId, spiedLegId: legIdOf(CALL, 1), whisper },
      { type: 'monitor-noted', n: 1, supervisorId: BOSS, act: mode },
    ])
  })
  it('tells it once', () => expect(follow('talking', asked('listen'), lifts, lifts).effects).toEqual([]))
  it('too late, the leg is let go', () => {
    expect(follow('talking', asked('listen'), stops, lifts).effects).toEqual([{ type: 'cancel-leg', legId }])
    expect(follow('ended', lifts).effects).toEqual([{ type: 'cancel-leg', legId }])
  })
})

describe('another way of it', () => {
  const ear = (n: number) => `${CALL}.ear-1-${n}`
  it('before the answer only the wish changes', () => {
    const { state, effects } = follow('talking', asked('listen'), toMode('whisper'))
    expect(effects).toEqual([])
    expect(reduce(state, lifts, now).effects).toMatchObject([{ whisper: true, earId: ear(2) }, { act: 'whisper' }])
  })
  it('the same again changes nothing', () => {
    const before = listening('whisper')
    expect(reduce(before, toMode('whisper'), now).state).toBe(before)
  })
  it.each<[MonitorMode, MonitorMode, object]>([
    ['listen', 'whisper', { bridgeId: `${CALL}.monitor-1`, earId: ear(2), leaveEarId: ear(1), whisper: true }],
    ['whisper', 'listen', { bridgeId: `${CALL}.monitor-1`, earId: ear(2), leaveEarId: ear(1), whisper: false }],
    ['whisper', 'barge', { bridgeId: bridgeIdOf(CALL, 1), earId: null, leaveEarId: ear(1), whisper: false }],
    ['barge', 'whisper', { bridgeId: `${CALL}.monitor-1`, earId: ear(2), whisper: true }],
    ['barge', 'listen', { bridgeId: `${CALL}.monitor-1`, earId: ear(2), whisper: false }],
  ])('from %s to %s: one ear for each, the former is taken away', (from, to, join) => {
    const { effects } = reduce(listening(from), toMode(to), now)
    expect(effects).toEqual([
      { type: 'monitor-join', legId, spiedLegId: legIdOf(CALL, 1), ...join },
      { type: 'monitor-noted', n: 1, supervisorId: BOSS, act: to },
    ])
  })
  it('of somebody who is not there changes nothing', () => {
    const before = listening('listen')
    expect(reduce(before, { type: 'monitor-mode', supervisorId: OTHER, mode: 'barge' }, now).state).toBe(before)
    expect(reduce(before, { type: 'monitor-stopped', supervisorId: OTHER }, now).state).toBe(before)
  })
})

describe('when the agent asks a colleague', () => {
  const asks: CallEvent = { type: 'consult', agentId: AN, to: BINH, ringMs: 20_000 }
  const meets: CallEvent = { type: 'leg-answered', legId: `${CALL}.consult-1` }
  it('who speaks to both goes with him into the new bridge, who listens stays at his leg', () => {
    const barging = follow('talking', asked('barge'), lifts, asks, meets)
    expect(barging.effects.at(-1)).toEqual({
      ...{ type: 'monitor-join', legId, bridgeId: bridgeIdOf(CALL, 2), earId: null, spiedLegId: legIdOf(CALL, 1), whisper: false },
    })
    expect(barging.effects.map(({ type }) => type).indexOf('meet')).toBe(0)
    const heard = follow('talking', asked('listen'), lifts, asks, meets)
    expect(kinds(heard.effects)).not.toContain('monitor')
    expect(monitorsOf(heard.state)).toHaveLength(1)
  })
  it('a ring that is not answered yet has no bridge to change', () => {
    expect(kinds(follow('talking', asked('barge'), asks, meets).effects)).not.toContain('monitor')
  })
  it('with the caller handed over to the colleague his hand ends', () => {
    const { state, effects } = follow('talking', asked('barge'), lifts, asks, meets, { type: 'consult-complete', agentId: AN })
    expect(monitorsOf(state)).toEqual([])
    expect(noted(effects)).toEqual(['end talk-over'])
  })
})

describe('its end', () => {
  it.each<[string, CallEvent, string]>([
    ['he presses stop', stops, 'end stopped'],
    ['he hangs up', { type: 'leg-ended', legId, cause: 16 }, 'end hung-up'],
    ['his page is gone', { type: 'leg-lost', legId }, 'end phone-lost'],
    ['the caller hangs up', { type: 'caller-gone', cause: 16 }, 'end talk-over'],
    ['the agent hangs up', { type: 'hangup', agentId: AN }, 'end talk-over'],
    ['the agent’s telephone ends', { type: 'leg-ended', legId: legIdOf(CALL, 1), cause: 16 }, 'end talk-over'],
    ['the agent is lost', { type: 'leg-lost', legId: legIdOf(CALL, 1) }, 'end talk-over'],
    ['the dialplan takes the caller', { type: 'left-to-fallback' }, 'end talk-over'],
    ['everything is interrupted', { type: 'interrupted' }, 'end talk-over'],
  ])('%s', (_, event, note) => {
    for (const mode of ['listen', 'whisper', 'barge'] as const) {
      const before = listening(mode)
      const { state, effects } = reduce(before, event, now)
      expect(monitorsOf(state)).toEqual([])
      expect(noted(effects)).toEqual([note])
      expect(effects.find((effect) => effect.type === 'monitor-end')).toEqual({
        type: 'monitor-end',
        legId,
        bridgeId: `${CALL}.monitor-1`,
        earId: mode === 'barge' ? null : `${CALL}.ear-1-1`,
      })
      // What his own telephone does never ends the call.
      if ('legId' in event && event.legId === legId) expect(state.phase).toBe('talking')
      expect(reduce(state, event, now).effects.filter((effect) => effect.type.startsWith('monitor'))).toEqual([])
    }
  })
  it('of one who never answered is noted nowhere', () => {
    const { effects } = follow('talking', asked('listen'), { type: 'leg-ended', legId, cause: 19 })
    expect(kinds(effects)).toBe('monitor-end queue-changed')
  })
  it('is not brought about by hold: he goes on with the agent', () => {
    const held = reduce(listening('listen'), { type: 'hold', agentId: AN }, now)
    expect(kinds(held.effects)).toBe('wait-with-music show')
    expect(monitorsOf(reduce(held.state, { type: 'unhold', agentId: AN }, now).state)).toHaveLength(1)
  })
  it('is not carried over to the next agent', () => {
    const lost = reduce(listening('barge'), { type: 'leg-lost', legId: legIdOf(CALL, 1) }, now).state
    const again = reduce(reduce(lost, chosen(BINH), now).state, answered(2), now).state
    expect(again.phase).toBe('talking')
    expect(monitorsOf(again)).toEqual([])
  })
})

describe('what Asterisk is asked for', () => {
  const make = (refuses: readonly string[] = []) => {
    const did: unknown[][] = []
    const ari = new Proxy(
      {},
      {
        get:
          (_, request: string) =>
          async (...given: unknown[]) => {
            did.push([request, ...given])
            if (refuses.includes(request)) throw new AriRefused('gone')
          },
      },
    ) as Ari
    return { did, ari, perform: (effect: CallEffect) => performMonitor(ari, () => 'PJSIP/op-1', callIn('talking'), effect as never) }
  }
  const names = (did: unknown[][]) => did.map(([name]) => name)
  it('his telephone rings with a header by which the page knows it', async () => {
    const { did, perform } = make()
    await perform({ type: 'monitor-ring', legId, supervisorId: BOSS })
    expect(did).toMatchObject([['originate', { channelId: legId, appArgs: `agent,${CALL}`, variables: { 'PJSIP_HEADER(add,X-Hotline-Monitor)': CALL } }]])
  })
  it('without a telephone it is refused', () =>
    expect(performMonitor(make().ari, () => null, callIn('talking'), { type: 'monitor-ring', legId, supervisorId: BOSS })).rejects.toBeInstanceOf(AriRefused))
  const join: CallEffect = { type: 'monitor-join', legId, bridgeId: 'b', earId: 'e', spiedLegId: 'agent', whisper: true, leaveEarId: 'old' }
  it('the former ear goes before the new one speaks', async () => {
    const { did, perform } = make()
    await perform(join)
    expect(did).toEqual([
      ['hangup', 'old'],
      ['createBridge', 'b', 'mixing', 'b'],
      ['snoop', 'agent', 'e', `ear,${CALL},b`, 'out'],
      ['addToBridge', 'b', [legId]],
    ])
  })
  it('an ear that is there already is joined', async () => {
    const { did, perform } = make(['snoop'])
    await perform({ ...join, whisper: false })
    expect(did.slice(2)).toEqual([
      ['snoop', 'agent', 'e', `ear,${CALL},b`, 'none'],
      ['addToBridge', 'b', ['e']],
      ['addToBridge', 'b', [legId]],
    ])
  })
  it('who joins both leaves his own bridge, which stays for him', async () => {
    const { did, perform } = make()
    await perform({ type: 'monitor-join', legId, bridgeId: 'talk', earId: null, spiedLegId: 'agent', whisper: false, leaveEarId: 'old' })
    expect(names(did)).toEqual(['hangup', 'addToBridge'])
  })
  it('the end takes everything away, whatever is gone already', async () => {
    const { did, perform } = make(['hangup', 'destroyBridge'])
    await perform({ type: 'monitor-end', legId, earId: 'e', bridgeId: 'b' })
    expect(did).toEqual([
      ['hangup', 'e'],
      ['hangup', legId],
      ['destroyBridge', 'b'],
    ])
  })
})

describe('at a reconnect', () => {
  const channel = (id: string, over: Partial<PictureChannel> = {}): PictureChannel => ({
    ...{ id, name: `PJSIP/${id}`, state: 'Up', app: 'Stasis', number: '', display: '', exten: '1022', variables: {} },
    ...over,
  })
  const base = [channel(arrived().channelId), channel(snoopIdOf(CALL)), channel(legIdOf(CALL, 1))]
  const talk = { id: bridgeIdOf(CALL, 1), channels: [arrived().channelId, legIdOf(CALL, 1)] }
  const ear = channel(`${CALL}.ear-1-1`)
  const own = { id: `${CALL}.monitor-1`, channels: [legId, ear.id] }
  const picture = (channels: PictureChannel[], bridges: { id: string; channels: string[] }[]): Picture => ({
    ...{ takenAt: now + 60_000, startedAt: START - 3_600_000, channels: [...base, ...channels], bridges, finishedPlaybacks: new Set() },
  })
  const news = (call: CallState, seen: Picture) => newsFor([call], seen, 20_000).flatMap(({ event }) => (event.type === 'resynced' ? [] : [event]))

  it('one who listens goes on listening', () => {
    const seen = picture([channel(legId), ear], [talk, own])
    expect(news(listening('listen'), seen)).toEqual([])
    expect(leftovers([listening('listen')], seen)).toEqual({ channels: [], bridges: [] })
  })
  it('one who speaks to both goes on', () => {
    const seen = picture([channel(legId)], [{ ...talk, channels: [...talk.channels, legId] }])
    expect(news(listening('barge'), seen)).toEqual([])
    expect(leftovers([listening('barge')], seen)).toEqual({ channels: [], bridges: [] })
  })
  it('who hung up meanwhile is let go of', () => {
    expect(news(listening('listen'), picture([], [talk]))).toEqual([{ type: 'leg-ended', legId, cause: 0 }])
  })
  it('who answered meanwhile is joined; a ring that was just asked for is waited for', () => {
    const ringing = follow('talking', asked('listen')).state
    expect(news(ringing, picture([channel(legId)], [talk]))).toEqual([lifts])
    expect(news(ringing, picture([channel(legId, { state: 'Ringing', app: 'AppDial2' })], [talk]))).toEqual([])
    expect(news(ringing, picture([], [talk]))).toEqual([{ type: 'leg-ended', legId, cause: 0 }])
    expect(news(ringing, { ...picture([], [talk]), takenAt: now + 500 })).toEqual([])
  })
  it.each<[string, MonitorMode, PictureChannel[], string[]]>([
    ['his ear is missing', 'whisper', [channel(legId)], [legId]],
    ['he is in no bridge', 'listen', [channel(legId), ear], [ear.id]],
    ['he should be with both', 'barge', [channel(legId)], []],
  ])('%s: it is asked for again', (_, mode, channels, inBridge) => {
    const call = listening(mode)
    expect(news(call, picture(channels, [talk, { ...own, channels: inBridge }]))).toEqual([{ type: 'monitor-unjoined', n: 1 }])
    expect(kinds(reduce(call, { type: 'monitor-unjoined', n: 1 }, now).effects)).toBe('monitor-join')
  })
  it('what belongs to no supervisor any more is cleared', () => {
    const seen = picture([channel(legId), ear, channel(`${CALL}.mon-7`)], [talk, own])
    expect(leftovers([callIn('talking')], seen)).toEqual({ channels: [legId, ear.id, `${CALL}.mon-7`], bridges: [own.id] })
    expect(leftovers([listening('barge')], seen)).toEqual({ channels: [ear.id, `${CALL}.mon-7`], bridges: [] })
    expect(leftovers([callIn('ended')], seen).channels).toContain(legId)
  })
})

it('what is on record is told in stretches: each until the next row of the same hand', () => {
  const row = (n: number, act: string, at: number) => ({ n, act, at: new Date(at), person: { name: `Giám sát ${n}` } })
  const rows = [row(1, 'listen', 0), row(2, 'whisper', 10), row(1, 'barge', 20), row(1, 'end', 30)]
  expect(stretchesOf(rows).map(({ name, mode, at, endedAt }) => [name, mode, at.getTime(), endedAt?.getTime() ?? null])).toEqual([
    ['Giám sát 1', 'listen', 0, 20],
    ['Giám sát 2', 'whisper', 10, null],
    ['Giám sát 1', 'barge', 20, 30],
  ])
})

it('400 random talks: whoever answered is joined and let go of exactly once, and nobody is left in a call that is over', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = chanceFrom(seed).next
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
    let state = callIn(pick(['talking', 'held']))
    const all: CallEffect[] = []
    for (let i = 0; i <= 40; i++) {
      const supervisorId = pick([BOSS, OTHER])
      const mode = pick(['listen', 'whisper', 'barge'] as const)
      const leg = `${CALL}.mon-${1 + Math.floor(random() * 4)}`
      const event: CallEvent =
        i === 40
          ? { type: 'interrupted' }
          : pick<CallEvent>([
              { type: 'monitor-asked', supervisorId, mode },
              { type: 'monitor-asked', supervisorId, mode },
              { type: 'leg-answered', legId: leg },
              { type: 'leg-answered', legId: leg },
              { type: 'monitor-mode', supervisorId, mode },
              { type: 'monitor-mode', supervisorId, mode },
              { type: 'monitor-stopped', supervisorId },
              { type: 'leg-ended', legId: leg, cause: 16 },
              { type: 'hold', agentId: AN },
              { type: 'unhold', agentId: AN },
              { type: 'monitor-unjoined', n: 1 },
              ...(random() < 0.05 ? [{ type: 'leg-lost', legId: legIdOf(CALL, 1) } as const] : []),
            ])
      const step = reduce(state, event, now + i)
      state = JSON.parse(JSON.stringify(step.state)) as CallState
      all.push(...step.effects)
      const talks = state.phase === 'talking' || state.phase === 'held'
      if (!talks) expect(monitorsOf(state), `seed ${seed}`).toEqual([])
      expect(new Set(monitorsOf(state).map((one) => one.supervisorId)).size).toBe(monitorsOf(state).length)
    }
    for (const n of new Set(all.flatMap((effect) => (effect.type === 'monitor-noted' ? [effect.n] : [])))) {
      const acts = all.flatMap((effect) => (effect.type === 'monitor-noted' && effect.n === n ? [effect.act] : []))
      expect(
        acts.filter((act) => act === 'end'),
        `seed ${seed}`,
      ).toEqual(['end'])
      expect(acts.at(-1)).toBe('end')
    }
    const rung = all.filter((effect) => effect.type === 'monitor-ring').length
    expect(
      all.filter((effect) => effect.type === 'monitor-end'),
      `seed ${seed}`,
    ).toHaveLength(rung)
    // Every ear that was made is taken away: by the next one, or at the end.
    const made = new Set(all.flatMap((effect) => (effect.type === 'monitor-join' && effect.earId ? [effect.earId] : [])))
    const gone = new Set(
      all.flatMap((effect) =>
        effect.type === 'monitor-join' && effect.leaveEarId ? [effect.leaveEarId] : effect.type === 'monitor-end' ? [effect.earId] : [],
      ),
    )
    for (const ear of made) expect(gone.has(ear), `seed ${seed}: ${ear}`).toBe(true)
  }
})
