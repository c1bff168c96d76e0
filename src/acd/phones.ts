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
  /** Called when his telephone registered anew; `contact` names the registration. */
  onRegistered(listener: (agentId: string, contact: string, serverId: string) => void): void
  /** Has his telephone a connection that can close and be looked at? A desk phone is only dialled. */
  isDeskPhone(agentId: string): boolean
  /** Called when what is dialled for an agent may be another now. */
  onEndpoint(listener: () => void): void
}

interface Deps {
  /** Who asks the server of that name. */
  ariOf: (serverId: string) => Pick<Ari, 'endpointOnline'> | undefined
  logger: Logger
  /** The agent's leg that is up now, and at which server. */
  legOf: (agentId: string) => { callId: string; legId: string; talking: boolean; serverId: string } | null
  /** The telephone went while it rang. */
  legLost: (callId: string, legId: string) => void
  /** Its SIP transport closed while it talks: only its audio tells whether it is gone (loss-watch.ts). */
  transportClosed: (agentId: string) => void
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
  /** The newest registration of each account at each server. */
  const contacts = new Map<string, string>()
  const contactKey = (resource: string, serverId: string) => `${serverId} ${resource}`
  const registeredListeners: ((agentId: string, contact: string, serverId: string) => void)[] = []
  const registered = (agentId: string, contact: string, serverId: string) => {
    for (const listener of registeredListeners) listener(agentId, contact, serverId)
  }

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

  const contactLost = (agentId: string, serverId: string, { uri, removed, current }: { uri: string; removed: boolean; current: string | undefined }) => {
    const leg = deps.legOf(agentId)
    // His registration at another server than that of the call says nothing about it.
    if (!leg || leg.serverId !== serverId || profiles.get(agentId)?.kind === 'sip') return
    if (leg.talking) {
      if (removed) deps.transportClosed(agentId)
    } else if (current === undefined || uri === current) deps.legLost(leg.callId, leg.legId)
    // Else it rings at a newer registration, which only took the older one's place.
  }

  return {
    setProfile(agentId, profile) {
      profiles.set(agentId, profile)
      endpointChanged()
    },
    setAccount(agentId, account) {
      const former = accounts.get(agentId)
      if (account) accounts.set(agentId, account)
      else accounts.delete(agentId)
      endpointChanged()
      // Its page may have registered it before it opened the desk.
      if (!account || account === former) return
      for (const [serverId, there] of online) if (there.has(account)) registered(agentId, contacts.get(contactKey(account, serverId)) ?? account, serverId)
    },
    phoneOf: (agentId) => ({ account: accounts.get(agentId) ?? null, profile: profiles.get(agentId) ?? null }),
    endpointOf(agentId) {
      const profile = profiles.get(agentId)
      if (profile?.kind === 'sip') return `PJSIP/desk-phone/${profile.contact}`
      const account = accounts.get(agentId)
      return account ? `PJSIP/${account}` : null
    },
    isDeskPhone: (agentId) => profiles.get(agentId)?.kind === 'sip',
    reachable(agentId, serverId) {
      if (profiles.get(agentId)?.kind === 'sip') return true
      const account = accounts.get(agentId)
      if (account === undefined) return false
      return serverId === undefined ? [...online.values()].some((there) => there.has(account)) : (online.get(serverId)?.has(account) ?? false)
    },
    handle(event, serverId) {
      if (event.type === 'endpoint') return setOnline(event.resource, event.online, serverId)
      const agentId = agentOf(event.resource)
      const key = contactKey(event.resource, serverId)
      const current = contacts.get(key)
      if (event.type === 'contact-reachable') {
        contacts.set(key, event.uri)
        setOnline(event.resource, true, serverId)
        if (agentId && event.uri !== current) registered(agentId, event.uri, serverId)
        return
      }
      if (event.removed && event.uri === current) contacts.delete(key)
      // A newer tab's registration also removes the older contact: only the endpoint's own state tells the two apart.
      deps
        .ariOf(serverId)
        ?.endpointOnline(event.resource)
        .then((still) => setOnline(event.resource, still, serverId))
        .catch(() => setOnline(event.resource, false, serverId))
      if (agentId) contactLost(agentId, serverId, { ...event, current })
    },
    forgetAll(serverId) {
      for (const resource of [...(online.get(serverId) ?? [])]) setOnline(resource, false, serverId)
    },
    onRegistered: (listener) => void registeredListeners.push(listener),
    onReachable: (listener) => void listeners.push(listener),
    onEndpoint: (listener) => void endpointListeners.push(listener),
  }
}
