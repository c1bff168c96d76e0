// A dead microphone is noticed after ten seconds in which the caller spoke, and not before.
import { expect, it } from 'vitest'
import { isMicrophoneDead, lookAtMicrophone, noWatch } from './silent-microphone.ts'

/** Looks every 100 ms; each stretch is [seconds, own, other, muted]. */
function dead(...stretches: [seconds: number, own: number, other: number, muted?: boolean][]): boolean {
  let watch = noWatch
  let now = 1_000_000
  for (const [seconds, own, other, muted = false] of stretches)
    for (let n = 0; n < seconds * 10; n++) {
      now += 100
      watch = lookAtMicrophone(watch, now, own, other, muted)
    }
  return isMicrophoneDead(watch)
}

it.each([
  ['silent while the caller speaks', true, dead([10.1, -100, -25])],
  ['not yet ten seconds', false, dead([9.8, -100, -25])],
  ['both are silent', false, dead([30, -100, -90])],
  ['the caller spoke a little', true, dead([6, -100, -90], [1.2, -100, -20], [6, -100, -90])],
  ['muted by the button', false, dead([30, -100, -25, true])],
  ['muted, then not: it counts from then on', false, dead([30, -100, -25, true], [5, -100, -25])],
  ['a quiet room gives its noise', false, dead([30, -70, -25])],
  ['a word in between', false, dead([9, -100, -25], [0.2, -30, -25], [9, -100, -25])],
  ['it comes back', false, dead([20, -100, -25], [0.1, -30, -25])],
])('%s', (_, wanted, got) => expect(got).toBe(wanted))

it('a page in the background looks once a second, and after a long sleep nothing is made up', () => {
  let watch = noWatch
  for (let n = 0; n <= 11; n++) watch = lookAtMicrophone(watch, 1_000_000 + n * 1000, -100, -25, false)
  expect(isMicrophoneDead(watch)).toBe(true)
  const slept = lookAtMicrophone(lookAtMicrophone(noWatch, 1_000_000, -100, -25, false), 1_060_000, -100, -25, false)
  expect(slept.otherSpokeMs).toBe(1_000)
})
