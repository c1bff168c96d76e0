/** Finding a known sound, such as a prompt, in what was heard or recorded. */

/** Longer than a word or two, which other prompts may hold as well. */
const PIECE_MS = 1500
/** Each so many samples of the piece are compared: enough to know it again. */
const EVERY = 8
const RATE = 8000
/** So long it works without a pause: the test's own telephones must send and read every 20 ms, or their audio is torn. */
const AT_ONCE_MS = 5

/** The piece of the sound that speaks most. */
function loudestPiece(sound: Int16Array): { piece: Int16Array; from: number } {
  const size = (PIECE_MS * RATE) / 1000
  if (sound.length <= size) return { piece: sound, from: 0 }
  const step = size / 4
  let best = { from: 0, energy: -1 }
  for (let from = 0; from + size <= sound.length; from += step) {
    let energy = 0
    for (let index = from; index < from + size; index += 1) energy += (sound[index] ?? 0) ** 2
    if (energy > best.energy) best = { from, energy }
  }
  return { piece: sound.subarray(best.from, best.from + size), from: best.from }
}

/**
 * Where the sound is heard best: `likeness` is 1 for the same wave, near 0 for another sound; `atMs` is where the sound's
 * beginning lies. A piece of it is laid over every moment of what was heard.
 */
export async function findSound(heard: Int16Array, sound: Int16Array): Promise<{ likeness: number; atMs: number }> {
  const { piece, from } = loudestPiece(sound)
  let own = 0
  for (let index = 0; index < piece.length; index += EVERY) own += (piece[index] ?? 0) ** 2
  let best = { likeness: 0, atMs: 0 }
  let since = performance.now()
  for (let at = 0; at + piece.length <= heard.length; at += 1) {
    if (performance.now() - since > AT_ONCE_MS) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      since = performance.now()
    }
    let product = 0
    let there = 0
    for (let index = 0; index < piece.length; index += EVERY) {
      const sample = heard[at + index] ?? 0
      product += sample * (piece[index] ?? 0)
      there += sample * sample
    }
    // Where next to nothing is heard nothing can be alike.
    if (there < own / 16) continue
    const likeness = product / Math.sqrt(own * there)
    if (likeness > best.likeness) best = { likeness, atMs: ((at - from) * 1000) / RATE }
  }
  return best
}
