// Notices a microphone that is dead while the other side talks: a headset's own mute key, a wrong device, a plug half out. Pure.

/** A microphone that is there gives at least its own noise, also where noise is suppressed. */
const silentDb = -75
/** The other side speaks above this. */
const speechDb = -45
const warnAfterMs = 10_000
/** So much of the other side's speech must have been heard meanwhile: in a pause of both nobody is warned. */
const leastSpeechMs = 1_000

export interface MicrophoneWatch {
  /** Since when nothing came from the microphone, ms; null while something does. */
  silentSince: number | null
  otherSpokeMs: number
  at: number
}

export const noWatch: MicrophoneWatch = { silentSince: null, otherSpokeMs: 0, at: 0 }

/** The next look: both levels in decibels. Muted by its button nobody expects to be heard. */
export function lookAtMicrophone(watch: MicrophoneWatch, now: number, own: number, other: number, muted: boolean): MicrophoneWatch {
  if (muted || own > silentDb) return { silentSince: null, otherSpokeMs: 0, at: now }
  // A page in the background looks rarely: a second at most counts for one look.
  const passed = watch.silentSince === null ? 0 : Math.min(1_000, Math.max(0, now - watch.at))
  return { silentSince: watch.silentSince ?? now, otherSpokeMs: watch.otherSpokeMs + (other > speechDb ? passed : 0), at: now }
}

export const isMicrophoneDead = ({ silentSince, otherSpokeMs, at }: MicrophoneWatch): boolean =>
  silentSince !== null && at - silentSince >= warnAfterMs && otherSpokeMs >= leastSpeechMs
