// Callbacks that keep their place: who may be called back, the places that wait, and when each may be dialled.
import { randomUUID } from 'node:crypto'
import type { CallController } from '../calls/controller.ts'
import { type OutboundRules, readDestination } from '../calls/outbound-rules.ts'
import type { CallState } from '../calls/state.ts'
import { bookedNow } from './booking-rules.ts'

interface Deps {
  calls: () => CallController
  isOpen: () => boolean
  rules: OutboundRules
  /** Is there a trunk for calls out? */
  hasTrunk: boolean
  /** How often a citizen is dialled in vain, how long between two tries, how long he is let ring. */
  most: number
  gapMs: number
  dialMs: number
  /** Who he is begins to be looked up. */
  begin: (call: CallState) => void
}

export type Bookings = ReturnType<typeof createBookings>

/** Makes it. The places are calls: journal and database keep them as they keep those. */
export function createBookings({ calls, isOpen, rules, hasTrunk, most, gapMs, dialMs, begin }: Deps) {
  const live = () =>
    calls()
      .open()
      .filter(({ booking }) => booking !== undefined)
  const ofNumber = (number: string) => live().find(({ callerNumber }) => callerNumber === number)
  return {
    /** What a caller's number has of it; null where nobody is called back. */
    callbackOf(number: string | null): { to: string | null; rank: number | null } | null {
      if (!hasTrunk) return null
      const found = readDestination(number, rules)
      return { to: 'dial' in found ? found.dial : null, rank: number === null ? null : (ofNumber(number)?.rank ?? null) }
    },

    /** Keeps the caller's place. A number has one at most: asked for again, the older and better one stays. */
    book(call: CallState): void {
      const { callback, callerNumber } = call
      if (!callback?.to || callerNumber === null || calls().get(callback.bookingId) || ofNumber(callerNumber)) return
      const { callId, ticketId, serverId, callerDisplay, hotlineNumber, rank, arrivedAt } = call
      const booked = calls().dispatch(callback.bookingId, {
        type: 'booked',
        callId: callback.bookingId,
        of: callId,
        ticketId,
        recordingId: randomUUID(),
        serverId,
        number: callerNumber,
        display: callerDisplay,
        to: callback.to,
        hotlineNumber,
        rank,
        since: arrivedAt,
        ...(call.choice ? { choice: call.choice } : {}),
        ...(call.service ? { service: call.service } : {}),
        most,
        gapMs,
        dialMs,
      })
      if (booked) begin(booked)
    },

    /** The places whose turn may come now, and when to look again though nothing else happens. */
    now: (at: number) => bookedNow(calls().open(), at, isOpen()),

    /** Closes the places of those who were talked with otherwise. */
    settle(): void {
      for (const place of live()) {
        const talked =
          place.phase === 'booked' &&
          // Also a talk that is over: the dialplan tells of one only then, and another may have passed while an operator was rung for the place.
          calls()
            .all()
            .some((call) => call.callId !== place.callId && call.callerNumber === place.callerNumber && (call.firstAnsweredAt ?? 0) > place.arrivedAt)
        if (talked) calls().dispatch(place.callId, { type: 'booking-closed' })
      }
    },
  }
}
