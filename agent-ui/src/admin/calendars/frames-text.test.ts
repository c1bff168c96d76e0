import { describe, expect, it } from 'vitest'
import { framesText, readFrames } from './frames-text.ts'

describe('hours as one types them', () => {
  it('are read and written the same', () => {
    const frames = readFrames(' 7:30-11:30 ; 13h30 – 17:30,')
    expect(frames).toEqual([
      { open: 450, close: 690 },
      { open: 810, close: 1050 },
    ])
    expect(framesText(frames ?? [])).toBe('07:30-11:30, 13:30-17:30')
    expect(readFrames('')).toEqual([])
    expect(readFrames('00:00-24:00')).toEqual([{ open: 0, close: 1440 }])
  })
  it.each(['7-11', '11:00-07:00', '07:30-24:01', '07:61-08:00', 'sáng'])('%s is not understood', (text) => {
    expect(readFrames(text)).toBeNull()
  })
})
