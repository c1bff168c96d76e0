// The drawing of how loud a recording is, and what is listed below it. Pure.
import type { RecordingDetail, RecordingSegment } from '../../../src/contract/recordings.ts'

/** More bars than this cannot be told apart at the width of a page's side. */
const MOST_BARS = 150

/** The levels out of the ledger's bytes, 0 to 1; the ear hears quiet speech louder than its numbers are. */
export function levelsOf(peaks: string): number[] {
  const bytes = Uint8Array.from(atob(peaks), (letter) => letter.charCodeAt(0))
  const bars = Math.min(MOST_BARS, bytes.length)
  return Array.from({ length: bars }, (_, bar) => {
    const part = bytes.subarray(Math.floor((bar * bytes.length) / bars), Math.max(1, Math.floor(((bar + 1) * bytes.length) / bars)))
    return Math.sqrt(Math.max(...part) / 255)
  })
}

/** A path of upright bars around the middle, one unit wide each and 100 high. */
export function barsPath(levels: readonly number[]): string {
  return levels
    .map((level, n) => {
      const half = Math.max(1.5, level * 48)
      return `M${n + 0.15} ${(50 - half).toFixed(1)}h.7v${(half * 2).toFixed(1)}h-.7z`
    })
    .join('')
}

export type ListedPart =
  | { kind: 'segment'; fromMs: number; toMs: number; segment: RecordingSegment }
  | { kind: 'pause'; fromMs: number; toMs: number; by: string }

/** Segments and pauses by their beginning, a pause behind the segment it lies in. */
export function listedParts({ segments, pauses }: Pick<RecordingDetail, 'segments' | 'pauses'>): ListedPart[] {
  return [
    ...segments.map((segment): ListedPart => ({ kind: 'segment', fromMs: segment.fromMs, toMs: segment.toMs, segment })),
    ...pauses.map((pause): ListedPart => ({ kind: 'pause', ...pause })),
  ].sort((a, b) => a.fromMs - b.fromMs || (a.kind === b.kind ? 0 : a.kind === 'segment' ? -1 : 1))
}

/** Where a stretch lies along the whole, in percent. */
export function placeOf({ fromMs, toMs }: { fromMs: number; toMs: number }, wholeMs: number): { left: string; width: string } {
  const share = (ms: number) => (wholeMs > 0 ? Math.min(100, Math.max(0, (ms / wholeMs) * 100)) : 0)
  return { left: `${share(fromMs).toFixed(3)}%`, width: `${(share(toMs) - share(fromMs)).toFixed(3)}%` }
}
