// The template people download, fill in and send back: the heads, an example, and what the columns mean.
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import type { Column } from './sheet-rules.ts'

export interface Template {
  columns: readonly Column[]
  /** Sentences of the second sheet. */
  notes: readonly string[]
}

/** The .xlsx file. All cells are text, so that 0900… keeps its nought and a code its leading zeros. */
export async function writeTemplate({ columns, notes }: Template): Promise<Buffer> {
  const text = (value: string, bold = false) => ({ value, type: String, format: '@', ...(bold ? { fontWeight: 'bold' as const } : {}) })
  const rows: SheetData = [columns.map(({ head, required }) => text(required ? `${head} *` : head, true)), columns.map(({ example }) => text(example ?? ''))]
  return writeXlsxFile([
    {
      sheet: 'Nhập',
      data: rows,
      columns: columns.map(({ head, example }) => ({ width: Math.max(head.length, (example ?? '').length) + 4 })),
      stickyRowsCount: 1,
    },
    { sheet: 'Hướng dẫn', data: notes.map((line) => [text(line)]), columns: [{ width: 110 }] },
  ]).toBuffer()
}
