// What a call takes with it from the hotline's settings at its arrival: a change holds for the next call, never for one that is on. Pure.
import type { HotlineContent } from '../contract/hotline.ts'

/** Part of the call's state; absent in a call from before an upgrade. */
export interface CallService {
  /** Null: callers go straight to the queue. */
  menu: Omit<HotlineContent['menu'], 'on'> | null
  rings: HotlineContent['rings']
  waiting: HotlineContent['waiting']
  known: HotlineContent['known']
}

export interface ServiceOffered {
  greeting: boolean
  /** May callers leave a message where nobody can answer? */
  takesMessages: boolean
  /** Are callers asked to rate their agent? */
  rates: boolean
  service: CallService
}

/** The settings of this moment, as a call needs them. */
export function serviceOf({ greeting, voicemail, rating, menu, rings, waiting, known }: HotlineContent): ServiceOffered {
  const { on, ...rest } = menu
  return { greeting, takesMessages: voicemail, rates: rating, service: { menu: on ? rest : null, rings, waiting, known } }
}
