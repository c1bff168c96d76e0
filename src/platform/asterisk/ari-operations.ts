// The operations of ARI that we use, by name; what Asterisk answers is reduced to what is looked at.
import type { AriRequest, SendAri } from './ari-rest.ts'

interface ChannelAnswer {
  id: string
  name: string
  state?: string
  dialplan?: { app_name?: string; exten?: string }
  caller?: { number?: string; name?: string }
  channelvars?: Record<string, string>
}

/** Whether a sound is music to wait by and no prompt; it lies in a folder of its own. */
export const isMusic = (mediaUri: string): boolean => mediaUri.includes('/music/')

type ObjectType = 'auth' | 'aor' | 'endpoint'

/** Makes the operations for one application; `send` refuses while there is no connection. */
export function ariOperations(send: SendAri, app: string) {
  const ask = async <T>(request: AriRequest): Promise<T> => (await send(request)) as T
  const tell = async (method: 'POST' | 'PUT' | 'DELETE', path: readonly string[], query?: AriRequest['query'], body?: unknown): Promise<void> => {
    await send({ method, path, ...(query ? { query } : {}), ...(body === undefined ? {} : { body }) })
  }
  return {
    /** Takes a caller the dialplan offers by StasisBroadcast(); refused when he has been taken, or is offered no more. */
    claim: (channelId: string) => tell('POST', ['events', 'claim'], { channelId, application: app }),
    answer: (channelId: string) => tell('POST', ['channels', channelId, 'answer']),
    hangup: (channelId: string) => tell('DELETE', ['channels', channelId], { reason: 'normal' }),
    /** The channel leaves the application and goes on in the dialplan. */
    continueInDialplan: (channelId: string, context: string, extension: string) =>
      tell('POST', ['channels', channelId, 'continue'], { context, extension, priority: 1 }),
    setVariable: (channelId: string, variable: string, value: string) => tell('POST', ['channels', channelId, 'variable'], { variable, value }),
    play: (channelId: string, playbackId: string, media: string[]) => tell('POST', ['channels', channelId, 'play', playbackId], { media: media.join(',') }),
    stopPlayback: (playbackId: string) => tell('DELETE', ['playbacks', playbackId]),
    /** Hears both sides of the channel; `whisper: 'out'`: what is said to the snoop is heard by whoever is at the channel, and by nobody else. */
    snoop: (channelId: string, snoopId: string, appArgs: string, whisper: 'none' | 'out' = 'none') =>
      tell('POST', ['channels', channelId, 'snoop', snoopId], { app, appArgs, spy: 'both', whisper }),
    record: (channelId: string, name: string) =>
      tell('POST', ['channels', channelId, 'record'], {
        name,
        format: 'wav',
        ifExists: 'append',
        maxDurationSeconds: 0,
        maxSilenceSeconds: 0,
        beep: false,
        terminateOn: 'none',
      }),
    /**
     * The recorder goes on with silence. Asterisk 22.10 takes a second mute for its end, while a second unmute changes nothing: asked
     * for in this order it is silent whatever it was before.
     */
    async pauseRecording(name: string): Promise<void> {
      await tell('DELETE', ['recordings', 'live', name, 'mute'])
      await tell('POST', ['recordings', 'live', name, 'mute'])
    },
    resumeRecording: (name: string) => tell('DELETE', ['recordings', 'live', name, 'mute']),
    originate: (o: { channelId: string; endpoint: string; appArgs: string; callerId: string; timeoutSeconds: number; variables: Record<string, string> }) =>
      tell(
        'POST',
        ['channels', o.channelId],
        { endpoint: o.endpoint, app, appArgs: o.appArgs, callerId: o.callerId, timeout: o.timeoutSeconds },
        { variables: o.variables },
      ),
    async createBridge(bridgeId: string, type: 'mixing' | 'mixing,video_sfu', name: string): Promise<void> {
      try {
        await tell('POST', ['bridges', bridgeId], { type, name })
      } catch (error) {
        // Our ids are fixed beforehand, so one that exists is the one we want.
        if (!String(error).includes('already exists')) throw error
      }
    },
    startMusic: (channelId: string) => tell('POST', ['channels', channelId, 'moh'], { mohClass: 'default' }),
    stopMusic: (channelId: string) => tell('DELETE', ['channels', channelId, 'moh']),
    addToBridge: (bridgeId: string, channels: string[]) => tell('POST', ['bridges', bridgeId, 'addChannel'], { channel: channels.join(',') }),
    removeFromBridge: (bridgeId: string, channel: string) => tell('POST', ['bridges', bridgeId, 'removeChannel'], { channel }),
    destroyBridge: (bridgeId: string) => tell('DELETE', ['bridges', bridgeId]),
    bridges: async () =>
      (await ask<{ id: string; channels?: string[] }[]>({ method: 'GET', path: ['bridges'] })).map((bridge) => ({
        id: bridge.id,
        channels: bridge.channels ?? [],
      })),
    channels: async () =>
      (await ask<ChannelAnswer[]>({ method: 'GET', path: ['channels'] })).map((channel) => ({
        id: channel.id,
        name: channel.name,
        state: channel.state ?? '',
        app: channel.dialplan?.app_name ?? '',
        number: channel.caller?.number ?? '',
        display: channel.caller?.name ?? '',
        exten: channel.dialplan?.exten ?? '',
        variables: channel.channelvars ?? {},
      })),
    channelExists: (channelId: string) =>
      ask<ChannelAnswer>({ method: 'GET', path: ['channels', channelId] }).then(
        (channel) => ({ app: channel.dialplan?.app_name ?? '' }),
        () => null,
      ),
    /** It has ended, or has come to the music behind its prompts. */
    playbackOver: (playbackId: string) =>
      ask<{ media_uri: string }>({ method: 'GET', path: ['playbacks', playbackId] }).then(
        (playback) => isMusic(playback.media_uri),
        () => true,
      ),
    /** When Asterisk was started, ms since the epoch. */
    startedAt: async () =>
      Date.parse(
        (await ask<{ status: { startup_time: string } }>({ method: 'GET', path: ['asterisk', 'info'], query: { only: 'status' } })).status.startup_time,
      ),
    subscribe: (eventSource: string) => tell('POST', ['applications', app, 'subscription'], { eventSource }),
    endpoints: async () =>
      (await ask<{ resource: string; state?: string }[]>({ method: 'GET', path: ['endpoints', 'PJSIP'] })).map((endpoint) => ({
        resource: endpoint.resource,
        state: endpoint.state ?? 'unknown',
      })),
    endpointOnline: async (resource: string) => (await ask<{ state?: string }>({ method: 'GET', path: ['endpoints', 'PJSIP', resource] })).state === 'online',
    rtpReceived: async (channelId: string) =>
      Number((await ask<{ rxcount?: number }>({ method: 'GET', path: ['channels', channelId, 'rtp_statistics'] })).rxcount ?? 0),
    putObject: (objectType: ObjectType, id: string, fields: Record<string, string>) =>
      tell('PUT', ['asterisk', 'config', 'dynamic', 'res_pjsip', objectType, id], undefined, {
        fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })),
      }),
    deleteObject: (objectType: ObjectType, id: string) => tell('DELETE', ['asterisk', 'config', 'dynamic', 'res_pjsip', objectType, id]),
  }
}
