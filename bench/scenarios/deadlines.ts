// How many deadlines one thread computes in a second, ours beside a peer that counts minute by minute; in memory, no servers.
// The calendar is a unit's own on the province's: Tết and the other holidays of 2026, a swap, a storm.
import type { Calendar, Week } from '../../src/deadlines/calendar-rules.ts'
import { dayOf, HOUR_MS, MINUTE_MS, OFFSET_MS, weekdayOf } from '../../src/deadlines/civil-time-rules.ts'
import { exceptionsFrom, proposeHolidays } from '../../src/deadlines/holiday-rules.ts'
import { addWorkingTime, compileCalendar } from '../../src/deadlines/working-time.ts'
import { median, round, tell } from '../figures.ts'

const frames = [
  { open: 450, close: 690 },
  { open: 810, close: 1_050 },
]
const week: Week = { 1: frames, 2: frames, 3: frames, 4: frames, 5: frames, 6: [], 7: [] }
const province: Calendar = {
  version: 'bench-1',
  parent: null,
  weeks: [{ from: '2025-01-01', to: null, week }],
  exceptions: [
    ...exceptionsFrom(
      [2025, 2026, 2027].flatMap(proposeHolidays).filter(({ date }) => !date.endsWith('-11-24')),
      ({ date }) => date,
    ),
    { id: 'storm', kind: 'closure', name: 'Bão', from: { date: '2025-11-06', minute: 810 }, to: { date: '2025-11-07', minute: 1_050 } },
  ],
  cancels: [],
}
const unit: Calendar = { version: 'bench-unit', parent: province, weeks: [], exceptions: [], cancels: [] }

const at = (text: string): number => Date.parse(`${text}+07:00`)
/** Friday before Tết, 16:30: sixteen working hours reach over nine days off. */
const BEFORE_TET = at('2026-02-13T16:30')

/** Steps through the minutes, asking of each whether it is worked. */
function steppingPeer(from: number, workMs: number): number {
  const holidays = new Set(province.exceptions.flatMap((exception) => (exception.kind === 'holiday' ? [exception.date] : [])))
  let [now, left] = [from, workMs]
  while (left > 0) {
    const [local, day] = [new Date(now + OFFSET_MS), dayOf(now)]
    const minute = local.getUTCHours() * 60 + local.getUTCMinutes()
    const worked = weekdayOf(day) <= 5 && !holidays.has(local.toISOString().slice(0, 10)) && frames.some(({ open, close }) => minute >= open && minute < close)
    now += MINUTE_MS
    if (worked) left -= MINUTE_MS
  }
  return now
}

/** Computations a second over at least `ms`, a thousand between two looks at the clock. */
function rateOf(compute: (turn: number) => number, ms: number, between: number): number {
  const began = performance.now()
  let [turns, sum] = [0, 0]
  do {
    for (let turn = 0; turn < between; turn += 1) sum += compute(turns + turn)
    turns += between
  } while (performance.now() - began < ms)
  // The sum is used, so that nothing is computed for nobody.
  if (!Number.isFinite(sum)) throw new Error('a deadline is no number')
  return (turns * 1000) / (performance.now() - began)
}

/** Three runs each: receipts all over a year, and sixteen working hours over Tết. */
export function deadlines(): void {
  const calendar = compileCalendar(unit)
  const due = (from: number, workMs: number): number => {
    const found = addWorkingTime(calendar, from, workMs)
    return found.ok ? found.due : Number.NaN
  }
  if (due(BEFORE_TET, 16 * HOUR_MS) !== at('2026-02-24T16:30') || steppingPeer(BEFORE_TET, 16 * HOUR_MS) !== at('2026-02-24T16:30'))
    throw new Error('ours and the peer do not agree on Tết')
  const yearStart = at('2026-01-01T00:00')
  const receipts = Array.from({ length: 8_192 }, (_, n) => yearStart + ((n * 2_654_435_761) % 31_536_000) * 1_000)
  const spread = (turn: number): number => due(receipts[turn & 8_191] as number, ((turn % 16) + 1) * HOUR_MS)
  const overTet = (turn: number): number => due(BEFORE_TET + (turn % 3_600) * 1_000, 16 * HOUR_MS)
  const rates: { spread: number; overTet: number; ratio: number }[] = []
  for (let run = 1; run <= 3; run += 1) {
    const ours = { spread: Math.round(rateOf(spread, 1_000, 1_000)), overTet: Math.round(rateOf(overTet, 1_000, 1_000)) }
    const peer = Math.round(rateOf((turn) => steppingPeer(BEFORE_TET + (turn % 60) * MINUTE_MS, 16 * HOUR_MS), 500, 1))
    const ratio = round(ours.overTet / peer)
    rates.push({ ...ours, ratio })
    tell({ bench: 'deadlines', run, peer: 'minute-stepping', perSecond: ours, theirs: { overTet: peer }, ratio })
  }
  const middle = { spread: median(rates.map(({ spread: rate }) => rate)), overTet: median(rates.map(({ overTet: rate }) => rate)) }
  const target = { perSecond: 500_000 }
  tell({
    bench: 'deadlines',
    median: { perSecond: middle, ratio: median(rates.map(({ ratio }) => ratio)) },
    target,
    met: Math.min(middle.spread, middle.overTet) >= target.perSecond,
  })
}
