// What a caller hears of the prompts, told apart by their waves.
import path from 'node:path'
import { findSound } from '../audio/likeness.ts'
import { readWav } from '../audio/wav.ts'
import type { SipCaller } from '../sip/caller.ts'

/** The same wave through the telephone's codec is 1; two prompts of one voice come to 0.56. */
export const SAME_SOUND = 0.7
/** Longer than the piece by which a prompt is known, with what may come late. */
const OVERLAP_MS = 2500
const AGAIN_MS = 700

export interface Prompts {
  /** How much of what these samples hold is like the prompt, 0 to 1. */
  likeness(samples: Int16Array, prompt: string): Promise<number>
  /** Resolves when the caller has heard it after `from`. */
  heard(caller: SipCaller, from: number, prompt: string, limitMs?: number): Promise<void>
}

/** Reads the prompts to be listened for. */
export async function openPrompts(names: readonly string[]): Promise<Prompts> {
  const sounds = new Map<string, Int16Array>()
  for (const name of names) sounds.set(name, (await readWav(path.resolve(import.meta.dirname, `../../dialplan/prompts/vi/${name}.wav`))).samples)
  const likeness = async (samples: Int16Array, prompt: string) => (await findSound(samples, sounds.get(prompt) ?? new Int16Array(0))).likeness
  return {
    likeness,
    async heard(caller, from, prompt, limitMs = 15_000) {
      const until = Date.now() + limitMs
      // Each moment is listened to once, and nothing is left out however slow the machine is.
      for (let listened = from; ; ) {
        const now = Date.now()
        if ((await likeness(caller.receivedBetween(Math.max(from, listened - OVERLAP_MS), now), prompt)) >= SAME_SOUND) return
        if (now > until)
          throw new Error(
            `${prompt} was not heard: nothing in ${now - from} ms is more than ${(await likeness(caller.receivedBetween(from, now), prompt)).toFixed(2)} like it`,
          )
        listened = now
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      }
    },
  }
}
