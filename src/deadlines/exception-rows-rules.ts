// Rows of an imported sheet as exceptions of a calendar. Pure. One row a day off, a swap, a day made up, or a closure.
import { foldWords, type RowError } from '../contract/imports.ts'
import type { DayException, Frame } from './calendar-rules.ts'
import { parseDate } from './civil-time-rules.ts'

export const exceptionColumns = [
  { key: 'kind', head: 'Loại', required: true, example: 'Nghỉ lễ' },
  { key: 'date', head: 'Ngày', required: true, example: '02/09/2026' },
  { key: 'other', head: 'Đến ngày / ngày làm bù', required: false, also: ['Đến ngày', 'Ngày làm bù'], example: '' },
  { key: 'frames', head: 'Khung giờ', required: false, example: '07:30-11:30, 13:30-17:30' },
  { key: 'name', head: 'Tên', required: true, example: 'Quốc khánh' },
] as const
export type ExceptionColumn = (typeof exceptionColumns)[number]['key']

export const exceptionNotes = [
  'Loại: Nghỉ lễ, Hoán đổi, Làm bù, Đóng cửa.',
  'Ngày: dd/mm/yyyy hoặc yyyy-mm-dd. Hoán đổi: Ngày là ngày nghỉ, cột kế bên là ngày làm bù.',
  'Khung giờ: nhiều khung cách nhau bằng dấu phẩy. Làm bù phải có khung giờ; hoán đổi để trống thì làm theo giờ của ngày nghỉ.',
  'Đóng cửa: Ngày và Đến ngày; khung giờ là giờ bắt đầu và kết thúc, ví dụ 10:00-17:30; để trống là cả ngày.',
]

const kinds: Readonly<Record<string, DayException['kind']>> = {
  'nghi le': 'holiday',
  nghi: 'holiday',
  'hoan doi': 'swap',
  'lam bu': 'make-up',
  'dong cua': 'closure',
}

type Row = { row: number; cells: Record<ExceptionColumn, string> }

/** The exceptions of the rows that are right, and what is wrong with the others, by the sheet's own row numbers. */
export function readExceptionRows(rows: readonly Row[]): { good: { row: number; exception: DayException }[]; errors: RowError[] } {
  const good: { row: number; exception: DayException }[] = []
  const errors: RowError[] = []
  for (const { row, cells } of rows) {
    const say = (column: string, message: string) => errors.push({ row, column, message, severity: 'error' })
    const before = errors.length
    const kind = kinds[foldWords(cells.kind)]
    if (!kind) say('Loại', `Không có loại “${cells.kind}”: dùng Nghỉ lễ, Hoán đổi, Làm bù hoặc Đóng cửa`)
    const date = readDate(cells.date)
    if (!date) say('Ngày', `“${cells.date}” không phải ngày dd/mm/yyyy`)
    const other = cells.other ? readDate(cells.other) : null
    if (cells.other && !other) say('Đến ngày / ngày làm bù', `“${cells.other}” không phải ngày dd/mm/yyyy`)
    const frames = cells.frames ? readFrames(cells.frames) : null
    if (cells.frames && !frames) say('Khung giờ', `“${cells.frames}” không phải khung giờ như 07:30-11:30`)
    if (!cells.name) say('Tên', 'Chưa có tên')
    if (kind === 'swap' && !cells.other) say('Đến ngày / ngày làm bù', 'Hoán đổi phải có ngày làm bù')
    if (kind === 'make-up' && !cells.frames) say('Khung giờ', 'Làm bù phải có khung giờ')
    if (errors.length > before || !kind || !date) continue
    good.push({ row, exception: exceptionOf(kind, date, other ?? null, frames, cells.name) })
  }
  return { good, errors }
}

function exceptionOf(kind: DayException['kind'], date: string, other: string | null, frames: Frame[] | null, name: string): DayException {
  const id = `nhap-${kind}-${date}`
  switch (kind) {
    case 'holiday':
      return { id, name, kind, date }
    case 'swap':
      return { id, name, kind, dayOff: date, workDay: other ?? date, frames }
    case 'make-up':
      return { id, name, kind, date, frames: frames ?? [] }
    case 'closure': {
      const to = other ?? date
      // Several closures of one day are several.
      return {
        id: `${id}-${frames?.[0]?.open ?? 0}`,
        name,
        kind,
        from: { date, minute: frames?.[0]?.open ?? 0 },
        to: { date: to, minute: frames?.at(-1)?.close ?? 1440 },
      }
    }
  }
}

function readDate(text: string): string | null {
  const vietnamese = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const iso = vietnamese ? `${vietnamese[3]}-${vietnamese[2]?.padStart(2, '0')}-${vietnamese[1]?.padStart(2, '0')}` : text
  return parseDate(iso) === null ? null : iso
}

function readFrames(text: string): Frame[] | null {
  const frames = text.split(/[,;]/).map((part) => {
    const [, oh, om, ch, cm] = /^\s*(\d{1,2})[:h](\d{2})\s*[-–]\s*(\d{1,2})[:h](\d{2})\s*$/.exec(part) ?? []
    return oh === undefined ? null : { open: Number(oh) * 60 + Number(om), close: Number(ch) * 60 + Number(cm) }
  })
  return frames.every((frame) => frame !== null && frame.close <= 1440) ? (frames as Frame[]) : null
}
