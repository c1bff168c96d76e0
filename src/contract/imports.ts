// Files with rows (.xlsx, .csv) as they come in, and what is told about each row: used by every import.
import { z } from 'zod'

/** Bytes. */
export const importFileLimit = 5 * 1024 * 1024
/** Rows below the head. */
export const importRowLimit = 5_000

/**
 * Something about one row. `row` is the line as the spreadsheet counts it (the head is 1); 0 means the file as a whole.
 * `column` is the head of the column, empty for the whole row. A row with an error is not taken; a warning is only told.
 */
export const RowError = z.object({
  row: z.number().int().min(0),
  column: z.string(),
  message: z.string(),
  severity: z.enum(['error', 'warning']).default('error'),
})
export type RowError = z.infer<typeof RowError>

/** check: nothing is written. all: written when no row has an error, else nothing. good: rows without an error are written. */
export const importModes = ['check', 'all', 'good'] as const
export const ImportMode = z.enum(importModes)
export type ImportMode = z.infer<typeof ImportMode>

/** The file itself is the request's body (application/octet-stream). */
export const ImportQuery = z.object({
  fileName: z
    .string()
    .max(255)
    .regex(/\.(xlsx|csv)$/i, 'Chỉ nhận tệp .xlsx hoặc .csv'),
  mode: ImportMode,
})
export type ImportQuery = z.infer<typeof ImportQuery>

export const ImportReport = z.object({
  /** Rows below the head that are not empty. */
  rows: z.number().int(),
  /** Rows without an error. */
  good: z.number().int(),
  /** Rows written: 0 in a check. */
  saved: z.number().int(),
  errors: z.array(RowError),
})
export type ImportReport = z.infer<typeof ImportReport>

/** Words as they are compared: `Mã đơn vị *` and `MA DON VI` are one head. */
export function foldWords(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}
