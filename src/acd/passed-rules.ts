// Who let a call pass is left in peace for a while. Pure.
import { PASS_MS } from '../calls/reducer-offer.ts'

/** Not to be asked again until then. A longer time than there is comes from a clock that was set back, and does not count. */
export const isLeftInPeace = (until: number, now: number): boolean => until > now && until <= now + PASS_MS
