// Calls at several servers: what one server tells or does not tell touches its own calls alone.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultHotline } from '../../src/acd/hotline-defaults-rules.ts'
import { type CallHooks, createCallController } from '../../src/calls/controller.ts'
import { type Journal, openJournal } from '../../src/calls/journal.ts'
import { callsAt } from '../../src/calls/server-calls.ts'
import { attachServers, createServerMedia } from '../../src/calls/servers.ts'
import { serviceOf } from '../../src/calls/service-rules.ts'
import type { Ami } from '../../src/platform/asterisk/ami.ts'
import type { Ari, RawAriEvent } from '../../src/platform/asterisk/ari.ts'
import { asteriskServers } from '../../src/platform/asterisk/several.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { arrived, greetingOver } from './calls-fixture.ts'

let folder = ''
let journal: Journal
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_000_000 })
  folder = mkdtempSync(path.join(os.tmpdir(), 'servers-'))
  journal = openJournal(folder)
})
afterEach(() => {
  vi.useRealTimers()
  journal.close()
  rmSync(folder, { recursive: true })
})

const idOf = (n: number) => `00000000-0000-4000-8000-0000000000${n}0`
/** A caller at a server; his channel has the same name wherever he is. */
const callerAt = (n: number, serverId: string) => ({
  ...arrived({ callId: idOf(n), ticketId: idOf(n + 1), recordingId: idOf(n + 2), greeting: false }),
  serverId,
  channelId: '1764291234.0',
})

/** One server as the calls see it: what is at it, and what was asked of it. */
function makeServer(id: string) {
  const server = {
    id,
    connected: true,
    asked: [] as string[],
    startedAt: 0,
    channels: [] as unknown[],
    hear: (_: RawAriEvent): void => undefined,
    connect: async (): Promise<void> => undefined,
  }
  const known: Partial<Record<string, unknown>> = {
    connected: () => server.connected,
    onEvent: (hear: (event: RawAriEvent) => void) => void Object.assign(server, { hear }),
    onConnected: (connect: () => Promise<void>) => void Object.assign(server, { connect }),
    onLost: () => undefined,
    endpoints: async () => [],
    channels: async () => server.channels,
    bridges: async () => [],
    startedAt: async () => server.startedAt,
    playbackOver: async () => true,
    channelExists: async () => null,
  }
  const ari = new Proxy({}, { get: (_, name: string) => known[name] ?? (async () => void server.asked.push(name)) }) as Ari
  return { server, ari }
}

function make() {
  const [one, two] = [makeServer('asterisk-1'), makeServer('asterisk-2')]
  const servers = asteriskServers([one, two].map(({ server, ari }) => ({ id: server.id, ari, ami: {} as Ami })))
  const scene = { settled: 0, inStep: [] as string[], phones: [] as string[] }
  const hooks = new Proxy({}, { get: () => () => undefined }) as CallHooks
  const media = createServerMedia({
    servers,
    logger: silentLogger,
    promptsDir: '/p',
    endpointOf: () => 'PJSIP/op',
    trunkEndpoint: () => null,
    trunkCallerId: '',
    tell: (callId, event) => void calls.dispatch(callId, event),
  })
  const calls = createCallController({
    journal,
    clock: { now: () => new Date() },
    logger: silentLogger,
    hooks,
    runMedia: media.run,
    mayAct: (serverId) => telephony.inStep(serverId),
  })
  const telephony = attachServers({
    servers,
    calls,
    logger: silentLogger,
    recordingDir: folder,
    service: () => ({ ...serviceOf(defaultHotline), greeting: false, rates: false, takesMessages: false }),
    callbackOf: () => null,
    isOpen: () => true,
    ringMs: () => 20_000,
    now: Date.now,
    notes: async () => new Map(),
    onInStep: (serverId) => void scene.inStep.push(serverId),
    onSettled: () => void scene.settled++,
    onRecordingFailed: () => undefined,
    onReplaced: () => undefined,
    recorderUp: media.recorderUp,
    citizenUp: media.citizenUp,
    orphanRecording: () => undefined,
    onPhone: (event, serverId) => void scene.phones.push(`${serverId} ${event.type}`),
  })
  return { scene, calls, telephony, one: one.server, two: two.server }
}

describe('two servers', () => {
  it('one that is there is served at once; who is free is known when the other has been heard, or waited for', async () => {
    const { scene, calls, telephony, one, two } = make()
    expect([telephony.someInStep(), telephony.settled()]).toEqual([false, false])
    await one.connect()
    expect([telephony.inStep('asterisk-1'), telephony.inStep('asterisk-2'), telephony.settled()]).toEqual([true, false, false])
    calls.dispatch(idOf(1), callerAt(1, 'asterisk-1'))
    calls.dispatch(idOf(4), callerAt(4, 'asterisk-2'))
    expect([calls.get(idOf(1))?.phase, calls.get(idOf(4))]).toEqual(['queued', undefined])
    vi.advanceTimersByTime(2999)
    expect(telephony.settled()).toBe(false)
    vi.advanceTimersByTime(1)
    expect([telephony.settled(), scene.settled]).toEqual([true, 1])
    await two.connect()
    // What waited for its server happens now.
    expect(calls.get(idOf(4))?.phase).toBe('queued')
    expect([scene.inStep, scene.settled]).toEqual([['asterisk-1', 'asterisk-2'], 1])
  })

  it('channels of the same name are two calls, each ended by its own server', async () => {
    const { calls, one, two } = make()
    await one.connect()
    await two.connect()
    for (const [n, id] of [
      [1, 'asterisk-1'],
      [4, 'asterisk-2'],
    ] as const)
      calls.dispatch(idOf(n), callerAt(n, id))
    expect([callsAt(calls, 'asterisk-1').byChannel('1764291234.0')?.callId, callsAt(calls, 'asterisk-2').byChannel('1764291234.0')?.callId]).toEqual([
      idOf(1),
      idOf(4),
    ])
    two.hear({ type: 'ChannelDestroyed', channel: { id: '1764291234.0' }, cause: 16 })
    expect([calls.get(idOf(1))?.phase, calls.get(idOf(4))?.phase]).toEqual(['queued', 'ended'])
  })

  it("effects go to the call's own server", async () => {
    const { calls, one, two } = make()
    await one.connect()
    await two.connect()
    one.asked.length = 0
    two.asked.length = 0
    calls.dispatch(idOf(4), callerAt(4, 'asterisk-2'))
    await vi.waitFor(() => expect(two.asked).toContain('answer'))
    expect(one.asked).toEqual([])
  })

  it('one that was started anew has lost its calls, and no others', async () => {
    const { calls, one, two } = make()
    await one.connect()
    await two.connect()
    for (const [n, id] of [
      [1, 'asterisk-1'],
      [4, 'asterisk-2'],
    ] as const)
      calls.dispatch(idOf(n), callerAt(n, id))
    two.startedAt = Date.now() + 60_000
    await two.connect()
    await vi.waitFor(() => expect(calls.get(idOf(4))?.outcome).toBe('interrupted'))
    expect(calls.get(idOf(1))?.phase).toBe('queued')
  })

  it('a call of a server that is in the settings no more is closed when the first one is there', async () => {
    const { calls, one } = make()
    const gone = callerAt(4, 'asterisk-9')
    calls.restore([{ seq: 1, state: { ...stateOf(gone), serverId: 'asterisk-9' } }])
    await one.connect()
    expect(calls.get(idOf(4))).toMatchObject({ phase: 'ended', outcome: 'interrupted' })
  })

  it('a caller who is offered is claimed at his server at once, also before calls and server agree', () => {
    const { one, two } = make()
    two.hear({ type: 'CallBroadcast', channel: { id: 'c' } })
    expect([one.asked, two.asked]).toEqual([[], ['claim']])
  })
})

/** The state of a call that is up, as a former controller left it. */
function stateOf(event: ReturnType<typeof callerAt>) {
  const other = createCallController({
    journal,
    clock: { now: () => new Date() },
    logger: silentLogger,
    hooks: new Proxy({}, { get: () => () => undefined }) as CallHooks,
    runMedia: () => true,
  })
  const state = other.dispatch(event.callId, event) ?? other.dispatch(event.callId, greetingOver)
  if (!state) throw new Error('no call')
  return state
}
