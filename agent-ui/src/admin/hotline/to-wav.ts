// Whatever sound the browser can read (MP3, OGG, M4A, its own microphone's) as a WAV file; the server takes nothing else.

const RATE = 48_000
const HEADER_BYTES = 44
/** An hour of MP3 would be gigabytes of samples; the server says how long a prompt may be. */
const LARGEST = 32 * 2 ** 20
const MOST_SECONDS = 300

/** As WAV; what is one already, or cannot be read here, goes as it is: the server says what is wrong with it. */
export async function toWav(file: Blob): Promise<Blob> {
  if (file.size > LARGEST) return file
  const bytes = await file.arrayBuffer()
  if (String.fromCharCode(...new Uint8Array(bytes.slice(0, 4))) === 'RIFF') return file
  try {
    const sound = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes)
    return encode(sound)
  } catch {
    return file
  }
}

function encode(sound: AudioBuffer): Blob {
  const length = Math.min(sound.length, sound.sampleRate * MOST_SECONDS)
  const channels = Array.from({ length: sound.numberOfChannels }, (_, n) => sound.getChannelData(n))
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + length * 2))
  const text = (at: number, words: string) => {
    for (let i = 0; i < words.length; i += 1) view.setUint8(at + i, words.charCodeAt(i))
  }
  text(0, 'RIFF')
  view.setUint32(4, 36 + length * 2, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sound.sampleRate, true)
  view.setUint32(28, sound.sampleRate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, length * 2, true)
  for (let i = 0; i < length; i += 1) {
    const mixed = channels.reduce((sum, channel) => sum + (channel[i] ?? 0), 0) / channels.length
    view.setInt16(HEADER_BYTES + i * 2, Math.round(Math.max(-1, Math.min(1, mixed)) * 32_767), true)
  }
  return new Blob([view.buffer], { type: 'audio/wav' })
}
