// At every (re)connect: takes a picture of Asterisk, tells each call what happened to it meanwhile, clears what is left over.
import type { Logger } from 'winston'
import type { Ari } from '../platform/asterisk/ari.ts'
import type { Notes } from './fallback-notes.ts'
import { isWithDialplan, leftovers, newsFor, type Picture, type PictureChannel, unknownCallers } from './reconcile-rules.ts'
import { measureRecording } from './recordings.ts'
import type { ServerCalls } from './server-calls.ts'
import { type CallEvent, type CallState, playbackIdOf, recordingName } from './state.ts'

interface Deps {
  ari: Ari
  calls: ServerCalls
  logger: Logger
  now: () => number
  recordingDir: string
  ringMs: () => number
  /** The dialplan's notes; null when they cannot be read now. */
  notes: () => Promise<Notes | null>
  /** A caller whom no known call has. */
  admit: (channel: Picture['channels'][number]) => void
}

/** The prompts whose end a call waits for. */
const awaitedPrompts = (call: CallState): string[] =>
  call.phase === 'greeting'
    ? [playbackIdOf(call.callId, 'greeting')]
    : call.phase === 'closed-notice'
      ? [playbackIdOf(call.callId, 'closed')]
      : call.prompt && call.phase !== 'ended'
        ? [call.prompt]
        : []

async function takePicture({ ari, calls, now }: Deps): Promise<Picture> {
  const takenAt = now()
  const playbacks = calls.all().flatMap(awaitedPrompts)
  const [channels, bridges, startedAt, over] = await Promise.all([
    ari.channels(),
    ari.bridges(),
    ari.startedAt(),
    Promise.all(playbacks.map((id) => ari.playbackOver(id))),
  ])
  return { takenAt, startedAt, channels: await withoutOffered(ari, calls, channels), bridges, finishedPlaybacks: new Set(playbacks.filter((_, i) => over[i])) }
}

/**
 * Callers whom the dialplan is only offering (StasisBroadcast) look like those who have entered. Whoever can be claimed now
 * enters by an event of his own; who has been claimed before stays in the picture; who can be no more has gone on.
 */
async function withoutOffered(ari: Ari, calls: ServerCalls, channels: readonly PictureChannel[]): Promise<PictureChannel[]> {
  const entered = await Promise.all(
    channels.map(async ({ id, app }) => {
      if (app !== 'StasisBroadcast' || calls.byChannel(id)) return true
      return ari.claim(id).then(
        () => false,
        (error: unknown) => /already been claimed/i.test(String(error)),
      )
    }),
  )
  return channels.filter((_, n) => entered[n])
}

/** Takes the picture first; `open` is called when the decisions begin, in the same breath as they are made. */
export async function reconcile(deps: Deps, open: () => void): Promise<void> {
  const { ari, calls, logger, now } = deps
  const picture = await takePicture(deps)
  const told = newsFor(calls.all(), picture, deps.ringMs())
  const forsaken = calls.all().filter((call) => isWithDialplan(call) && !picture.channels.some(({ id }) => id === call.channelId))
  const notes = forsaken.length > 0 || told.some(({ event }) => event.type === 'caller-gone') ? await deps.notes() : null
  const news = await Promise.all(told.map(async ({ callId, event }) => ({ callId, event: await dated(deps, callId, event, notes) })))
  open()
  for (const { callId, event } of news) calls.dispatch(callId, event)
  for (const callId of withoutNotes(forsaken, notes))
    calls.dispatch(callId, { type: 'fallback-ended', outcome: 'abandoned', at: now(), answeredAt: null, agentId: null, talkMs: 0 })
  for (const channel of unknownCallers(calls.all(), picture)) {
    deps.admit(channel)
    const call = calls.byChannel(channel.id)
    // A call admitted with the ids it had before may have a leg already.
    if (call) for (const { callId, event } of newsFor([call], picture, deps.ringMs())) if (event.type !== 'resynced') calls.dispatch(callId, event)
  }
  const left = leftovers(calls.all(), picture)
  await Promise.all([...left.channels.map((id) => ari.hangup(id)), ...left.bridges.map((id) => ari.destroyBridge(id))].map((work) => work.catch(ignoreRefused)))
  logger.info('reconciled with Asterisk', {
    calls: calls.all().filter((call) => call.phase !== 'ended').length,
    news: news.filter(({ event }) => event.type !== 'resynced').length,
    channelsCleared: left.channels.length,
    bridgesCleared: left.bridges.length,
  })
}

/** Callers the dialplan had, who are gone and of whom it has no notes (any more): nobody else would ever end their calls. */
function withoutNotes(calls: readonly CallState[], notes: Notes | null): string[] {
  return notes ? calls.flatMap(({ callId }) => (notes.has(callId) ? [] : [callId])) : []
}

/** A caller who left while nobody listened left when his recording ended. */
async function dated({ calls, recordingDir }: Deps, callId: string, event: CallEvent, notes: Notes | null): Promise<CallEvent> {
  if (event.type !== 'caller-gone' && event.type !== 'interrupted') return event
  // Or went on without us: then the dialplan's notes have the rest (fallback-calls.ts).
  if (event.type === 'caller-gone' && notes?.get(callId)?.['waiting']) return { type: 'left-to-fallback' }
  const call = calls.get(callId)
  if (!call) return event
  const measured = await measureRecording(recordingDir, recordingName(call.recordingId, call.arrivedAt)).catch(() => null)
  return measured ? { ...event, at: (call.recordingStartedAt ?? call.arrivedAt) + measured.durationMs } : event
}

/** Already gone: that is what was wanted. */
const ignoreRefused = (): void => undefined
