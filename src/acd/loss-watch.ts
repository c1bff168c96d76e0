// Watches the telephones that talk: those whose transport closed or who report nothing are looked at, and told lost by the rules.
import type { Ari } from '../platform/asterisk/ari.ts'
import type { Clock } from '../platform/clock.ts'
import { isLost, type LegWatch, looked, reported, transportClosed, wantsLook, watchFrom } from './loss-rules.ts'

/** A leg that talks now. */
export interface TalkingLeg {
  agentId: string
  callId: string
  /** The telephone server it is at. */
  serverId: string
  legId: string
  /** It is on the hold of a desk phone's own key, which may send nothing meanwhile. */
  mayBeSilent: boolean
}

export interface LossWatch {
  /** This agent's SIP transport closed. */
  closed(agentId: string): void
  /** This leg's telephone reported about its audio (RTCP). */
  heard(legId: string): void
  stop(): void
}

interface Deps {
  ariOf: (serverId: string) => Pick<Ari, 'rtpReceived'> | undefined
  clock: Clock
  legs: () => readonly TalkingLeg[]
  /** Is its transport there? A desk phone has none that could close. */
  isOpen: (leg: TalkingLeg) => boolean
  lost: (leg: TalkingLeg) => void
  tickMs?: number
}

const TICK_MS = 500

/** Makes the watch and starts it. */
export function createLossWatch({ ariOf, clock, legs, isOpen, lost, tickMs = TICK_MS }: Deps): LossWatch {
  const watched = new Map<string, LegWatch>()
  const looking = new Set<string>()
  const now = () => clock.now().getTime()

  const look = async (leg: TalkingLeg) => {
    if (looking.has(leg.legId)) return
    looking.add(leg.legId)
    try {
      const packets = await ariOf(leg.serverId)?.rtpReceived(leg.legId)
      if (packets === undefined) return
      const before = watched.get(leg.legId)
      if (!before) return
      const after = looked(before, packets, isOpen(leg), now())
      watched.set(leg.legId, after)
      if (!isLost(after, leg.mayBeSilent)) return
      watched.delete(leg.legId)
      lost(leg)
    } catch {
      // It ended meanwhile, which was told as an event, or Asterisk cannot be asked now.
    } finally {
      looking.delete(leg.legId)
    }
  }
  const tick = () => {
    const at = now()
    const talking = legs()
    const ids = new Set(talking.map(({ legId }) => legId))
    for (const legId of watched.keys()) if (!ids.has(legId)) watched.delete(legId)
    for (const leg of talking) {
      const known = watched.get(leg.legId) ?? watchFrom(at, isOpen(leg))
      watched.set(leg.legId, known)
      if (wantsLook(known, at)) void look(leg)
    }
  }
  const timer = setInterval(tick, tickMs)
  timer.unref()
  return {
    closed(agentId) {
      for (const leg of legs()) {
        if (leg.agentId !== agentId) continue
        watched.set(leg.legId, transportClosed(watched.get(leg.legId) ?? watchFrom(now(), false), now()))
        void look(leg)
      }
    },
    heard(legId) {
      const known = watched.get(legId)
      if (known) watched.set(legId, reported(known, now()))
    },
    stop: () => clearInterval(timer),
  }
}
