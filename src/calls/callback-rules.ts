// Which calls owe somebody a call back, and on which day that counts.
const offsetMs = 7 * 3_600_000

/** The day of a moment in Gia Lai (UTC+7 all year), as the midnight UTC a date column keeps. */
export function callbackDay(at: Date): Date {
  return new Date(`${new Date(at.getTime() + offsetMs).toISOString().slice(0, 10)}T00:00:00.000Z`)
}

/** Can this be dialled at all? A withheld or mangled number cannot be called back. */
export function canBeCalledBack(number: string | null): number is string {
  return number !== null && /^\+[1-9][0-9]{7,14}$/.test(number)
}
