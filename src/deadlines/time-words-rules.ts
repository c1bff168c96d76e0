// Working time in the words of the work list: "còn 4 giờ 33 phút làm việc". Pure. Hours and minutes only: a "day" of working time would
// be read as a day of the calendar.
import { MINUTE_MS } from './civil-time-rules.ts'

/** Whole minutes as "4 giờ 33 phút", "8 giờ" or "33 phút"; null below one. What is begun is not counted: nobody is told of time he has not. */
function hoursAndMinutes(ms: number): string | null {
  const minutes = Math.floor(ms / MINUTE_MS)
  if (minutes < 1) return null
  const parts = [
    [Math.floor(minutes / 60), 'giờ'],
    [minutes % 60, 'phút'],
  ] as const
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ')
}

/** What is left of a deadline, or with `late` (or below 0) how far it is over; `late` is told apart because a night adds no working time. */
export function timeLeftInWords(ms: number, late = ms < 0): string {
  const words = hoursAndMinutes(Math.abs(ms))
  if (late) return words ? `quá hạn ${words} làm việc` : 'vừa quá hạn'
  return words ? `còn ${words} làm việc` : 'còn dưới 1 phút làm việc'
}

/** How long a missed deadline is over, for the list: "Trễ hạn 2 giờ 12 phút", in working time. */
export function lateInWords(ms: number): string {
  const words = hoursAndMinutes(Math.abs(ms))
  return words ? `Trễ hạn ${words}` : 'Vừa trễ hạn'
}
