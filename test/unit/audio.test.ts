import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeAlaw, encodeAlaw } from '../audio/alaw.ts'
import { gapsOf, longestSilence } from '../audio/continuity.ts'
import { findTone, goertzel, isSilent, makeTone, presence, rms, toneSpans } from '../audio/tones.ts'
import { decodeWav, durationMs, encodeWav, readWav, writeWav } from '../audio/wav.ts'
import { chanceFrom } from '../harness/chance.ts'
import { ReceivedAudio } from '../sip/received.ts'

function mix(...parts: Int16Array[]): Int16Array {
  const length = Math.max(...parts.map((part) => part.length))
  return Int16Array.from({ length }, (_, index) => parts.reduce((sum, part) => sum + (part[index] ?? 0), 0))
}

function join16(...parts: Int16Array[]): Int16Array {
  return Int16Array.from(parts.flatMap((part) => [...part]))
}

describe('A-law', () => {
  it('keeps every sample within the codec’s step', () => {
    const samples = Int16Array.from({ length: 65536 }, (_, index) => index - 32768)
    const back = decodeAlaw(encodeAlaw(samples))
    samples.forEach((sample, index) => {
      const error = Math.abs((back[index] ?? 0) - sample)
      expect(error).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 16))
    })
  })

  it('knows the values of G.711', () => {
    expect([...decodeAlaw(Uint8Array.of(0xd5, 0x55, 0xaa, 0x2a))]).toEqual([8, -8, 32256, -32256])
    expect([...encodeAlaw(Int16Array.of(8, -8, 32256, -32256))]).toEqual([0xd5, 0x55, 0xaa, 0x2a])
  })

  it('gives each code back unchanged', () => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code)
    expect(encodeAlaw(decodeAlaw(codes))).toEqual(codes)
  })
})

describe('tones', () => {
  it.each([700, 1000, 1300, 1700])('finds a pure tone of %i Hz and no other', (hz) => {
    const samples = decodeAlaw(encodeAlaw(makeTone(hz, 1000)))
    for (const other of [700, 1000, 1300, 1700]) {
      const level = presence(samples, other)
      if (other === hz) expect(level).toBeGreaterThan(0.99)
      else expect(level).toBeLessThan(0.01)
    }
  })

  it('measures the whole energy of a sine', () => {
    const samples = makeTone(1000, 100, 8000, 0.5)
    expect(goertzel(samples, 8000, 1000) / samples.length).toBeCloseTo(rms(samples) ** 2, -4)
    expect(goertzel(new Int16Array(), 8000, 1000)).toBe(0)
  })

  it('shares the level between two speakers', () => {
    const both = mix(makeTone(700, 500), makeTone(1300, 500))
    expect(presence(both, 700)).toBeCloseTo(0.5, 1)
    expect(presence(both, 1300)).toBeCloseTo(0.5, 1)
    expect(presence(both, 1000)).toBeLessThan(0.01)
  })

  it('finds a long tone in spite of a drifting clock', () => {
    expect(presence(makeTone(1001.5, 10_000), 1000)).toBeGreaterThan(0.9)
  })

  it('hears nothing in silence and in codec noise', () => {
    expect(presence(new Int16Array(8000), 1000)).toBe(0)
    expect(isSilent(new Int16Array(800).fill(8))).toBe(true)
    expect(presence(new Int16Array(), 1000)).toBe(0)
    expect(isSilent(makeTone(1000, 100, 8000, 0.01))).toBe(false)
  })

  it('says when a tone was there, at 8 and at 16 kHz', () => {
    for (const rate of [8000, 16_000]) {
      const samples = join16(new Int16Array(rate / 2), makeTone(1000, 1000, rate), makeTone(700, 300, rate), makeTone(1000, 200, rate))
      expect(toneSpans(samples, 1000, rate)).toEqual([
        { fromMs: 500, toMs: 1500 },
        { fromMs: 1800, toMs: 2000 },
      ])
      expect(findTone(samples, 1000, rate)).toHaveLength(20)
    }
  })
})

describe('WAV', () => {
  it.each([8000, 16_000])('writes and reads %i Hz', async (rate) => {
    const folder = await mkdtemp(join(tmpdir(), 'wav-'))
    try {
      const wav = { rate, samples: makeTone(1000, 250, rate) }
      await writeWav(join(folder, 'tone.wav'), wav)
      const back = await readWav(join(folder, 'tone.wav'))
      expect(back).toEqual(wav)
      expect(durationMs(back)).toBe(250)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('skips chunks it does not know', () => {
    const plain = encodeWav({ rate: 8000, samples: Int16Array.of(1, -2, 3) })
    const list = Buffer.from('LIST\x03\x00\x00\x00abc\x00', 'latin1')
    const withList = Buffer.concat([plain.subarray(0, 36), list, plain.subarray(36)])
    expect(decodeWav(withList).samples).toEqual(Int16Array.of(1, -2, 3))
  })

  it('takes a recording still being written to its end', () => {
    const bytes = encodeWav({ rate: 8000, samples: Int16Array.of(5, 6, 7) })
    bytes.writeUInt32LE(0, 40)
    expect(decodeWav(bytes).samples).toEqual(Int16Array.of(5, 6, 7))
  })

  it('refuses what it cannot read', () => {
    expect(() => decodeWav(Buffer.from('OggS'))).toThrow('not a WAV file')
    const stereo = encodeWav({ rate: 8000, samples: Int16Array.of(1, 2) })
    stereo.writeUInt16LE(2, 22)
    expect(() => decodeWav(stereo)).toThrow('2 channels')
    expect(() => decodeWav(stereo.subarray(0, 36))).toThrow('2 channels')
    expect(() => decodeWav(stereo.subarray(0, 12))).toThrow('without data')
  })
})

describe('what a telephone heard', () => {
  const FRAME = 160

  function feed(received: ReceivedAudio, tone: Int16Array, start: number, lateMs: (frame: number) => number): void {
    const bytes = encodeAlaw(tone)
    for (let frame = 0; frame * FRAME < bytes.length; frame += 1) {
      const payload = bytes.subarray(frame * FRAME, (frame + 1) * FRAME)
      received.add(1, 5000 + frame * FRAME, payload, start + 20 + frame * 20 + lateMs(frame))
    }
  }

  it('is not torn apart when packets are read late', () => {
    const received = new ReceivedAudio()
    feed(received, makeTone(1000, 2000), 100_000, (frame) => (frame > 20 && frame < 28 ? 150 : 0))
    expect(presence(received.between(100_000, 102_000), 1000)).toBeGreaterThan(0.99)
    expect([received.firstAt, received.lastAt]).toEqual([100_000, 102_000])
  })

  it('keeps a real gap as silence', () => {
    const received = new ReceivedAudio()
    feed(received, makeTone(1000, 2000), 100_000, (frame) => (frame >= 50 ? 500 : 0))
    expect(isSilent(received.between(101_000, 101_500))).toBe(true)
    expect(presence(received.between(101_500, 102_500), 1000)).toBeGreaterThan(0.99)
  })

  it('goes on through the wrap of the time stamps', () => {
    const received = new ReceivedAudio()
    const bytes = encodeAlaw(makeTone(1000, 100))
    for (let frame = 0; frame < 5; frame += 1) {
      const timestamp = (0xffffffff - 319 + frame * FRAME) >>> 0
      received.add(1, timestamp, bytes.subarray(frame * FRAME, (frame + 1) * FRAME), 1020 + frame * 20)
    }
    expect(received.lastAt).toBe(1100)
    expect(presence(received.all(), 1000)).toBeGreaterThan(0.99)
  })
})

describe('continuity of a talk', () => {
  it('finds no gap in a tone that is plainly there, alone or beside another', () => {
    expect(gapsOf(makeTone(700, 1000), 700)).toEqual([])
    expect(gapsOf(mix(makeTone(700, 1000), makeTone(1300, 1000)), 700, 8000, 0.1)).toEqual([])
  })

  it('says where the tone is away and for how long, whatever else is heard meanwhile', () => {
    const talk = Int16Array.from([...makeTone(700, 400), ...makeTone(1300, 300), ...makeTone(700, 300), ...new Int16Array(800), ...makeTone(700, 200)])
    expect(gapsOf(talk, 700)).toEqual([
      { atMs: 400, ms: 300 },
      { atMs: 1000, ms: 100 },
    ])
  })

  it('measures the longest silence', () => {
    expect(longestSilence(makeTone(700, 500)).ms).toBe(0)
    expect(longestSilence(Int16Array.from([...makeTone(700, 200), ...new Int16Array(1600), ...makeTone(700, 200)]))).toEqual({ atMs: 200, ms: 200 })
  })
})

describe('chance with a seed', () => {
  it('gives the same sequence again, within its bounds', () => {
    const [first, again] = [chanceFrom(7), chanceFrom(7)]
    const drawn = Array.from({ length: 50 }, () => first.ms(10, 20))
    expect(Array.from({ length: 50 }, () => again.ms(10, 20))).toEqual(drawn)
    expect(drawn.every((ms) => ms >= 10 && ms < 20)).toBe(true)
    expect(new Set(drawn).size).toBeGreaterThan(5)
  })
})
