// Media effects against a recorder of requests: what is asked of Asterisk, in which order, and what a refusal leads to.
import { describe, expect, it } from 'vitest'
import { createLogger } from 'winston'
import { createMediaEffects, type MediaDeps } from '../../src/calls/media-effects.ts'
import type { CallEffect, CallEvent } from '../../src/calls/state.ts'
import { type Ari, AriRefused } from '../../src/platform/asterisk/ari.ts'
import { AN, CALL, callIn } from './calls-fixture.ts'

const channelId = callIn('ringing').channelId
const legId = `${CALL}.leg-1`
const bridgeId = `${CALL}.talk-1`
const ring: CallEffect = { type: 'ring', legId, agentId: AN, bridgeId, dueAt: 0 }

/** Writes requests down instead of sending them; `answer` says what Asterisk answers to each. */
function make(answer: (request: string) => Promise<void> = async () => undefined, endpoint: string | null = 'PJSIP/op-0a1b2c3d4e5f') {
  const asked: unknown[][] = []
  const told: [string, CallEvent][] = []
  /** Whether Asterisk still has the caller. */
  const scene = { present: false }
  const ari = new Proxy(
    {},
    {
      get:
        (_, request: string) =>
        async (...given: unknown[]) => {
          asked.push([request, ...given])
          await answer(request)
          return request === 'channelExists' && scene.present ? { app: 'Stasis' } : null
        },
    },
  ) as Ari
  const deps: MediaDeps = {
    ari,
    logger: createLogger({ silent: true }),
    promptsDir: '/prompts/vi',
    endpointOf: () => endpoint,
    trunkEndpoint: (to) => `PJSIP/${to}@trunk-out`,
    trunkCallerId: '1022',
    tell: (callId, event) => void told.push([callId, event]),
  }
  return Object.assign(scene, { asked, told, ...createMediaEffects(deps) })
}

describe('media effects', () => {
  it.each<[CallEffect, unknown[][]]>([
    [{ type: 'answer', channelId }, [['answer', channelId]]],
    [{ type: 'record', channelId, snoopId: 's', name: '2026-01-05/r' }, [['snoop', channelId, 's', `snoop,${CALL},2026-01-05/r`]]],
    [
      { type: 'play', channelId, playbackId: 'p', prompts: ['greeting', 'recording-notice'] },
      [['play', channelId, 'p', ['sound:/prompts/vi/greeting', 'sound:/prompts/vi/recording-notice']]],
    ],
    [{ type: 'recorder-pause', name: '2026-01-05/r', n: 1 }, [['pauseRecording', '2026-01-05/r']]],
    [{ type: 'recorder-resume', name: '2026-01-05/r' }, [['resumeRecording', '2026-01-05/r']]],
    [{ type: 'wait-with-music', channelId, leave: null }, [['startMusic', channelId]]],
    [
      { type: 'wait-with-music', channelId, leave: bridgeId },
      [
        ['removeFromBridge', bridgeId, channelId],
        ['startMusic', channelId],
      ],
    ],
    [{ type: 'cancel-leg', legId }, [['hangup', legId]]],
    [
      { type: 'meet', bridgeId: 'b2', firstId: legId, secondId: 's', leave: bridgeId },
      [
        ['createBridge', 'b2', 'mixing,video_sfu', 'b2'],
        ['removeFromBridge', bridgeId, legId],
        ['addToBridge', 'b2', [legId]],
        ['destroyBridge', bridgeId],
        ['addToBridge', 'b2', ['s']],
      ],
    ],
    [
      { type: 'connect', bridgeId, channelId, legId },
      [
        ['stopMusic', channelId],
        ['addToBridge', bridgeId, [legId, channelId]],
      ],
    ],
    [
      { type: 'rejoin', bridgeId, channelId },
      [
        ['stopMusic', channelId],
        ['addToBridge', bridgeId, [channelId]],
      ],
    ],
    [
      { type: 'leave-talk', bridgeId, channelId },
      [
        ['removeFromBridge', bridgeId, channelId],
        ['stopMusic', channelId],
        ['setVariable', channelId, 'HOTLINE_SERVED', '1'],
      ],
    ],
    [
      { type: 'play', channelId, playbackId: 'rating-2', prompts: ['rating-thanks'], after: 'rating-1' },
      [
        ['stopPlayback', 'rating-1'],
        ['play', channelId, 'rating-2', ['sound:/prompts/vi/rating-thanks']],
      ],
    ],
    [{ type: 'take-message', channelId, exten: '1022', closed: true }, [['continueInDialplan', channelId, 'message-closed', '1022']]],
    [
      { type: 'take-message', channelId, exten: '1022', closed: false, after: 'apology-1' },
      [
        ['stopPlayback', 'apology-1'],
        ['continueInDialplan', channelId, 'message-nobody', '1022'],
      ],
    ],
    [{ type: 'destroy-bridge', bridgeId }, [['destroyBridge', bridgeId]]],
    [{ type: 'hangup', channelId }, [['hangup', channelId]]],
  ])('%o', async (effect, requests) => {
    const media = make()
    expect(media.run(callIn('ringing'), effect)).toBe(true)
    await media.idle()
    expect(media.asked).toEqual(requests)
  })

  it('rings: the bridge and the leg, with the caller’s number', async () => {
    const media = make()
    media.run(callIn('ringing'), ring)
    await media.idle()
    expect(media.asked).toEqual([
      ['originate', expect.objectContaining({ channelId: legId, endpoint: 'PJSIP/op-0a1b2c3d4e5f', appArgs: `agent,${CALL}`, callerId: '+84900000012' })],
      ['createBridge', bridgeId, 'mixing', bridgeId],
    ])
    expect(media.told).toEqual([])
  })

  it('mixes whoever comes to a caller who has talked with somebody else, so that the recorder hears him', async () => {
    const media = make()
    media.run({ ...callIn('ringing'), firstAnsweredAt: 1 }, ring)
    await media.idle()
    expect(media.asked[1]).toEqual(['createBridge', bridgeId, 'mixing,video_sfu', bridgeId])
  })

  it('tells the call that the second is lost when the two cannot meet', async () => {
    const media = make(async (request) => {
      if (request === 'addToBridge') throw new AriRefused('Channel not found')
    })
    media.run(callIn('held'), { type: 'meet', bridgeId: 'b2', firstId: legId, secondId: 's', leave: bridgeId })
    await media.idle()
    expect(media.told).toEqual([[CALL, { type: 'leg-lost', legId: 's' }]])
  })

  it('rings one more telephone without another bridge, and tells the call when it cannot', async () => {
    const beside: CallEffect = { type: 'ring-beside', legId: 's', agentId: AN, dueAt: 0 }
    const media = make()
    media.run(callIn('held'), beside)
    await media.idle()
    expect(media.asked).toEqual([['originate', expect.objectContaining({ channelId: 's', appArgs: `agent,${CALL}` })]])
    const noPhone = make(undefined, null)
    noPhone.run(callIn('held'), beside)
    await noPhone.idle()
    expect(noPhone.told).toEqual([[CALL, { type: 'leg-lost', legId: 's' }]])
  })

  it('rings for a caller without a number', async () => {
    const media = make()
    media.run({ ...callIn('ringing'), callerNumber: null }, ring)
    await media.idle()
    expect(media.asked[0]).toEqual(['originate', expect.objectContaining({ callerId: 'anonymous' })])
  })

  it.each<CallEffect['type']>(['open-draft', 'pop', 'offer-ended', 'agent-answered', 'agent-released', 'show', 'queue-changed', 'closed'])(
    'leaves %s to others',
    async (type) => {
      const media = make()
      expect(media.run(callIn('ringing'), { type, agentId: AN } as CallEffect)).toBe(false)
      await media.idle()
      expect(media.asked).toEqual([])
    },
  )

  it('tells the call that the phone is lost when it cannot be rung', async () => {
    const refused = make(async (request) => {
      if (request === 'originate') throw new AriRefused('Endpoint not found')
    })
    const noPhone = make(undefined, null)
    for (const media of [refused, noPhone]) {
      media.run(callIn('ringing'), ring)
      await media.idle()
      expect(media.told).toEqual([[CALL, { type: 'leg-lost', legId }]])
    }
    expect(noPhone.asked).toEqual([])
  })

  it('takes any other refusal as a transition and goes on with the next', async () => {
    const media = make(async () => {
      throw new AriRefused('Channel not found')
    })
    media.run(callIn('talking'), { type: 'hangup', channelId })
    media.run(callIn('talking'), { type: 'destroy-bridge', bridgeId })
    await media.idle()
    expect([media.asked.map(([request]) => request), media.told]).toEqual([['hangup', 'destroyBridge'], []])
  })

  const refusing = (...names: string[]) => {
    const left = [...names]
    return make(async (request) => {
      const at = left.indexOf(request)
      if (at < 0) return
      left.splice(at, 1)
      throw new AriRefused('refused')
    })
  }
  const requests = async (media: ReturnType<typeof make>, effect: CallEffect) => {
    media.run(callIn('ringing'), effect)
    await media.idle()
    return media.asked.map(([request]) => request)
  }

  it('tells a recorder that is there already to record: its controller may have died before it did', async () => {
    const record: CallEffect = { type: 'record', channelId, snoopId: 's', name: '2026-01-05/r' }
    expect(await requests(refusing('snoop'), record)).toEqual(['snoop', 'record'])
  })

  it('joins caller and agent though the bridge was never made', async () => {
    expect(await requests(refusing('addToBridge'), { type: 'connect', bridgeId, channelId, legId })).toEqual([
      'stopMusic',
      'addToBridge',
      'createBridge',
      'addToBridge',
    ])
  })

  it('dials a citizen though the bridge of the operator’s ring was never made', async () => {
    const media = refusing('addToBridge')
    media.run(callIn('dialing'), { type: 'dial', channelId, legId, bridgeId, to: '0900000014', limitMs: 30_000 })
    await expect.poll(() => media.asked.length).toBe(1)
    media.citizenUp(channelId)
    await media.idle()
    expect(media.asked.map(([request]) => request)).toEqual(['createChannel', 'addToBridge', 'createBridge', 'addToBridge', 'dialChannel'])
    expect(media.told).toEqual([])
  })

  it('gives music also to a caller who has left the bridge by himself', async () => {
    expect(await requests(refusing('removeFromBridge'), { type: 'wait-with-music', channelId, leave: bridgeId })).toEqual(['removeFromBridge', 'startMusic'])
  })

  it('counts a prompt that cannot be played as over, unless the caller is gone', async () => {
    const play: CallEffect = { type: 'play', channelId, playbackId: `${CALL}.greeting`, prompts: ['greeting'] }
    const gone = refusing('play')
    await requests(gone, play)
    expect(gone.told).toEqual([])
    const there = refusing('play')
    there.present = true
    await requests(there, play)
    expect(there.told).toEqual([[CALL, { type: 'prompt-finished', playbackId: `${CALL}.greeting` }]])
  })

  it('lets music follow the prompts by itself, and ends it where the caller goes on', async () => {
    const media = make()
    media.run(callIn('greeting'), { type: 'play', channelId, playbackId: 'p', prompts: ['greeting'], music: true })
    await media.idle()
    const sounds = media.asked[0]?.[3] as string[]
    expect(sounds.slice(0, 2)).toEqual(['sound:/prompts/vi/greeting', 'sound:/prompts/vi/../music/hold'])
    expect(sounds.length).toBeGreaterThan(5)
    expect(await requests(make(), { type: 'wait-with-music', channelId, leave: null, after: 'p' })).toEqual(['stopPlayback', 'startMusic'])
    expect(await requests(refusing('stopPlayback'), { type: 'wait-with-music', channelId, leave: null, after: 'p' })).toEqual(['stopPlayback', 'startMusic'])
    expect(await requests(make(), { type: 'connect', bridgeId, channelId, legId, after: 'p' })).toEqual(['stopPlayback', 'stopMusic', 'addToBridge'])
  })

  it('answers without a recorder that is refused', async () => {
    const media = refusing('snoop', 'record')
    media.run(callIn('greeting'), { type: 'record', channelId, snoopId: 's', name: 'r' })
    const began = performance.now()
    expect(await requests(media, { type: 'answer', channelId })).toEqual(['snoop', 'record', 'answer'])
    expect(performance.now() - began).toBeLessThan(400)
  })

  it('keeps the order within a lane, and the recorder lets a ring go first', async () => {
    const recorder = Promise.withResolvers<void>()
    const answering = Promise.withResolvers<void>()
    const media = make((request) => (request === 'snoop' ? recorder.promise : request === 'answer' ? answering.promise : Promise.resolve()))
    const call = callIn('ringing')
    media.run(call, { type: 'record', channelId, snoopId: 's', name: 'r' })
    media.run(call, { type: 'answer', channelId })
    media.run(call, { type: 'wait-with-music', channelId, leave: null })
    media.run(call, ring)
    media.run(call, { type: 'cancel-leg', legId })
    await expect.poll(() => media.asked.map(([request]) => request)).toEqual(['originate', 'createBridge', 'hangup', 'snoop'])
    // Nobody is answered before his recorder runs.
    media.recorderUp(call.callId)
    await expect.poll(() => media.asked.map(([request]) => request)).toEqual(['originate', 'createBridge', 'hangup', 'snoop', 'answer'])
    answering.resolve()
    recorder.resolve()
    await media.idle()
    expect(media.asked.at(-1)).toEqual(['startMusic', channelId])
  })
})

it('a citizen is let into the bridge and dialled only once his channel is there, which Asterisk tells later than it answers', async () => {
  const media = make()
  const citizen = `${CALL}.citizen`
  media.run(callIn('talking'), { type: 'dial', channelId: citizen, legId, bridgeId, to: '0900000014', limitMs: 30_000 })
  await expect.poll(() => media.asked.map(([request]) => request)).toEqual(['createChannel'])
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(media.asked).toHaveLength(1)
  media.citizenUp(citizen)
  await media.idle()
  expect(media.asked.slice(1)).toEqual([
    ['addToBridge', bridgeId, [legId, citizen]],
    ['dialChannel', citizen, 40],
  ])
})

it('a supervisor who cannot be put where he means to be is let go of', async () => {
  const media = make(async (request) => {
    if (request === 'addToBridge') throw new AriRefused('Bridge not found')
  })
  media.run(callIn('talking'), { type: 'monitor-join', legId: `${CALL}.mon-1`, bridgeId: 'b', earId: null, spiedLegId: legId, whisper: false })
  await media.idle()
  expect(media.told).toEqual([[CALL, { type: 'leg-lost', legId: `${CALL}.mon-1` }]])
})
