// The one adapter around ari-client: connects for ever, tells connect and loss, and offers the operations we use by name.
import { createRequire } from 'node:module'
import ari from 'ari-client'
import type { Logger } from 'winston'

// swagger-client (inside ari-client) throws in a callback after it has told of the failure; nobody could catch that, and
// the platform would die because Asterisk was away for a moment. Being told is enough.
const swagger = createRequire(createRequire(import.meta.url).resolve('ari-client'))('swagger-client') as {
  SwaggerApi: { prototype: { fail(message: string): void; failure(message: string): void } }
}
swagger.SwaggerApi.prototype.fail = function (message) {
  this.failure(message)
}

/** An ARI event as it came; only calls/ari-mapper.ts looks inside. */
export interface RawAriEvent {
  type: string
  [field: string]: unknown
}

export interface AriOptions {
  url: string
  username: string
  password: string
  app: string
  logger: Logger
  /** May a command go out now? One that may not is refused like one that Asterisk refuses. */
  mayAct?: () => boolean
}

/** Asterisk said no: the thing is gone, moved or in another state (404, 409, 422). A transition, not an accident. */
export class AriRefused extends Error {}

const eventTypes = [
  'StasisStart',
  'StasisEnd',
  'ChannelDestroyed',
  'ChannelHangupRequest',
  'ChannelHold',
  'ChannelUnhold',
  'ChannelStateChange',
  'ChannelEnteredBridge',
  'ChannelLeftBridge',
  'PlaybackFinished',
  'RecordingStarted',
  'RecordingFinished',
  'RecordingFailed',
  'ContactStatusChange',
  'EndpointStateChange',
  'PeerStatusChange',
  'ApplicationReplaced',
] as const

type Ops = ReturnType<typeof operations>
export type Ari = Ops & {
  connected(): boolean
  onEvent(listener: (event: RawAriEvent) => void): void
  onConnected(listener: () => void | Promise<void>): void
  onLost(listener: () => void): void
  start(): void
  stop(): void
}

/** Makes the adapter; nothing is sent before `start()`. Reconnects for ever with a pause of 0.2 to 5 s. */
export function createAri(options: AriOptions): Ari {
  const { logger, app } = options
  let client: ari.Client | null = null
  let up = false
  let stopped = false
  let attempt = 0
  let retryTimer: NodeJS.Timeout | undefined
  const eventListeners: ((event: RawAriEvent) => void)[] = []
  const connectedListeners: (() => void | Promise<void>)[] = []
  const lostListeners: (() => void)[] = []

  const lost = () => {
    const was = up
    up = false
    const old = client
    client = null
    if (old) {
      ;(old as unknown as NodeJS.EventEmitter).removeAllListeners()
      try {
        old.stop()
      } catch {
        // A socket that never opened cannot be closed.
      }
    }
    if (was) {
      logger.warn('connection to Asterisk lost')
      for (const listener of lostListeners) listener()
    }
    if (stopped) return
    clearTimeout(retryTimer)
    retryTimer = setTimeout(() => void connect(), Math.min(5000, 200 * 2 ** Math.min(attempt++, 5)))
  }

  const connect = async () => {
    if (stopped) return
    try {
      const made = await ari.connect(options.url, options.username, options.password)
      if (stopped) return made.stop()
      client = made
      const emitter = made as unknown as NodeJS.EventEmitter
      for (const type of eventTypes)
        emitter.on(type, (event: RawAriEvent) => {
          for (const listener of eventListeners) listener(event)
        })
      // ari-client gives up after its retry limit and would resume without a word: we start afresh at the first loss.
      emitter.on('WebSocketReconnecting', () => client === made && lost())
      emitter.on('WebSocketMaxRetries', () => client === made && lost())
      await made.start(app)
      if (client !== made) return
      up = true
      attempt = 0
      logger.info('connected to Asterisk', { app })
      for (const listener of connectedListeners) await listener()
    } catch (error) {
      logger.debug('Asterisk not reachable yet', { reason: error instanceof Error ? error.message.slice(0, 200) : String(error) })
      lost()
    }
  }

  const current = (): ari.Client => {
    if (options.mayAct && !options.mayAct()) throw new AriRefused('this controller may not act now')
    if (!client) throw new AriRefused('not connected to Asterisk')
    return client
  }
  return {
    ...operations(current, app),
    connected: () => up,
    onEvent: (listener) => void eventListeners.push(listener),
    onConnected: (listener) => void connectedListeners.push(listener),
    onLost: (listener) => void lostListeners.push(listener),
    start: () => void connect(),
    stop: () => {
      stopped = true
      clearTimeout(retryTimer)
      lost()
    },
  }
}

function operations(current: () => ari.Client, app: string) {
  const run = async <T>(work: (client: ari.Client) => Promise<T>): Promise<T> => {
    try {
      return await work(current())
    } catch (error) {
      throw error instanceof AriRefused ? error : new AriRefused(error instanceof Error ? error.message : String(error))
    }
  }
  return {
    answer: (channelId: string) => run((c) => c.channels.answer({ channelId })),
    hangup: (channelId: string) => run((c) => c.channels.hangup({ channelId, reason: 'normal' })),
    setVariable: (channelId: string, variable: string, value: string) => run((c) => c.channels.setChannelVar({ channelId, variable, value })),
    play: (channelId: string, playbackId: string, media: string[]) =>
      run((c) => c.channels.playWithId({ channelId, playbackId, media: media.join(',') as never })),
    stopPlayback: (playbackId: string) => run((c) => c.playbacks.stop({ playbackId })),
    snoop: (channelId: string, snoopId: string, appArgs: string) =>
      run((c) => c.channels.snoopChannelWithId({ channelId, snoopId, app, appArgs, spy: 'both' })),
    record: (channelId: string, name: string) =>
      run((c) =>
        c.channels.record({
          channelId,
          name,
          format: 'wav',
          ifExists: 'append',
          maxDurationSeconds: 0,
          maxSilenceSeconds: 0,
          beep: false,
          terminateOn: 'none',
        }),
      ),
    originate: (o: { channelId: string; endpoint: string; appArgs: string; callerId: string; timeoutSeconds: number; variables: Record<string, string> }) =>
      run((c) =>
        c.channels.originateWithId({
          channelId: o.channelId,
          endpoint: o.endpoint,
          app,
          appArgs: o.appArgs,
          callerId: o.callerId,
          timeout: o.timeoutSeconds,
          variables: o.variables,
        }),
      ),
    createBridge: (bridgeId: string, type: 'mixing', name: string) =>
      run(async (c) => {
        try {
          await c.bridges.createWithId({ bridgeId, type, name })
        } catch (error) {
          // Our ids are fixed beforehand, so one that exists is the one we want.
          if (!String(error).includes('already exists')) throw error
        }
      }),
    startMusic: (channelId: string) => run((c) => c.channels.startMoh({ channelId, mohClass: 'default' })),
    stopMusic: (channelId: string) => run((c) => c.channels.stopMoh({ channelId })),
    addToBridge: (bridgeId: string, channels: string[]) => run((c) => c.bridges.addChannel({ bridgeId, channel: channels.join(',') })),
    removeFromBridge: (bridgeId: string, channel: string) => run((c) => c.bridges.removeChannel({ bridgeId, channel })),
    destroyBridge: (bridgeId: string) => run((c) => c.bridges.destroy({ bridgeId })),
    bridges: () => run(async (c) => (await c.bridges.list()).map((b) => ({ id: b.id, channels: [b.channels ?? []].flat() }))),
    channels: () =>
      run(async (c) =>
        (await c.channels.list()).map((ch) => ({
          id: ch.id,
          name: ch.name,
          state: ch.state ?? '',
          app: (ch.dialplan as { app_name?: string }).app_name ?? '',
          number: ch.caller?.number ?? '',
          display: ch.caller?.name ?? '',
          exten: ch.dialplan?.exten ?? '',
          variables: (ch as { channelvars?: Record<string, string> }).channelvars ?? {},
        })),
      ),
    channelExists: (channelId: string) =>
      run((c) => c.channels.get({ channelId })).then(
        (ch) => ({ app: (ch.dialplan as { app_name?: string }).app_name ?? '' }),
        () => null,
      ),
    /** The dialplan's note of this name; '' when there is none. */
    note: (path: string) => run((c) => c.asterisk.getGlobalVar({ variable: `DB(${path})` })).then(({ value }) => value),
    playbackOver: (playbackId: string) =>
      run((c) => c.playbacks.get({ playbackId })).then(
        () => false,
        () => true,
      ),
    /** When Asterisk was started, ms since the epoch. */
    startedAt: () => run(async (c) => Date.parse(((await c.asterisk.getInfo({ only: 'status' })) as { status: { startup_time: string } }).status.startup_time)),
    subscribe: (eventSource: string) => run((c) => c.applications.subscribe({ applicationName: app, eventSource })),
    endpoints: () => run(async (c) => (await c.endpoints.listByTech({ tech: 'PJSIP' })).map((e) => ({ resource: e.resource, state: e.state ?? 'unknown' }))),
    endpointOnline: (resource: string) => run(async (c) => (await c.endpoints.get({ tech: 'PJSIP', resource })).state === 'online'),
    rtpReceived: (channelId: string) => run(async (c) => Number(((await c.channels.rtpstatistics({ channelId })) as { rxcount?: number }).rxcount ?? 0)),
    putObject: (objectType: 'auth' | 'aor' | 'endpoint', id: string, fields: Record<string, string>) =>
      run((c) =>
        c.asterisk.updateObject({
          configClass: 'res_pjsip',
          objectType,
          id,
          fields: { fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })) } as never,
        }),
      ),
    deleteObject: (objectType: 'auth' | 'aor' | 'endpoint', id: string) => run((c) => c.asterisk.deleteObject({ configClass: 'res_pjsip', objectType, id })),
  }
}
