// Reading what administrators upload: .csv and .xlsx as Excel, LibreOffice and people make them.
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readSheet } from '../../src/platform/sheets/read-sheet.ts'
import { type Column, readDay } from '../../src/platform/sheets/sheet-rules.ts'
import { writeTemplate } from '../../src/platform/sheets/write-template.ts'

const columns: Column<'code' | 'name' | 'note'>[] = [
  { key: 'code', head: 'Mã đơn vị', required: true, example: '0012' },
  { key: 'name', head: 'Tên đơn vị', required: true, example: 'Phường Pleiku' },
  { key: 'note', head: 'Ghi chú', required: false },
]
const csv = (text: string) => readSheet(Buffer.from(text), columns)

describe('a .csv file', () => {
  it.each([
    ['semicolons and a BOM', '\ufeffMã đơn vị;Tên đơn vị\n01;Sở A\n'],
    ['commas and CRLF', 'Mã đơn vị,Tên đơn vị\r\n01,Sở A\r\n'],
    ['tabs', 'Mã đơn vị\tTên đơn vị\n01\tSở A'],
    ['a head without accents, with asterisks, in another order', 'TEN DON VI *;ma don vi*\nSở A;01'],
    ['names in decomposed Unicode', 'Mã đơn vị;Tên đơn vị\n01;Sở A'.normalize('NFD')],
    ['blanks and empty lines around', ' Mã đơn vị ;Tên đơn vị\n\n  01 ; Sở\u00a0 A \n;\n'],
  ])('with %s', async (_case, text) => {
    const { rows, errors } = await csv(text)
    expect(errors).toEqual([])
    expect(rows.map(({ cells }) => cells)).toEqual([{ code: '01', name: 'Sở A', note: '' }])
  })
  it('in UTF-16, as Excel saves “Unicode text”', async () => {
    const { rows } = await readSheet(Buffer.from('\ufeffMã đơn vị\tTên đơn vị\n01\tSở A', 'utf16le'), columns)
    expect(rows[0]?.cells.name).toBe('Sở A')
  })
  it('keeps signs inside quotes, and the line as the spreadsheet counts it', async () => {
    const { rows } = await csv('Mã đơn vị;Tên đơn vị\n\n01;"Sở ""A""; phòng 1"\n02;Sở B')
    expect(rows).toMatchObject([
      { row: 3, cells: { name: 'Sở "A"; phòng 1' } },
      { row: 4, cells: { code: '02' } },
    ])
  })
  it('tells missing, double and unknown columns', async () => {
    expect((await csv('Mã đơn vị;Ghi chú\n01;x')).errors).toMatchObject([{ row: 1, column: 'Tên đơn vị', severity: 'error' }])
    expect((await csv('Mã đơn vị;Tên đơn vị;ten don vi\n01;x;y')).errors).toMatchObject([{ message: 'Cột “Tên đơn vị” có hai lần' }])
    expect((await csv('Mã đơn vị;Tên đơn vị;Điện thoại bàn\n01;x;y')).errors).toMatchObject([{ column: 'Điện thoại bàn', severity: 'warning' }])
    expect((await csv('Mã đơn vị;Tên đơn vị\n')).errors).toMatchObject([{ row: 0, severity: 'error' }])
  })
  it.each([
    ['empty', Buffer.alloc(0)],
    ['larger than 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1, 'a')],
    ['in an old code page', Buffer.from([0x4d, 0xe3, 0x20, 0xf0, 0xa0, 0x6e])],
    ['a picture', Buffer.concat([Buffer.from('Mã'), Buffer.alloc(8)])],
    ['a quote that never ends', Buffer.from('Mã đơn vị;Tên đơn vị\n01;"Sở A')],
    ['a zip that is no spreadsheet', Buffer.from('PK\x03\x04 and nothing more, whatever its name says')],
  ])('that is %s is refused', async (_case, file) => {
    await expect(readSheet(file, columns)).rejects.toMatchObject({ code: 'invalid-input', fields: { file: expect.any(String) } })
  })
  it('with more rows than one import takes is refused as a whole', async () => {
    const { rows, errors } = await csv(`Mã đơn vị;Tên đơn vị\n${'01;Sở A\n'.repeat(5_001)}`)
    expect([rows.length, errors[0]?.row]).toEqual([0, 0])
  })
})

describe('an .xlsx file', () => {
  it('the template is read back with its example row, leading zeros kept', async () => {
    const file = await writeTemplate({ columns, notes: ['Mã đơn vị: không trùng'] })
    expect(await readSheet(file, columns)).toEqual({ rows: [{ row: 2, cells: { code: '0012', name: 'Phường Pleiku', note: '' } }], errors: [] })
  })
  it('that unpacks to far more than it weighs is refused without being unpacked whole', async () => {
    const packed = deflateRawSync(Buffer.alloc(80 * 1024 * 1024))
    const name = Buffer.from('xl/worksheets/sheet1.xml')
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50)
    local.writeUInt16LE(8, 8)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.write('PK\x01\x02', 'latin1')
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    // The size it claims is a lie.
    entry.writeUInt32LE(100, 24)
    entry.writeUInt16LE(name.length, 28)
    const file = Buffer.concat([local, name, packed, entry, name])
    await expect(readSheet(file, columns)).rejects.toMatchObject({ message: expect.stringContaining('quá lớn') })
  })
})

it('days are read as people write them', () => {
  expect(['01/07/2025', '1-7-2025', '1.7.2025', '2025-07-01'].map(readDay)).toEqual(Array(4).fill('2025-07-01'))
  expect(['31/02/2025', '2025-13-01', 'hôm nay', '7/2025', ''].map(readDay)).toEqual(Array(5).fill(null))
})
