// From cells to named columns. Pure: heads are found whatever their case, accents and asterisks.
import { foldWords, importRowLimit, type RowError } from '../../contract/imports.ts'

/** A column an import knows: its stable name for the code, its head as people read it, whether a file must have it. */
export interface Column<K extends string = string> {
  key: K
  head: string
  required: boolean
  /** Other heads it goes by. */
  also?: readonly string[]
  /** Cell of the template's example row. */
  example?: string
}

export interface SheetRow<K extends string> {
  /** As the spreadsheet counts. */
  row: number
  /** Trimmed, NFC; empty where the file has nothing. */
  cells: Record<K, string>
}

export interface ReadRows<K extends string> {
  rows: SheetRow<K>[]
  errors: RowError[]
}

/** Invisible characters that come along from word processors. */
const invisible = /[\u200b-\u200f\u2060\ufeff\u00ad]/g
/** A cell as text: NFC, no invisible or control characters, blanks as one. */
export function cleanCell(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(invisible, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL takes no NUL, and no name has a control character
      .replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .replace(/[\s\u00a0]+/g, ' ')
      .trim()
  )
}

/** The rows below the head, by the columns' keys. Empty rows are left out; what is unknown or missing in the head is told. */
export function namedRows<K extends string>(table: readonly (readonly string[])[], columns: readonly Column<K>[]): ReadRows<K> {
  const headAt = table.findIndex((cells) => cells.some((cell) => cleanCell(cell) !== ''))
  const head = table[headAt]
  if (!head) return { rows: [], errors: [wholeFile('Tệp không có dòng nào')] }
  const errors: RowError[] = []
  const places = new Map<K, number>()
  for (const column of columns) {
    const names = [column.head, ...(column.also ?? [])].map(foldWords)
    const found = head.flatMap((cell, index) => (names.includes(foldWords(cell)) ? [index] : []))
    if (found[0] !== undefined) places.set(column.key, found[0])
    else if (column.required) errors.push({ row: headAt + 1, column: column.head, message: `Thiếu cột “${column.head}”`, severity: 'error' })
    if (found.length > 1) errors.push({ row: headAt + 1, column: column.head, message: `Cột “${column.head}” có hai lần`, severity: 'error' })
  }
  if (errors.length > 0) return { rows: [], errors }
  const known = new Set(places.values())
  for (const [index, cell] of head.entries())
    if (!known.has(index) && cleanCell(cell) !== '')
      errors.push({ row: headAt + 1, column: cleanCell(cell), message: `Cột “${cleanCell(cell)}” không dùng đến`, severity: 'warning' })
  const rows: SheetRow<K>[] = []
  for (const [index, cells] of table.entries()) {
    if (index <= headAt || cells.every((cell) => cleanCell(cell) === '')) continue
    const named = {} as Record<K, string>
    for (const { key } of columns) named[key] = cleanCell(cells[places.get(key) ?? -1] ?? '')
    rows.push({ row: index + 1, cells: named })
  }
  if (rows.length === 0) errors.push(wholeFile('Tệp chỉ có dòng tiêu đề, chưa có dòng dữ liệu nào'))
  if (rows.length > importRowLimit)
    return { rows: [], errors: [wholeFile(`Tệp có ${rows.length} dòng, nhiều nhất ${importRowLimit} dòng một lần. Hãy chia tệp.`)] }
  return { rows, errors }
}

export const wholeFile = (message: string): RowError => ({ row: 0, column: '', message, severity: 'error' })

/** `01/07/2025`, `1-7-2025` or `2025-07-01` as `2025-07-01`; null when it is no day. */
export function readDay(text: string): string | null {
  const [, d = '', m = '', y = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  const [, iso = ''] = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(text) ?? []
  const day = iso || (y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : '')
  const moment = new Date(`${day}T00:00:00Z`)
  return day && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) ? day : null
}
