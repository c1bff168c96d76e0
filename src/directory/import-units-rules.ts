// Units from a sheet: each row to a unit as it would stand, or to words about what is wrong. Pure.
import { type UnitCapability, UnitCode, type UnitKind, UnitName, unitKinds } from '../contract/directory.ts'
import { foldWords, type RowError } from '../contract/imports.ts'
import { indexUnits, isInForce, lostCapabilities, lostWords, type UnitShape, unitProblems } from './unit-rules.ts'

export type UnitField = 'code' | 'name' | 'kind' | 'capabilities' | 'parent' | 'validFrom' | 'validTo' | 'headIsFocal'

export interface ImportedUnit extends UnitShape {
  kind: UnitKind
  headIsFocal: boolean
  row: number
  isNew: boolean
}

interface Row {
  row: number
  cells: Record<UnitField, string>
}

export interface KnownUnit extends UnitShape {
  kind: string
  headIsFocal: boolean
}

interface Given {
  known: readonly KnownUnit[]
  /** Ids for new units. */
  newId: () => string
  readDay: (text: string) => string | null
  kindWords: Readonly<Record<UnitKind, string>>
  today: string
}

const heads: Readonly<Record<UnitField | 'parentId' | 'predecessorId', string>> = {
  code: 'Mã đơn vị',
  name: 'Tên đơn vị',
  kind: 'Loại đơn vị',
  capabilities: 'Chức năng',
  parent: 'Mã đơn vị cấp trên',
  parentId: 'Mã đơn vị cấp trên',
  predecessorId: 'Mã đơn vị',
  validFrom: 'Hoạt động từ ngày',
  validTo: 'Ngừng từ ngày',
  headIsFocal: 'Lãnh đạo là đầu mối',
}

const capabilityNames: Readonly<Record<string, UnitCapability>> = {
  operator: 'operator',
  'tong dai': 'operator',
  'tong dai 1022': 'operator',
  'province office': 'province-office',
  'van phong ubnd tinh': 'province-office',
  'vp ubnd tinh': 'province-office',
  overseer: 'overseer',
  'giam sat': 'overseer',
}
const yes = new Set(['co', 'x', 'dung', 'yes', 'true', '1'])
const no = new Set(['', 'khong', 'no', 'false', '0'])

/** Units of the good rows, new or changed; the words about every other row. */
export function planUnits(rows: readonly Row[], given: Given): { units: ImportedUnit[]; errors: RowError[]; good: number } {
  const errors: RowError[] = []
  const say = (row: number, field: string, message: string) => errors.push({ row, column: heads[field as UnitField] ?? '', message, severity: 'error' })
  const bad = () => new Set(errors.map(({ row }) => row))
  const read = rows.map((row) => readRow(row, given, say))

  const first = new Map<string, number>()
  for (const { row, code, validFrom } of read) {
    const key = `${code} ${validFrom}`
    const before = first.get(key)
    if (before !== undefined && code) say(row, 'code', `Mã này đã có ở dòng ${before}`)
    else first.set(key, row)
  }

  // The parents by their code: of the file, else of the directory, in force at the row's beginning.
  const planned = read.map((one) => ({ ...one, parentId: null as string | null }))
  const rowOf = new Map(planned.map((one) => [one.id, one.row]))
  const candidates = [...planned, ...given.known.filter(({ id }) => !rowOf.has(id))]
  const byCode = indexUnits(candidates).byCode
  for (const one of planned) {
    if (!one.parentCode) continue
    const named = byCode.get(one.parentCode) ?? []
    const parent = named.find((unit) => isInForce(unit, one.validFrom)) ?? named[0]
    if (parent) one.parentId = parent.id
    else say(one.row, 'parent', `Không có đơn vị nào mang mã “${one.parentCode}”`)
  }

  // What is wrong among all; a row below a bad row is bad as well, so it is looked at again until nothing new is found.
  let good = planned
  for (let before = -1; before !== good.length; ) {
    before = good.length
    const wrong = bad()
    good = good.filter(({ row }) => !wrong.has(row))
    const goodIds = new Set(good.map(({ id }) => id))
    const all = [...good, ...given.known.filter(({ id }) => !goodIds.has(id))]
    const index = indexUnits(all)
    for (const one of good) {
      const parentRow = one.parentId === null ? undefined : rowOf.get(one.parentId)
      if (parentRow !== undefined && wrong.has(parentRow)) say(one.row, 'parent', `Đơn vị cấp trên ở dòng ${parentRow} có lỗi`)
      else for (const [field, message] of Object.entries(unitProblems(one, index))) say(one.row, field, message)
    }
    const lost = lostCapabilities(given.known, all, given.today)[0]
    if (lost)
      for (const one of good)
        if (!one.isNew && given.known.find(({ id }) => id === one.id)?.capabilities.includes(lost)) say(one.row, 'capabilities', lostWords(lost))
    const after = bad()
    good = good.filter(({ row }) => !after.has(row))
  }
  return { units: good.map(({ parentCode: _, ...unit }) => unit).filter((unit) => unit.isNew || differs(unit, given.known)), errors, good: good.length }
}

function readRow({ row, cells }: Row, given: Given, say: (row: number, field: UnitField, message: string) => void): ImportedUnit & { parentCode: string } {
  const code = UnitCode.safeParse(cells.code)
  if (!code.success) say(row, 'code', code.error.issues[0]?.message ?? '')
  const name = UnitName.safeParse(cells.name)
  if (!name.success) say(row, 'name', name.error.issues[0]?.message ?? '')
  const kind = unitKinds.find((one) => foldWords(one) === foldWords(cells.kind) || foldWords(given.kindWords[one]) === foldWords(cells.kind))
  if (!kind) say(row, 'kind', cells.kind ? `Không có loại “${cells.kind}”; xem trang Hướng dẫn của tệp mẫu` : 'Nhập loại đơn vị')
  const capabilities = new Set<UnitCapability>()
  for (const word of cells.capabilities.split(/[;,]/).map(foldWords).filter(Boolean)) {
    const capability = capabilityNames[word]
    if (capability) capabilities.add(capability)
    else say(row, 'capabilities', `Không có chức năng “${word}”`)
  }
  const validFrom = given.readDay(cells.validFrom)
  if (!validFrom) say(row, 'validFrom', cells.validFrom ? 'Ngày không đúng, ví dụ đúng: 01/07/2025' : 'Nhập ngày bắt đầu hoạt động')
  const validTo = cells.validTo ? given.readDay(cells.validTo) : null
  if (cells.validTo && !validTo) say(row, 'validTo', 'Ngày không đúng, ví dụ đúng: 01/07/2025')
  const focal = foldWords(cells.headIsFocal)
  if (!yes.has(focal) && !no.has(focal)) say(row, 'headIsFocal', 'Ghi “có” hoặc để trống')
  const known = given.known.find((unit) => unit.code === cells.code && unit.validFrom === validFrom)
  return {
    id: known?.id ?? given.newId(),
    isNew: !known,
    row,
    code: cells.code,
    name: cells.name,
    kind: kind ?? 'other',
    capabilities: [...capabilities].sort(),
    parentId: null,
    parentCode: cells.parent,
    predecessorId: known?.predecessorId ?? null,
    successorId: known?.successorId ?? null,
    validFrom: validFrom ?? '0001-01-01',
    // An end is set by closing the unit, which asks about its people and slips; the file only says it of what is new.
    validTo: known ? known.validTo : validTo,
    headIsFocal: yes.has(focal),
  }
}

function differs(unit: ImportedUnit, known: readonly KnownUnit[]): boolean {
  const before = known.find(({ id }) => id === unit.id)
  const plain = (one: KnownUnit) => JSON.stringify([one.name, one.kind, [...one.capabilities].sort(), one.parentId, one.headIsFocal])
  return !before || plain(before) !== plain(unit)
}
