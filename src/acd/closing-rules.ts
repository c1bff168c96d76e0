// Until when the hotline is closed. Pure.
const MINUTE_MS = 60_000
/** The longest closing looked ahead: Tết with the weekends around it. */
const DAYS_AHEAD = 14

/** The moment the hotline opens again, in seconds since the epoch; 0 while it is open. `now` is in ms. */
export function closedUntil(isOpen: (at: number) => boolean, now: number): number {
  if (isOpen(now)) return 0
  const last = now + DAYS_AHEAD * 24 * 60 * MINUTE_MS
  // Hours begin at whole minutes.
  for (let at = Math.ceil((now + 1) / MINUTE_MS) * MINUTE_MS; at < last; at += MINUTE_MS) if (isOpen(at)) return at / 1000
  return Math.floor(last / 1000)
}
