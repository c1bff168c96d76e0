// Whether anything is said in a message: how long it is louder than a line on which nobody speaks. Pure.

/** 20 ms at 8 kHz. */
const FRAME_SAMPLES = 160
const FRAME_MS = 20
/** The loudness (mean of the amplitudes) below which Asterisk's own recorder takes a moment for silence. */
const SPOKEN_LEVEL = 256
/** Less than that is a cough, or a receiver put down. */
const LEAST_SPOKEN_MS = 400

/** How long something is heard in these samples (16 bit, little-endian, one channel), ms. */
export function spokenMs(pcm: Uint8Array): number {
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength)
  const samples = Math.floor(pcm.byteLength / 2)
  let spoken = 0
  for (let from = 0; from + FRAME_SAMPLES <= samples; from += FRAME_SAMPLES) {
    let sum = 0
    for (let at = from; at < from + FRAME_SAMPLES; at += 1) sum += Math.abs(view.getInt16(at * 2, true))
    if (sum >= SPOKEN_LEVEL * FRAME_SAMPLES) spoken += FRAME_MS
  }
  return spoken
}

/** Nobody need be called to hear this. */
export const isEmptyMessage = (pcm: Uint8Array): boolean => spokenMs(pcm) < LEAST_SPOKEN_MS
