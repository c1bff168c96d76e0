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
  reachable(agentId: string): boolean
  handle(event: Extract<MediaEvent, { type: 'endpoint' | 'contact-lost' | 'contact-reachable' }>): void
  /** The connection to Asterisk is gone: nothing can be reached until it tells us again. */
  forgetAll(): void
  onReachable(listener: (agentId: string) => void): void
  /** Called when his telephone registered anew; `contact` names the registration. */
  onRegistered(listener: (agentId: string, contact: string) => void): void
  /** Has his telephone a connection that can close and be looked at? A desk phone is only dialled. */
  isDeskPhone(agentId: string): boolean
  /** Called when what is dialled for an agent may be another now. */
  onEndpoint(listener: () => void): void
}

interface Deps {
  ari: Ari
  logger: Logger
  /** The agent's leg that is up now. */
  legOf: (agentId: string) => { callId: string; legId: string; talking: boolean } | null
  /** The telephone went while it rang. */
  legLost: (callId: string, legId: string) => void
  /** Its SIP transport closed while it talks: only its audio tells whether it is gone (loss-watch.ts). */
  transportClosed: (agentId: string) => void
}

/** Makes the phone book of the agents on duty. */
export function createPhones(deps: Deps): Phones {
  const profiles = new Map<string, PhoneProfile>()
  const accounts = new Map<string, string>()
  const online = new Set<string>()
  const listeners: ((agentId: string) => void)[] = []
  const endpointListeners: (() => void)[] = []
  const endpointChanged = () => {
    for (const listener of endpointListeners) listener()
  }
  /** The newest registration of each account. */
  const contacts = new Map<string, string>()
  const registeredListeners: ((agentId: string, contact: string) => void)[] = []
  const registered = (agentId: string, contact: string) => {
    for (const listener of registeredListeners) listener(agentId, contact)
  }

  const agentOf = (resource: string) => [...accounts].find(([, account]) => account === resource)?.[0]
  const setOnline = (resource: string, now: boolean) => {
    if (online.has(resource) === now) return
    if (now) online.add(resource)
    else online.delete(resource)
    const agentId = agentOf(resource)
    if (agentId) for (const listener of listeners) listener(agentId)
  }

  const contactLost = (agentId: string, { uri, removed, current }: { uri: string; removed: boolean; current: string | undefined }) => {
    const leg = deps.legOf(agentId)
    if (!leg || profiles.get(agentId)?.kind === 'sip') return
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
      if (account && account !== former && online.has(account)) registered(agentId, contacts.get(account) ?? account)
    },
    phoneOf: (agentId) => ({ account: accounts.get(agentId) ?? null, profile: profiles.get(agentId) ?? null }),
    endpointOf(agentId) {
      const profile = profiles.get(agentId)
      if (profile?.kind === 'sip') return `PJSIP/desk-phone/${profile.contact}`
      const account = accounts.get(agentId)
      return account ? `PJSIP/${account}` : null
    },
    isDeskPhone: (agentId) => profiles.get(agentId)?.kind === 'sip',
    reachable(agentId) {
      if (profiles.get(agentId)?.kind === 'sip') return true
      const account = accounts.get(agentId)
      return account !== undefined && online.has(account)
    },
    handle(event) {
      if (event.type === 'endpoint') return setOnline(event.resource, event.online)
      const agentId = agentOf(event.resource)
      const current = contacts.get(event.resource)
      if (event.type === 'contact-reachable') {
        contacts.set(event.resource, event.uri)
        setOnline(event.resource, true)
        if (agentId && event.uri !== current) registered(agentId, event.uri)
        return
      }
      if (event.removed && event.uri === current) contacts.delete(event.resource)
      // A newer tab's registration also removes the older contact: only the endpoint's own state tells the two apart.
      deps.ari
        .endpointOnline(event.resource)
        .then((still) => setOnline(event.resource, still))
        .catch(() => setOnline(event.resource, false))
      if (agentId) contactLost(agentId, { ...event, current })
    },
    forgetAll() {
      for (const resource of [...online]) setOnline(resource, false)
    },
    onRegistered: (listener) => void registeredListeners.push(listener),
    onReachable: (listener) => void listeners.push(listener),
    onEndpoint: (listener) => void endpointListeners.push(listener),
  }
}
