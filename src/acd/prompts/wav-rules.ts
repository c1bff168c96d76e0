// WAV files as people bring them: any rate, any number of channels, whole numbers, fractions or a telephone's own coding. Pure.

/** One channel, each sample from -1 to 1. */
export interface Sound {
  rate: number
  samples: Float32Array
}

/** Why a file is no sound we can read. */
export type UnreadableWav = 'not-wav' | 'coding' | 'broken' | 'empty'

interface Format {
  code: number
  channels: number
  rate: number
  bits: number
}

const PCM = 1
const FLOAT = 3
const ALAW = 6
const ULAW = 7
/** The true code stands in the extension. */
const EXTENSIBLE = 0xfffe
const MOST_CHANNELS = 8
const MOST_RATE = 192_000

const textAt = (view: DataView, at: number): string => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)))

/** Reads a file; its channels are mixed into one. */
export function readWav(bytes: Uint8Array): Sound | UnreadableWav {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 12 || textAt(view, 0) !== 'RIFF' || textAt(view, 8) !== 'WAVE') return 'not-wav'
  let format: Format | null = null
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const size = view.getUint32(at + 4, true)
    const start = at + 8
    if (textAt(view, at) === 'fmt ') {
      if (size < 16 || start + size > bytes.byteLength) return 'broken'
      format = readFormat(view, start, size)
    }
    if (textAt(view, at) === 'data') {
      if (!format) return 'broken'
      // A recorder that was cut off never wrote the length: then what is there is taken.
      const end = Math.min(bytes.byteLength, start + size)
      return readSamples(view, start, end, format)
    }
    at = start + size + (size % 2)
  }
  return format ? 'empty' : 'broken'
}

function readFormat(view: DataView, at: number, size: number): Format {
  const code = view.getUint16(at, true)
  return {
    code: code === EXTENSIBLE && size >= 40 ? view.getUint16(at + 24, true) : code,
    channels: view.getUint16(at + 2, true),
    rate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  }
}

function readSamples(view: DataView, start: number, end: number, { code, channels, rate, bits }: Format): Sound | UnreadableWav {
  if (channels < 1 || channels > MOST_CHANNELS || rate < 1000 || rate > MOST_RATE) return 'broken'
  const read = readerOf(view, code, bits)
  if (!read) return 'coding'
  const bytes = bits / 8
  const count = Math.floor((end - start) / (bytes * channels))
  if (count <= 0) return 'empty'
  const samples = new Float32Array(count)
  for (let i = 0; i < count; i += 1) {
    let sum = 0
    for (let channel = 0; channel < channels; channel += 1) sum += read(start + (i * channels + channel) * bytes)
    const mixed = sum / channels
    // A file may hold what is no number at all.
    samples[i] = Number.isFinite(mixed) ? mixed : 0
  }
  return { rate, samples }
}

/** How one sample is read, or null for a coding we do not know. */
function readerOf(view: DataView, code: number, bits: number): ((at: number) => number) | null {
  if (code === PCM && bits === 8) return (at) => (view.getUint8(at) - 128) / 128
  if (code === PCM && bits === 16) return (at) => view.getInt16(at, true) / 32_768
  if (code === PCM && bits === 24) return (at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608
  if (code === PCM && bits === 32) return (at) => view.getInt32(at, true) / 2_147_483_648
  if (code === FLOAT && bits === 32) return (at) => view.getFloat32(at, true)
  if (code === FLOAT && bits === 64) return (at) => view.getFloat64(at, true)
  if (code === ALAW && bits === 8) return (at) => fromALaw(view.getUint8(at)) / 32_768
  if (code === ULAW && bits === 8) return (at) => fromULaw(view.getUint8(at)) / 32_768
  return null
}

/** ITU-T G.711. */
function fromALaw(coded: number): number {
  const value = coded ^ 0x55
  const step = (value & 0x70) >> 4
  const low = ((value & 0x0f) << 4) + 8
  const size = step === 0 ? low : (low + 0x100) << (step - 1)
  return value & 0x80 ? size : -size
}

function fromULaw(coded: number): number {
  const value = ~coded & 0xff
  const size = (((value & 0x0f) << 3) + 0x84) << ((value & 0x70) >> 4)
  return value & 0x80 ? 0x84 - size : size - 0x84
}

/** The file Asterisk plays: 16 bit, one channel. */
export function writeWav(samples: Int16Array, rate: number): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 2)
  const view = new DataView(bytes.buffer)
  const text = (at: number, words: string) => {
    for (let i = 0; i < words.length; i += 1) view.setUint8(at + i, words.charCodeAt(i))
  }
  text(0, 'RIFF')
  view.setUint32(4, 36 + samples.length * 2, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, PCM, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  for (let i = 0; i < samples.length; i += 1) view.setInt16(44 + i * 2, samples[i] ?? 0, true)
  return bytes
}
