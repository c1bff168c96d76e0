// Recordings as people bring them, and what is made of them for callers.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { toPrompt } from '../../src/acd/prompts/convert.ts'
import { wrongWith } from '../../src/acd/prompts/prompt-check-rules.ts'
import { resample } from '../../src/acd/prompts/resample-rules.ts'
import { spokenText } from '../../src/acd/prompts/spoken-text-rules.ts'
import { createVoice } from '../../src/acd/prompts/voice.ts'
import { readWav, type Sound, writeWav } from '../../src/acd/prompts/wav-rules.ts'
import { presence } from '../audio/tones.ts'
import { decodeWav } from '../audio/wav.ts'

const sine = (hz: number, rate: number, seconds: number, peak = 0.4): Float32Array =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) => peak * Math.sin((2 * Math.PI * hz * i) / rate))

interface Shape {
  code: number
  bits: number
  channels?: number
  extensible?: boolean
  write: (view: DataView, at: number, sample: number) => void
}

/** A WAV file of this shape. */
function wav(samples: Float32Array, rate: number, { code, bits, channels = 1, extensible = false, write }: Shape): Uint8Array {
  const head = extensible ? 40 : 16
  const size = (samples.length * channels * bits) / 8
  const bytes = new Uint8Array(28 + head + size)
  const view = new DataView(bytes.buffer)
  const text = (at: number, words: string) => bytes.set(Buffer.from(words, 'latin1'), at)
  text(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, head, true)
  view.setUint16(20, extensible ? 0xfffe : code, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, (rate * channels * bits) / 8, true)
  view.setUint16(32, (channels * bits) / 8, true)
  view.setUint16(34, bits, true)
  if (extensible) view.setUint16(20 + 24, code, true)
  text(20 + head, 'data')
  view.setUint32(24 + head, size, true)
  samples.forEach((sample, i) => {
    for (let channel = 0; channel < channels; channel += 1) write(view, 28 + head + ((i * channels + channel) * bits) / 8, sample)
  })
  return bytes
}

const pcm16: Shape = { code: 1, bits: 16, write: (view, at, sample) => view.setInt16(at, Math.round(sample * 32_767), true) }
const shapes: Record<string, Shape> = {
  '8 bit': { code: 1, bits: 8, write: (view, at, sample) => view.setUint8(at, Math.round(sample * 127) + 128) },
  '16 bit': pcm16,
  '16 bit, two channels': { ...pcm16, channels: 2 },
  '24 bit': {
    code: 1,
    bits: 24,
    write: (view, at, sample) => {
      const value = Math.round(sample * 8_388_607)
      view.setUint16(at, value & 0xffff, true)
      view.setInt8(at + 2, value >> 16)
    },
  },
  '32 bit': { code: 1, bits: 32, write: (view, at, sample) => view.setInt32(at, Math.round(sample * 2_147_483_647), true) },
  'fractions of 32 bit': { code: 3, bits: 32, write: (view, at, sample) => view.setFloat32(at, sample, true) },
  'fractions of 64 bit': { code: 3, bits: 64, write: (view, at, sample) => view.setFloat64(at, sample, true) },
  'extensible 16 bit': { ...pcm16, extensible: true },
}

describe('a tone of 700 Hz, whatever it comes in,', () => {
  it.each(Object.entries(shapes).flatMap(([name, shape]) => [8000, 22_050, 44_100, 48_000].map((rate) => [name, rate, shape] as const)))(
    '%s at %d Hz, is the same tone at 8 kHz, as long, as loud as every prompt',
    async (_name, rate, shape) => {
      const { audio, durationMs } = await toPrompt(wav(sine(700, rate, 1), rate, shape))
      const { rate: played, samples } = decodeWav(Buffer.from(audio))
      expect([played, durationMs]).toEqual([8000, 1000])
      expect(presence(samples.subarray(400, 7600), 700)).toBeGreaterThan(0.99)
      expect(Math.max(...samples) / 32_768).toBeCloseTo(0.5, 2)
    },
  )
  it('in a telephone’s own coding is read', () => {
    // 0xD5 and 0x55 are the smallest A-law steps, 0x2A the largest.
    const coded = Uint8Array.from({ length: 8000 }, (_, i) => (i % 8 < 4 ? 0x2a : 0xaa))
    const shape: Shape = { code: 6, bits: 8, write: (view, at, _sample) => view.setUint8(at, coded[at % 8000] ?? 0) }
    const sound = readWav(wav(new Float32Array(8000), 8000, shape)) as Sound
    expect(Math.max(...sound.samples)).toBeCloseTo(32_256 / 32_768, 4)
    const mu = readWav(wav(new Float32Array(4), 8000, { code: 7, bits: 8, write: (view, at) => view.setUint8(at, 0x80) })) as Sound
    expect(mu.samples[0]).toBeCloseTo(32_124 / 32_768, 4)
  })
})

describe('another rate', () => {
  const at8k = (samples: Float32Array, rate: number) => resample(samples, rate, 8000)
  const level = (samples: Float32Array) => Math.sqrt(samples.subarray(800, -800).reduce((sum, sample) => sum + sample * sample, 0) / (samples.length - 1600))
  it.each([300, 1000, 3000, 3400])('keeps %d Hz within a tenth of a decibel', (hz) => {
    expect(level(at8k(sine(hz, 44_100, 2), 44_100)) / (0.4 / Math.SQRT2)).toBeCloseTo(1, 1)
  })
  it.each([4400, 5000, 7000, 12_000, 21_000])('takes %d Hz out, which 8 kHz cannot carry: 60 dB below', (hz) => {
    expect(level(at8k(sine(hz, 44_100, 2), 44_100))).toBeLessThan((0.4 / Math.SQRT2) * 0.001)
  })
  it.each([11_025, 16_000, 32_000, 47_999, 96_000])('a steady level from %d Hz stays what it is', (rate) => {
    const steady = at8k(new Float32Array(rate).fill(0.25), rate)
    expect(steady).toHaveLength(8000)
    for (const at of [200, 4000, 7800]) expect(steady[at]).toBeCloseTo(0.25, 4)
  })
})

describe('refused in words', () => {
  const sound = (samples: Float32Array): Sound => ({ rate: 8000, samples })
  it.each<[string, Parameters<typeof wrongWith>[0], RegExp]>([
    ['no sound file at all', readWav(Buffer.from('ID3 this is an mp3 file, so to say')), /WAV, MP3/],
    ['a file of two bytes', readWav(Buffer.from('RI')), /không phải âm thanh/],
    ['a compressed WAV', readWav(wav(sine(700, 8000, 1), 8000, { ...pcm16, code: 0x55 })), /kiểu nén/],
    ['no data', readWav(wav(new Float32Array(0), 8000, pcm16)), /không có âm thanh/],
    ['cut off in its head', readWav(wav(sine(700, 8000, 1), 8000, pcm16).slice(0, 30)), /hỏng/],
    ['a rate of nothing', readWav(wav(sine(700, 8000, 1), 0, pcm16)), /hỏng/],
    ['a moment', sound(sine(700, 8000, 0.2)), /quá ngắn/],
    ['more than two minutes', sound(sine(700, 8000, 121)), /dài 2 phút 1 giây/],
    ['silence', sound(new Float32Array(16_000)), /Không nghe thấy/],
    ['a microphone that hums', sound(sine(50, 8000, 2, 0.003)), /Không nghe thấy/],
    ['overdriven', sound(sine(200, 8000, 2, 3).map((sample) => Math.max(-1, Math.min(1, sample)))), /vỡ/],
  ])('%s', (_name, read, why) => {
    expect(wrongWith(read)).toMatch(why)
  })
  it('a recording brought to the top without being overdriven is not', () => {
    expect(wrongWith(sound(sine(200, 8000, 2, 1)))).toBeNull()
  })
  it('a recording whose length was never written is taken as far as it goes', async () => {
    const file = wav(sine(700, 8000, 1), 8000, pcm16)
    new DataView(file.buffer).setUint32(40, 0x7ffff000, true)
    expect((await toPrompt(file)).durationMs).toBe(1000)
  })
  it('what is no number is silence', () => {
    const file = wav(new Float32Array(10), 8000, { code: 3, bits: 32, write: (view, at) => view.setFloat32(at, Number.NaN, true) })
    expect((readWav(file) as Sound).samples.every((sample) => sample === 0)).toBe(true)
  })
})

it('what is written is read again', () => {
  const samples = Int16Array.from([0, 1, -1, 32_767, -32_768])
  expect(decodeWav(Buffer.from(writeWav(samples, 8000)))).toEqual({ rate: 8000, samples })
})

it('two minutes at 48 kHz keep nobody waiting for long at a time', async () => {
  const file = wav(sine(700, 48_000, 119), 48_000, pcm16)
  const delays = monitorEventLoopDelay({ resolution: 5 })
  delays.enable()
  const { durationMs } = await toPrompt(file)
  delays.disable()
  expect(durationMs).toBe(119_000)
  // The machine's neighbours may hold this process up as well; on the main thread it would be seconds.
  expect(delays.max / 1e6).toBeLessThan(500)
}, 60_000)

it('the machine says telephone numbers digit by digit', () => {
  expect(spokenText('Gọi 1022, phím 1, lúc 23 giờ')).toBe('Gọi một không hai hai, phím 1, lúc 23 giờ')
})

it('a voice that fails or is not there is an error, never an empty recording', async () => {
  await expect(createVoice({ command: '/no/such/program', args: [] })('Xin chào')).rejects.toThrow()
  await expect(createVoice({ command: '/bin/false', args: [] })('Xin chào')).rejects.toThrow('ended with 1')
  expect(Buffer.from(await createVoice({ command: '/bin/sh', args: ['-c', 'cat'] })('Số 1022')).toString()).toBe('Số một không hai hai')
})
