// Reads an uploaded .xlsx or .csv into rows. The content decides what the file is, not its name.
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import readXlsxFile from 'read-excel-file/node'
import { Refusal } from '../../contract/errors.ts'
import { importFileLimit, importRowLimit } from '../../contract/imports.ts'
import { type Column, namedRows, type ReadRows } from './sheet-rules.ts'

/** What an .xlsx may unpack to: a small file can hold a very large sheet. */
const unpackedLimit = 60 * 1024 * 1024
/** More than any import needs, and a bound on what one file can make us hold. */
const cellLimit = 400_000

/** The rows of the first sheet by the columns' keys; refuses what is no such file. Row errors of the head are in `errors`. */
export async function readSheet<K extends string>(file: Buffer, columns: readonly Column<K>[]): Promise<ReadRows<K>> {
  if (file.length === 0) throw unreadable('Tệp trống')
  if (file.length > importFileLimit) throw unreadable('Tệp lớn quá 5 MB')
  const table = isZip(file) ? await readXlsx(file) : readCsv(file)
  return namedRows(table, columns)
}

const unreadable = (message: string): Refusal => new Refusal('invalid-input', message, { file: message })
const notASheet = 'Không đọc được bảng tính này. Hãy lưu lại ở dạng .xlsx hoặc .csv'
const inflate = promisify(inflateRaw)
const directoryEntry = Buffer.from('PK\x01\x02', 'latin1')
const isZip = (file: Buffer): boolean => file.length > 4 && file.readUInt32LE(0) === 0x04034b50

async function readXlsx(file: Buffer): Promise<string[][]> {
  await refuseHuge(file)
  let sheets: Awaited<ReturnType<typeof readXlsxFile>>
  try {
    sheets = await readXlsxFile(file)
  } catch {
    throw unreadable(notASheet)
  }
  const rows = sheets[0]?.data ?? []
  if (rows.length > importRowLimit * 2 || rows.reduce((sum, row) => sum + row.length, 0) > cellLimit)
    throw unreadable(`Bảng tính có quá nhiều dòng, nhiều nhất ${importRowLimit} dòng một lần`)
  return rows.map((row) => row.map(cellText))
}

/** A cell in words: a day as yyyy-mm-dd, a number without its exponent, as people had typed it. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  if (typeof cell === 'number') return Number.isInteger(cell) ? cell.toFixed(0) : String(cell)
  return String(cell)
}

/** Refuses a small file that unpacks to a very large one: each part is unpacked once with what is left of the limit. */
async function refuseHuge(file: Buffer): Promise<void> {
  let left = unpackedLimit
  for (let at = file.indexOf(directoryEntry); at >= 0 && at + 46 <= file.length; at = file.indexOf(directoryEntry, at + 46)) {
    const [method, packed, local] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)]
    if (local + 30 > file.length) throw unreadable(notASheet)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    if (method === 0) left -= packed
    else
      left -= (
        await inflate(file.subarray(start, start + packed), { maxOutputLength: Math.max(1, left) }).catch((error: NodeJS.ErrnoException) => {
          throw unreadable(error.code === 'ERR_BUFFER_TOO_LARGE' ? 'Bảng tính quá lớn, hãy chỉ giữ các dòng cần nhập' : notASheet)
        })
      ).length
  }
}

/** Excel here writes semicolons, other programs commas or tabs; old ones UTF-16. */
function readCsv(file: Buffer): string[][] {
  const text = decode(file)
  if (text.includes('\0')) throw unreadable('Tệp không phải .xlsx hay .csv')
  const firstLine = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? ''
  const count = (sign: string) => firstLine.split(sign).length
  const delimiter = [';', ',', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ';')
  try {
    const rows = parse(text, { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, to: importRowLimit * 2 }) as string[][]
    return rows
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? ` (dòng ${String(error.lines)})` : ''
    throw unreadable(`Không đọc được tệp CSV: dấu ngoặc kép không khớp${line}`)
  }
}

function decode(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    throw unreadable('Tệp CSV không ở bảng mã UTF-8. Trong Excel chọn Lưu dưới dạng “CSV UTF-8”')
  }
}
