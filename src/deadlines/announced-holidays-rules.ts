// What the government announced for a year, as proposals. Pure. A new year's announcement is a new entry.
import type { HolidayProposal } from './holiday-rules.ts'

const announced = (date: string, name: string): HolidayProposal => ({ date, name, kind: 'holiday', confidence: 'announced', on: true, pairedWith: null })

/** A working day off and the Saturday worked for it; written down from memory, so not ticked. */
const swapFromMemory = (dayOff: string, workDay: string, name: string): HolidayProposal[] => [
  { date: dayOff, name: `Nghỉ hoán đổi ${name}`, kind: 'swap', confidence: 'from-memory', on: false, pairedWith: workDay },
  { date: workDay, name: `Làm bù ${name}`, kind: 'make-up', confidence: 'from-memory', on: false, pairedWith: dayOff },
]

const years: Readonly<Record<number, readonly HolidayProposal[]>> = {
  2026: [
    // Off from 14 to 22 February: two weekends and these five days.
    announced('2026-02-16', 'Giao thừa Tết Nguyên đán'),
    announced('2026-02-17', 'Mùng 1 Tết'),
    announced('2026-02-18', 'Mùng 2 Tết'),
    announced('2026-02-19', 'Mùng 3 Tết'),
    announced('2026-02-20', 'Mùng 4 Tết'),
    // Off from 29 August to 2 September. The law grants the day beside 2/9, so it is ticked; that it is 1/9 is to be looked up.
    { ...announced('2026-09-01', 'Quốc khánh (ngày liền kề)'), confidence: 'from-memory' },
    ...swapFromMemory('2026-01-02', '2026-01-10', 'dịp Tết Dương lịch'),
    ...swapFromMemory('2026-08-31', '2026-08-22', 'dịp Quốc khánh'),
  ],
}

/** The announcement for a year; nothing when none is known. */
export function announcedFor(year: number): readonly HolidayProposal[] {
  return years[year] ?? []
}
