// Which callbacks may be dialled now. Pure.
import type { CallState } from '../calls/state.ts'

/** How soon a closed hotline is looked at again, ms. */
const CLOSED_MS = 60_000

/**
 * The places whose turn may come: not between two tries, not outside the hotline's hours (nobody is called at night; the place waits for the
 * next opening), and not while the citizen himself is on the line. `again`: when to look, though nothing else happens.
 */
export function bookedNow(open: readonly CallState[], now: number, isOpen: boolean): { due: CallState[]; again: number | null } {
  const places = open.filter(({ phase }) => phase === 'booked')
  if (places.length === 0) return { due: [], again: null }
  if (!isOpen) return { due: [], again: now + CLOSED_MS }
  const onTheLine = new Set(open.flatMap((call) => (call.phase !== 'booked' && call.callerNumber ? [call.callerNumber] : [])))
  const dueAt = ({ booking }: CallState) => booking?.dueAt ?? 0
  const later = places.map(dueAt).filter((at) => at > now)
  return {
    due: places.filter((place) => dueAt(place) <= now && !onTheLine.has(place.callerNumber ?? '')),
    again: later.length > 0 ? Math.min(...later) : null,
  }
}
