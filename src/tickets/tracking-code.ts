// The tracking code a citizen follows a petition by: GL26-000001 is the first of 2026. Pure.
import { localYear } from './local-day.ts'

/** Writes the code; the seventh digit comes by itself after 999,999 petitions in a year. */
export function trackingCode(year: number, number: number): string {
  return `GL${String(year % 100).padStart(2, '0')}-${String(number).padStart(6, '0')}`
}

/** The year whose counter gives the next code: that of the day in Gia Lai, not in UTC. */
export function codeYear(at: Date): number {
  return localYear(at)
}

/**
 * Reads a code as people type it (`gl26 000001`, `GL26000001`, `GL26-1`) and writes it properly, or null when the
 * text is no code.
 */
export function readTrackingCode(typed: string): string | null {
  const parts = /^\s*gl\s*(\d{2})\s*(?:[-–. ]\s*)?(\d{1,9})\s*$/i.exec(typed)
  if (!parts?.[1] || !parts[2]) return null
  return trackingCode(Number(parts[1]), Number(parts[2]))
}
