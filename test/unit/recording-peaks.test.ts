// How loud a recording is along its time: every sample counts once, wherever the file was cut into pieces.
import { expect, it } from 'vitest'
import { createPeakMeter, MOST_PEAKS, peaksFor } from '../../src/calls/peaks-rules.ts'

const bytesOf = (samples: readonly number[]) => {
  const bytes = Buffer.alloc(samples.length * 2)
  samples.forEach((sample, n) => void bytes.writeInt16LE(sample, n * 2))
  return bytes
}
/** 400 ms: loud, silent, negative loud, quiet. */
const samples = [20_000, 0, -32_768, 256].flatMap((level) => Array.from({ length: 800 }, () => level))
const measured = (pieces: readonly Uint8Array[], durationMs = 400) => {
  const meter = createPeakMeter(durationMs)
  for (const piece of pieces) meter.push(piece)
  return [...meter.peaks()]
}

it.each([
  [0, 1],
  [49, 1],
  [400, 8],
  [30_000, 600],
  [7_200_000, MOST_PEAKS],
])('%i ms have %i values', (ms, wanted) => expect(peaksFor(ms)).toBe(wanted))

it('the greatest level of each stretch, whatever its sign', () => {
  expect(measured([bytesOf(samples)])).toEqual([156, 156, 0, 0, 255, 255, 2, 2])
})

it.each([1, 3, 7, 1601])('pieces of %i bytes make no difference, also where they end within a sample', (size) => {
  const bytes = bytesOf(samples)
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size))
  expect(measured(pieces)).toEqual(measured([bytes]))
})

it('more or less sound than was told does no harm', () => {
  expect(measured([bytesOf([...samples, ...samples])])).toHaveLength(8)
  expect(measured([bytesOf(samples.slice(0, 800))])).toEqual([156, 156, 0, 0, 0, 0, 0, 0])
  expect(measured([])).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
})
