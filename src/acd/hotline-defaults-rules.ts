// What an installation does with callers before an administrator says otherwise, and what of it the environment holds. Pure.
import type { HotlineContent } from '../contract/hotline.ts'

/** Settings of the environment, where they are set by hand. */
export type HotlineFixed = Partial<Pick<HotlineContent, 'greeting' | 'rating' | 'voicemail' | 'nobodySeconds' | 'ringSeconds' | 'wrapupSeconds'>>

export const defaultHotline: HotlineContent = {
  greeting: true,
  rating: true,
  voicemail: true,
  nobodySeconds: 30,
  ringSeconds: 20,
  wrapupSeconds: 60,
  menu: { on: false, waitSeconds: 5, attempts: 2, entries: [] },
  skills: [],
  agentSkills: {},
  // Without skills nobody waits for a ring.
  rings: [
    { afterSeconds: 0, level: 3 },
    { afterSeconds: 20, level: 2 },
    { afterSeconds: 40, level: 1 },
    { afterSeconds: 60, level: 0 },
  ],
  waiting: {
    announceEverySeconds: 60,
    position: true,
    estimate: true,
    longestSeconds: 0,
    mostCallers: 0,
    overflow: 'message',
    callbackOfferSeconds: 60,
  },
  known: { days: 30, seconds: 20 },
}

/** What holds: the environment's settings, where they are set by hand, over the administrator's. */
export const inForce = (content: HotlineContent, fixed: HotlineFixed): HotlineContent => ({ ...content, ...fixed })
