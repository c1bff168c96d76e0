// The calls beside several Asterisk servers: each server's effects, events and comparison are its own, so that one that is
// away touches only the calls it has.
import { type Ari, createAri } from '../platform/asterisk/ari.ts'
import type { AsteriskServers } from '../platform/asterisk/several.ts'
import type { MediaEvent } from './ari-mapper.ts'
import type { CallController } from './controller.ts'
import type { Notes } from './fallback-notes.ts'
import { createMediaEffects, type MediaDeps } from './media-effects.ts'
import { callsAt } from './server-calls.ts'
import type { CallEffect, CallState } from './state.ts'
import { attachTelephony, type Telephony, type TelephonyDeps } from './telephony.ts'

/** How long a server that is not there yet is waited for before callers of the others are offered to anybody, ms. */
const SETTLE_MS = 3000

export interface ServerMedia {
  /** Takes a call's effects to its server; true for those it has taken on. */
  run(call: CallState, effect: CallEffect): boolean
  recorderUp(serverId: string, callId: string): void
  citizenUp(serverId: string, channelId: string): void
}

/** Makes the runners of effects. A server of which the settings know nothing (any more) refuses all of them. */
export function createServerMedia(deps: Omit<MediaDeps, 'ari'> & { servers: AsteriskServers }): ServerMedia {
  const make = (ari: Ari) => createMediaEffects({ ...deps, ari })
  const media = new Map(deps.servers.all.map(({ id, ari }) => [id, make(ari)]))
  const nowhere = make(createAri({ url: 'http://nowhere.invalid', username: '', password: '', app: '', logger: deps.logger, mayAct: () => false }))
  return {
    run: (call, effect) => (media.get(call.serverId) ?? nowhere).run(call, effect),
    recorderUp: (serverId, callId) => media.get(serverId)?.recorderUp(callId),
    citizenUp: (serverId, channelId) => media.get(serverId)?.citizenUp(channelId),
  }
}

interface Deps extends Omit<TelephonyDeps, 'ari' | 'calls' | 'serverId' | 'notes' | 'onPhone' | 'recorderUp' | 'citizenUp' | 'onInStep'> {
  servers: AsteriskServers
  calls: CallController
  notes: (serverId: string) => Promise<Notes | null>
  onPhone: (event: Extract<MediaEvent, { type: 'endpoint' | 'contact-lost' | 'contact-reachable' }>, serverId: string) => void
  recorderUp: (serverId: string, callId: string) => void
  citizenUp: (serverId: string, channelId: string) => void
  /** Calls and this server agree (again). */
  onInStep: (serverId: string) => void
  /** All servers have been heard, or have been waited for long enough. */
  onSettled: () => void
}

export interface ServerTelephony {
  /** Do the calls of this server agree with it? Of a server nobody knows there is nothing to agree with. */
  inStep(serverId: string): boolean
  someInStep(): boolean
  /** Who is free is known: all servers have been heard, or waited for. */
  settled(): boolean
  takeStock(): void
  measureLeft(): void
}

/** Wires every server's events to the calls. */
export function attachServers(deps: Deps): ServerTelephony {
  const { servers, calls, logger } = deps
  const parts = new Map<string, Telephony>()
  let isSettled = false
  let settling: NodeJS.Timeout | undefined
  const someInStep = () => [...parts.values()].some((part) => part.inStep())
  const settle = () => {
    if (isSettled) return
    isSettled = true
    clearTimeout(settling)
    deps.onSettled()
  }
  const arrived = (serverId: string) => {
    if ([...parts.values()].every((part) => part.inStep())) settle()
    else settling ??= setTimeout(settle, SETTLE_MS).unref()
    // Nobody will ever tell of these calls again: their server was taken out of the settings.
    for (const call of calls.open())
      if (!parts.has(call.serverId)) {
        logger.warn('call of a server that is not in the settings', { callId: call.callId, server: call.serverId })
        calls.dispatch(call.callId, { type: 'interrupted' })
      }
    deps.onInStep(serverId)
  }
  for (const { id, ari } of servers.all)
    parts.set(
      id,
      attachTelephony({
        ...deps,
        ari,
        serverId: id,
        calls: callsAt(calls, id),
        notes: () => deps.notes(id),
        onPhone: (event) => deps.onPhone(event, id),
        recorderUp: (callId) => deps.recorderUp(id, callId),
        citizenUp: (channelId) => deps.citizenUp(id, channelId),
        onInStep: () => arrived(id),
      }),
    )
  return {
    inStep: (serverId) => parts.get(serverId)?.inStep() ?? someInStep(),
    someInStep,
    settled: () => isSettled,
    takeStock() {
      for (const part of parts.values()) part.takeStock()
    },
    measureLeft() {
      for (const part of parts.values()) part.measureLeft()
    },
  }
}
