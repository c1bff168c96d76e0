// The drawing of a deadline in numbers. Pure.

interface Span {
  from: string
  to: string
}

const day = (at: string) => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10)

/** Each stretch with the share of it that has passed, its width, whether it begins another day, and whether the time now is written above it. */
export function spansOf(spans: readonly Span[], now: number) {
  return spans.map(({ from, to }, index) => {
    const [begins, ends] = [Date.parse(from), Date.parse(to)]
    const before = spans[index - 1]
    const flex = Math.max(1, Math.round((ends - begins) / 60_000))
    const share = Math.min(1, Math.max(0, (now - begins) / (ends - begins)))
    const newDay = before !== undefined && day(before.from) !== day(from)
    const dayNamed = newDay || index === 0
    // The time now stands above its mark unless the name of the day needs the room.
    const marked = share > 0 && share < 1 && (!dayNamed || (flex >= 180 && share >= 0.5))
    return { from, to, flex, share, newDay, marked }
  })
}

/** `3 giờ 27 phút`, `8`; hours alone without the word, for sentences that say it. */
export function hoursWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (rest === 0) return String(hours)
  return hours === 0 ? `${rest} phút` : `${hours} giờ ${rest} phút`
}
