// A prompt is known again in what a telephone heard, and told from another.
import path from 'node:path'
import { expect, it } from 'vitest'
import { decodeAlaw, encodeAlaw } from '../audio/alaw.ts'
import { findSound } from '../audio/likeness.ts'
import { readWav } from '../audio/wav.ts'

const prompt = async (name: string) => (await readWav(path.resolve(`dialplan/prompts/vi/${name}.wav`))).samples

it('finds a prompt that came through the telephone’s codec, and where it began', async () => {
  const thanks = await prompt('rating-thanks')
  const heard = new Int16Array(8000 * 12)
  heard.set(decodeAlaw(encodeAlaw(thanks)), 8000 * 3)
  const { likeness, atMs } = await findSound(heard, thanks)
  expect(likeness).toBeGreaterThan(0.99)
  expect(atMs).toBeCloseTo(3000, 0)
})

it('tells two prompts of one voice apart, and hears nothing in silence', async () => {
  const question = await prompt('rating-question')
  expect((await findSound(await prompt('rating-wrong-key'), question)).likeness).toBeLessThan(0.6)
  expect((await findSound(new Int16Array(8000 * 3), question)).likeness).toBe(0)
})
