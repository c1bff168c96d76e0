// What a call takes with it from the hotline's settings at its arrival: a change holds for the next call, never for one that is on. Pure.
import type { HotlineContent } from '../contract/hotline.ts'

/** Part of the call's state; absent in a call from before an upgrade. */
export interface CallService {
  /** Null: callers go straight to the queue. `prompt`: the recorded words that go with these entries. */
  menu: (Pick<HotlineContent['menu'], 'waitSeconds' | 'attempts' | 'entries'> & { prompt: string }) | null
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

/** The file of a menu's recording: each has a name of its own, for a call that is in the menu hears the words of its entries to the end. */
export const menuPromptOf = (recording: number): string => `menu-${recording}`

/** The settings of this moment, as a call needs them. */
export function serviceOf({ greeting, voicemail, rating, menu, rings, waiting, known }: HotlineContent): ServiceOffered {
  const { on, recording, waitSeconds, attempts, entries } = menu
  // A menu nobody has spoken yet would be silence.
  const spoken = on && recording !== null ? { waitSeconds, attempts, entries, prompt: menuPromptOf(recording) } : null
  return { greeting, takesMessages: voicemail, rates: rating, service: { menu: spoken, rings, waiting, known } }
}
