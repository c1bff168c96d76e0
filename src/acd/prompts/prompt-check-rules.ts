// May this recording be heard by callers? What is wrong is said in words, so that the next try succeeds. Pure.
import { LONGEST_PROMPT_SECONDS } from '../../contract/prompts.ts'
import type { Sound, UnreadableWav } from './wav-rules.ts'

export const PROMPT_RATE = 8000
/** Peak callers hear, a half: as loud as the prompts of the installation. */
const PEAK = 0.5
/** Below that a recording is silence with noise, -46 dB. */
const QUIETEST_PEAK = 0.005
const LEAST_SECONDS = 0.4
/** A microphone that was overdriven leaves rows of samples at its end stop. */
const END_STOP = 0.998
const ROW = 4
/** Rows a second that are heard as a crackle. */
const MOST_ROWS_PER_SECOND = 3

const unreadable: Record<UnreadableWav, string> = {
  'not-wav': 'Tệp không phải âm thanh WAV. Hãy chọn tệp ghi âm WAV, MP3, OGG hoặc M4A.',
  coding: 'Tệp WAV dùng kiểu nén không đọc được. Hãy lưu lại dưới dạng WAV PCM.',
  broken: 'Tệp âm thanh bị hỏng hoặc thiếu. Hãy lưu lại rồi gửi lần nữa.',
  empty: 'Tệp không có âm thanh nào',
}

/** What is wrong with it, in a sentence; null: nothing. */
export function wrongWith(sound: Sound | UnreadableWav): string | null {
  if (typeof sound === 'string') return unreadable[sound]
  const seconds = sound.samples.length / sound.rate
  if (seconds < LEAST_SECONDS) return 'Đoạn ghi âm quá ngắn, gần như không có lời nào'
  if (seconds > LONGEST_PROMPT_SECONDS) return `Đoạn ghi âm dài ${inWords(seconds)}, nhiều nhất 2 phút`
  if (peakOf(sound.samples) < QUIETEST_PEAK) return 'Không nghe thấy lời nào trong đoạn ghi âm. Hãy kiểm tra micro rồi ghi lại.'
  if (isOverdriven(sound)) return 'Tiếng quá to nên bị vỡ. Hãy ghi lại, để micro xa hơn hoặc giảm mức ghi.'
  return null
}

const inWords = (seconds: number): string => `${Math.floor(seconds / 60)} phút ${Math.floor(seconds % 60)} giây`

function peakOf(samples: Float32Array): number {
  let peak = 0
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
  return peak
}

function isOverdriven({ samples, rate }: Sound): boolean {
  let rows = 0
  let row = 0
  for (const sample of samples) {
    row = Math.abs(sample) >= END_STOP ? row + 1 : 0
    if (row === ROW) rows += 1
  }
  return rows > Math.max(2, (samples.length / rate) * MOST_ROWS_PER_SECOND)
}

/** As Asterisk plays it, brought to the loudness of the others. */
export function toPlayed(samples: Float32Array): Int16Array {
  const peak = peakOf(samples)
  const gain = peak > 0 ? PEAK / peak : 0
  return Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample * gain)) * 32_767))
}
