// The agents' telephones: which one rings for whom, whether it can be reached, and what to do when one vanishes.
import type { Logger } from 'winston'
import type { MediaEvent } from '../calls/ari-mapper.ts'
import type { PhoneProfile } from '../contract/accounts.ts'
import type { Ari } from '../platform/asterisk/ari.ts'

export interface Phones {
  setProfile(agentId: string, profile: PhoneProfile): void
  /** The softphone account of the session whose page is the agent's desk; null: no page. */
  setAccount(agentId: string, account: string | null): void
  /** What is known of the agent's telephone. */
  phoneOf(agentId: string): { account: string | null; profile: PhoneProfile | null }
  /** What Asterisk dials for this agent, or null when there is nothing to ring. */
  endpointOf(agentId: string): string | null
  /** Can his telephone ring at this server; without one named, at any of them? */
  reachable(agentId: string, serverId?: string): boolean
  /** What a server tells of the telephones registered there. */
  handle(event: Extract<MediaEvent, { type: 'endpoint' | 'contact-lost' | 'contact-reachable' }>, serverId: string): void
  /** The connection to this server is gone: nothing can be reached there until it tells us again. */
  forgetAll(serverId: string): void
  onReachable(listener: (agentId: string) => void): void
  /** Called when what is dialled for an agent may be another now. */
  onEndpoint(listener: () => void): void
}

interface Deps {
  /** Who asks the server of that name. */
  ariOf: (serverId: string) => Pick<Ari, 'endpointOnline' | 'rtpReceived'> | undefined
  logger: Logger
  /** The agent's leg that is up now, and at which server. */
  legOf: (agentId: string) => { callId: string; legId: string; talking: boolean; serverId: string } | null
  legLost: (callId: string, legId: string) => void
  /** Silence after which a talking phone whose transport closed counts as lost, ms. */
  silenceMs?: number
}

/** Makes the phone book of the agents on duty. */
export function createPhones(deps: Deps): Phones {
  const profiles = new Map<string, PhoneProfile>()
  const accounts = new Map<string, string>()
  /** Accounts that are registered, by server. */
  const online = new Map<string, Set<string>>()
  const listeners: ((agentId: string) => void)[] = []
  const endpointListeners: (() => void)[] = []
  const endpointChanged = () => {
    for (const listener of endpointListeners) listener()
  }
  const silenceMs = deps.silenceMs ?? 3000

  const agentOf = (resource: string) => [...accounts].find(([, account]) => account === resource)?.[0]
  const setOnline = (resource: string, now: boolean, serverId: string) => {
    const there = online.get(serverId) ?? new Set<string>()
    online.set(serverId, there)
    if (there.has(resource) === now) return
    if (now) there.add(resource)
    else there.delete(resource)
    const agentId = agentOf(resource)
    if (agentId) for (const listener of listeners) listener(agentId)
  }

  /** SIP transport closed and no audio from the agent meanwhile: his page is gone, not only its socket. */
  const checkLeg = async (agentId: string, serverId: string) => {
    const leg = deps.legOf(agentId)
    const ari = deps.ariOf(serverId)
    // His registration at another server than that of the talk says nothing about it.
    if (!leg || !ari || leg.serverId !== serverId) return
    if (!leg.talking) return deps.legLost(leg.callId, leg.legId)
    try {
      const before = await ari.rtpReceived(leg.legId)
      await new Promise((resolve) => setTimeout(resolve, silenceMs))
      const after = await ari.rtpReceived(leg.legId)
      if (after === before) deps.legLost(leg.callId, leg.legId)
    } catch {
      // The leg ended by itself meanwhile; its end was told as an event.
    }
  }

  return {
    setProfile(agentId, profile) {
      profiles.set(agentId, profile)
      endpointChanged()
    },
    setAccount(agentId, account) {
      if (account) accounts.set(agentId, account)
      else accounts.delete(agentId)
      endpointChanged()
    },
    phoneOf: (agentId) => ({ account: accounts.get(agentId) ?? null, profile: profiles.get(agentId) ?? null }),
    endpointOf(agentId) {
      const profile = profiles.get(agentId)
      if (profile?.kind === 'sip') return `PJSIP/desk-phone/${profile.contact}`
      const account = accounts.get(agentId)
      return account ? `PJSIP/${account}` : null
    },
    reachable(agentId, serverId) {
      if (profiles.get(agentId)?.kind === 'sip') return true
      const account = accounts.get(agentId)
      if (account === undefined) return false
      return serverId === undefined ? [...online.values()].some((there) => there.has(account)) : (online.get(serverId)?.has(account) ?? false)
    },
    handle(event, serverId) {
      if (event.type === 'contact-reachable') return setOnline(event.resource, true, serverId)
      if (event.type === 'endpoint') return setOnline(event.resource, event.online, serverId)
      const agentId = agentOf(event.resource)
      // A newer tab's registration also removes the older contact: only the endpoint's own state tells the two apart.
      deps
        .ariOf(serverId)
        ?.endpointOnline(event.resource)
        .then((still) => setOnline(event.resource, still, serverId))
        .catch(() => setOnline(event.resource, false, serverId))
      if (agentId) void checkLeg(agentId, serverId)
    },
    forgetAll(serverId) {
      for (const resource of [...(online.get(serverId) ?? [])]) setOnline(resource, false, serverId)
    },
    onReachable: (listener) => void listeners.push(listener),
    onEndpoint: (listener) => void endpointListeners.push(listener),
  }
}
