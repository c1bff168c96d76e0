import { readFile, writeFile } from 'node:fs/promises'

/** Mono 16-bit PCM audio. */
export interface Wav {
  rate: number
  samples: Int16Array
}

const HEADER_BYTES = 44

/** Reads a mono 16-bit WAV from memory; a recording still being written has no length yet and is taken to its end. */
export function decodeWav(bytes: Buffer): Wav {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('not a WAV file')
  }
  let rate = 0
  let offset = 12
  while (offset + 8 <= bytes.length) {
    const id = bytes.toString('latin1', offset, offset + 4)
    const size = bytes.readUInt32LE(offset + 4)
    const start = offset + 8
    if (id === 'fmt ') {
      const [format, channels, bits] = [0, 2, 14].map((at) => bytes.readUInt16LE(start + at))
      if (format !== 1 || channels !== 1 || bits !== 16) {
        throw new Error(`only mono 16-bit PCM is read: format ${format}, ${channels} channels, ${bits} bits`)
      }
      rate = bytes.readUInt32LE(start + 4)
    }
    if (id === 'data') {
      if (rate === 0) throw new Error('WAV data before its format')
      const end = size === 0 ? bytes.length : Math.min(bytes.length, start + size)
      return { rate, samples: toSamples(bytes.subarray(start, end)) }
    }
    offset = start + size + (size % 2)
  }
  throw new Error('WAV file without data')
}

/** Writes mono 16-bit PCM as a WAV in memory. */
export function encodeWav({ rate, samples }: Wav): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + samples.length * 2)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(samples.length * 2, 40)
  samples.forEach((sample, index) => {
    bytes.writeInt16LE(sample, HEADER_BYTES + index * 2)
  })
  return bytes
}

/** Reads a WAV file. */
export async function readWav(path: string): Promise<Wav> {
  return decodeWav(await readFile(path))
}

/** Writes a WAV file. */
export async function writeWav(path: string, wav: Wav): Promise<void> {
  await writeFile(path, encodeWav(wav))
}

/** Length of the audio in ms. */
export function durationMs({ rate, samples }: Wav): number {
  return (samples.length * 1000) / rate
}

function toSamples(bytes: Buffer): Int16Array {
  const samples = new Int16Array(Math.floor(bytes.length / 2))
  for (let index = 0; index < samples.length; index += 1) samples[index] = bytes.readInt16LE(index * 2)
  return samples
}
