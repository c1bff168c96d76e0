// A week in the words of settings: `mon-fri 07:00-23:00; sat 08:00-12:00`. Pure.
import type { Week } from './calendar-rules.ts'
import { minuteText, type Weekday } from './civil-time-rules.ts'

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const days: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/** Days with the same hours that follow on each other stand together; a week that is never closed is `always`. */
export function hoursText(week: Week): string {
  const hoursOf = (day: Weekday) => week[day].map(({ open, close }) => `${minuteText(open)}-${minuteText(close)}`).join(' ')
  if (days.every((day) => hoursOf(day) === '00:00-24:00')) return 'always'
  const parts: { first: Weekday; last: Weekday; hours: string }[] = []
  for (const day of days) {
    const hours = hoursOf(day)
    const before = parts.at(-1)
    if (before?.hours === hours && before.last === day - 1) before.last = day
    else parts.push({ first: day, last: day, hours })
  }
  return parts
    .filter(({ hours }) => hours !== '')
    .flatMap(({ first, last, hours }) =>
      hours.split(' ').map((one) => `${first === last ? names[first - 1] : `${names[first - 1]}-${names[last - 1]}`} ${one}`),
    )
    .join('; ')
}
