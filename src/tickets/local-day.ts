// Days and years as people in Gia Lai count them. Việt Nam has had one offset, UTC+7, and no summer time since 1975.
const OFFSET_MS = 7 * 3_600_000
const DAY_MS = 24 * 3_600_000

/** The moment at which a day (`2026-11-18`) begins in Asia/Ho_Chi_Minh. */
export function startOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - OFFSET_MS)
}

/** The moment at which a day ends: the first one that no longer belongs to it. */
export function endOfDay(day: string): Date {
  return new Date(startOfDay(day).getTime() + DAY_MS)
}

/** The year of a moment in Asia/Ho_Chi_Minh. */
export function localYear(at: Date): number {
  return new Date(at.getTime() + OFFSET_MS).getUTCFullYear()
}

/** `18/11/2026 14:32`, as every screen writes a moment. */
export function localDateTime(at: Date): string {
  const [day = '', time = ''] = new Date(at.getTime() + OFFSET_MS).toISOString().split('T')
  return `${day.split('-').reverse().join('/')} ${time.slice(0, 5)}`
}

/** The day (`2026-11-18`) a moment belongs to in Asia/Ho_Chi_Minh. */
export function localDay(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10)
}
