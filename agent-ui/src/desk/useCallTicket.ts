// Brings the call's ticket onto the desk and takes it off again when the offer goes away.
import { useEffect, useRef } from 'react'
import type { Workbench } from '../form/workbench.ts'
import type { DeskState } from './desk-state.ts'
import type { PhoneFacts, ShownPop } from './shown-call.ts'

export function useCallTicket(bench: Workbench, pop: ShownPop | null, phone: PhoneFacts, offerEnded: DeskState['offerEnded']): void {
  const popped = useRef<string | null>(null)
  useEffect(() => {
    if (offerEnded && popped.current) bench.dropTicket(popped.current)
  }, [offerEnded, bench])

  useEffect(() => {
    if (!pop) return
    popped.current = pop.draft.ticketId
    if (!pop.call.aboutTicket) bench.showPop(pop)
  }, [pop, bench])

  // A call out about a ticket there was before brings that one, as it is saved: once, and never over what was opened since.
  const about = pop?.call.aboutTicket ? pop.draft.ticketId : null
  useEffect(() => {
    if (about) void bench.open(about).catch(() => undefined)
  }, [about, bench])

  // Whom nobody reached has nothing to write: an empty form goes again.
  const unreached = pop?.call.direction === 'out' && !pop.call.aboutTicket && pop.call.status === 'ended' && !pop.call.answeredAt ? pop.draft.ticketId : null
  useEffect(() => {
    if (unreached) bench.dropUntouched(unreached)
  }, [unreached, bench])

  // With the server away nobody says that an offer ended: the telephone falls silent, and an empty form is of no use.
  const rung = useRef<string | null>(null)
  const silent = phone.call === 'none'
  const talking = phone.call === 'talking'
  useEffect(() => {
    if (talking) rung.current = null
    else if (silent && rung.current) {
      bench.dropUntouched(rung.current)
      rung.current = null
    } else if (!silent && pop?.local) rung.current = pop.draft.ticketId
  }, [silent, talking, pop, bench])
}
