// Calls beside Asterisk: what was refused in a pause of this process is asked for again, and events told meanwhile wait.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultHotline } from '../../src/acd/hotline-defaults-rules.ts'
import { type CallHooks, createCallController } from '../../src/calls/controller.ts'
import type { Notes } from '../../src/calls/fallback-notes.ts'
import { type Journal, openJournal } from '../../src/calls/journal.ts'
import { callsAt } from '../../src/calls/server-calls.ts'
import { serviceOf } from '../../src/calls/service-rules.ts'
import { attachTelephony } from '../../src/calls/telephony.ts'
import { type Ari, AriRefused, type RawAriEvent } from '../../src/platform/asterisk/ari.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { arrived, CALL, greetingOver } from './calls-fixture.ts'

let folder = ''
let journal: Journal
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'telephony-'))
  journal = openJournal(folder)
})
afterEach(() => {
  journal.close()
  rmSync(folder, { recursive: true })
})

/** Asterisk with one caller on the line. */
function make() {
  const { channelId } = arrived()
  const caller = { id: channelId, name: 'PJSIP/trunk-1', state: 'Up', app: 'Stasis', number: '', display: '', exten: '1022', variables: {} }
  const scene = {
    channels: [caller],
    refuses: 0,
    /** What is said to a claim; '' takes it. */
    claim: '',
    notes: new Map() as Notes | null,
    done: [] as string[],
    hear: (_: RawAriEvent): void => undefined,
    connect: async (): Promise<void> => undefined,
  }
  const ari = {
    connected: () => true,
    onEvent: (hear: (event: RawAriEvent) => void) => void Object.assign(scene, { hear }),
    onConnected: (connect: () => Promise<void>) => void Object.assign(scene, { connect }),
    onLost: () => undefined,
    subscribe: async () => undefined,
    endpoints: async () => [],
    channels: async () => {
      if (scene.refuses-- > 0) throw new AriRefused('this controller may not act now')
      return scene.channels
    },
    bridges: async () => [],
    claim: async () => {
      if (scene.claim) throw new AriRefused(scene.claim)
    },
    startedAt: async () => 0,
    playbackOver: async () => true,
  } as unknown as Ari
  const hooks = new Proxy({}, { get: () => () => undefined }) as CallHooks
  const calls = createCallController({
    journal,
    clock: { now: () => new Date() },
    logger: silentLogger,
    hooks,
    runMedia: (_, effect) => scene.done.push(effect.type) > 0,
  })
  const telephony = attachTelephony({
    ari,
    calls: callsAt(calls, 'asterisk-1'),
    logger: silentLogger,
    recordingDir: folder,
    serverId: 'asterisk-1',
    service: () => ({ ...serviceOf(defaultHotline), rates: false, takesMessages: false }),
    callbackOf: () => null,
    isOpen: () => true,
    ringMs: () => 20_000,
    now: Date.now,
    notes: async () => scene.notes,
    onInStep: () => undefined,
    onRecordingFailed: () => undefined,
    onReplaced: () => undefined,
    recorderUp: () => undefined,
    citizenUp: () => undefined,
    orphanRecording: () => undefined,
    onPhone: () => undefined,
  })
  return { scene, calls, telephony, channelId }
}

it('asks again for what Asterisk does not do, once the controller may act again', async () => {
  const { scene, calls, telephony } = make()
  await scene.connect()
  calls.dispatch(CALL, arrived())
  calls.dispatch(CALL, greetingOver)
  scene.done.length = 0
  telephony.takeStock()
  await expect.poll(() => scene.done).toEqual(expect.arrayContaining(['record', 'wait-with-music']))
})

it('takes stock later when it is refused once more, and loses no event over it', async () => {
  const { scene, calls, telephony, channelId } = make()
  await scene.connect()
  calls.dispatch(CALL, arrived())
  calls.dispatch(CALL, greetingOver)
  scene.done.length = 0
  scene.refuses = 1
  telephony.takeStock()
  await expect.poll(() => scene.done, { timeout: 3000 }).toContain('wait-with-music')
  scene.refuses = 1
  telephony.takeStock()
  scene.hear({ type: 'ChannelDestroyed', channel: { id: channelId }, cause: 16 })
  scene.channels = []
  await expect.poll(() => calls.get(CALL)?.phase).toBe('ended')
})

it('ends the call of a caller whom the dialplan had when nobody knows of him any more', async () => {
  const { scene, calls } = make()
  await scene.connect()
  calls.dispatch(CALL, arrived())
  calls.dispatch(CALL, greetingOver)
  calls.dispatch(CALL, { type: 'left-to-fallback' })
  scene.channels = []
  // Not to be read, or there: he has his end elsewhere.
  for (const notes of [null, new Map([[CALL, { arrivedAt: '1767574800000' }]])]) {
    scene.notes = notes
    await scene.connect()
    expect(calls.get(CALL)?.phase).toBe('fallback')
  }
  scene.notes = new Map()
  await scene.connect()
  expect(calls.get(CALL)).toMatchObject({ phase: 'ended', outcome: 'abandoned' })
})

it('a caller who left while nobody listened is the dialplan’s when it has notes of him, and has hung up otherwise', async () => {
  for (const [notes, phase] of [
    [new Map([[CALL, { waiting: '1767574800000' }]]), 'fallback'],
    [new Map(), 'ended'],
  ] as const) {
    const { scene, calls } = make()
    await scene.connect()
    calls.dispatch(CALL, arrived())
    calls.dispatch(CALL, greetingOver)
    scene.channels = []
    scene.notes = notes
    await scene.connect()
    expect(calls.get(CALL)?.phase).toBe(phase)
  }
})

it('a caller who is only being offered enters by himself; one who was claimed while nobody listened is admitted', async () => {
  for (const [answer, admitted] of [
    ['', false],
    ['Channel has already been claimed by another application', true],
    ['Channel not found or not in broadcast state', false],
  ] as const) {
    const { scene, calls } = make()
    scene.channels = [{ ...scene.channels[0], app: 'StasisBroadcast', variables: { HOTLINE_ROLE: 'caller' } } as (typeof scene.channels)[number]]
    scene.claim = answer
    await scene.connect()
    expect(calls.all().length === 1, answer).toBe(admitted)
  }
})
