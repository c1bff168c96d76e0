// The waveform and the list below it.
import { expect, it } from 'vitest'
import { barsPath, levelsOf, listedParts, placeOf } from './waveform.ts'

const base64 = (bytes: number[]) => btoa(String.fromCharCode(...bytes))

it('keeps the loudest of what shares a bar', () => {
  expect(levelsOf(base64([0, 255, 64]))).toEqual([0, 1, expect.closeTo(0.5, 2)])
  const many = levelsOf(base64(Array.from({ length: 600 }, (_, n) => (n === 301 ? 255 : 0))))
  expect([many.length, many.filter((level) => level === 1).length]).toEqual([150, 1])
  expect(levelsOf(base64([7]))).toHaveLength(1)
})

it('draws one bar each, visible also in silence', () => {
  expect(barsPath([0, 1]).split('z').filter(Boolean)).toHaveLength(2)
  expect(barsPath([0])).toBe('M0.15 48.5h.7v3.0h-.7z')
})

it('lists by time, a pause behind the segment it lies in', () => {
  const segment = (fromMs: number, toMs: number) => ({ kind: 'talk' as const, fromMs, toMs, agentName: 'Lan', secondName: null })
  const parts = listedParts({ segments: [segment(0, 5000), segment(5000, 9000)], pauses: [{ fromMs: 5000, toMs: 6000, by: 'Lan' }] })
  expect(parts.map(({ kind, fromMs }) => `${kind} ${fromMs}`)).toEqual(['segment 0', 'segment 5000', 'pause 5000'])
})

it('places a stretch along the whole', () => {
  expect(placeOf({ fromMs: 2500, toMs: 5000 }, 10_000)).toEqual({ left: '25.000%', width: '25.000%' })
  expect(placeOf({ fromMs: 9000, toMs: 12_000 }, 10_000)).toEqual({ left: '90.000%', width: '10.000%' })
  expect(placeOf({ fromMs: 0, toMs: 10 }, 0)).toEqual({ left: '0.000%', width: '0.000%' })
})
