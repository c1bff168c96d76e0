// When Hẹn xử lý proposes to remind (§31): a little before the end, as the manual's "10 days with the reminder at 9". Pure.

export type TimeUnit = 'day' | 'hour' | 'minute'
export interface Amount {
  /** What is typed and is no number stays text. */
  amount: number | string | null
  unit: TimeUnit
}

/** Always before the end: one unit less, half of what cannot be made less; null where only the system's own reminder makes sense. */
export function proposedReminder({ amount, unit }: Amount): { amount: number; unit: TimeUnit } | null {
  if (typeof amount !== 'number' || amount < 1) return null
  if (unit === 'minute') return amount > 1 ? { amount: Math.floor(amount / 2), unit } : null
  if (amount > 1) return { amount: amount - 1, unit }
  // The system reminds at once of what ends within a day; a day has no half that all calendars know.
  return unit === 'hour' ? { amount: 30, unit: 'minute' } : null
}
