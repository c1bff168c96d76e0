// People from a sheet: each row to an account and a role, or to words about what is wrong. Pure.
import { Email, type OtherUnits } from '../contract/directory.ts'
import { foldWords, type RowError } from '../contract/imports.ts'
import { formatPhone, isLandline, toE164 } from '../contract/phone-number.ts'
import { type Role, roles } from '../contract/values.ts'
import { type HeldRole, inUnitWords, planMembership, roleWords } from './membership-rules.ts'
import { isInForce, showDay, type UnitShape } from './unit-rules.ts'

export type PersonField = 'name' | 'phone' | 'title' | 'email' | 'unit' | 'role' | 'otherUnits'

interface Row {
  row: number
  cells: Record<PersonField, string>
}

export interface KnownPerson {
  id: string
  name: string
  /** Those that end in the future or never. */
  held: readonly HeldRole[]
}

export interface PlannedPerson {
  id: string
  isNew: boolean
  name: string
  phone: string
  title: string | null
  email: string | null
}
export interface PlannedRole {
  row: number
  personId: string
  personName: string
  role: Role
  unitId: string
  unitName: string
  beside: boolean
  endIds: string[]
}
export interface PeoplePlan {
  people: PlannedPerson[]
  roles: PlannedRole[]
  errors: RowError[]
  good: number
}

interface Given {
  units: readonly UnitShape[]
  byPhone: ReadonlyMap<string, KnownPerson>
  newId: () => string
  /** Moment in ms and its day. */
  now: number
  today: string
  /** An administrator does not take away his own keys. */
  byId: string
}

/** With the units in force by their folded names. */
interface Named extends Given {
  unitsByName: ReadonlyMap<string, readonly UnitShape[]>
}

export const personHeads: Readonly<Record<PersonField, string>> = {
  name: 'Họ và tên',
  phone: 'Số điện thoại',
  title: 'Chức vụ',
  email: 'E-mail',
  unit: 'Mã đơn vị',
  role: 'Vai trò',
  otherUnits: 'Đang ở đơn vị khác',
}

const roleNames: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...roles.flatMap((role): [string, Role][] => [
    [foldWords(role), role],
    [foldWords(roleWords[role]), role],
  ]),
  ['tong dai vien', 'operator'],
  ['dau moi', 'focal-point'],
  ['chuyen vien', 'focal-point'],
  ['lanh dao', 'unit-head'],
  ['thu truong', 'unit-head'],
  ['van phong ubnd tinh', 'provincial-office'],
])
const choices: Readonly<Record<string, OtherUnits>> = { chuyen: 'move', 'chuyen han': 'move', 'ca hai': 'both', 'giu ca hai': 'both' }
/** Excel takes a number's leading nought away. */
const withoutNought = /^(?:[35789]\d{8}|1\d{9}|2\d{9})$/
const oldPrefix = /^(?:\+?84|0)?1[2689]\d{8}$/

type Say = (field: PersonField, message: string, severity?: RowError['severity']) => void
/** What the file said of a number so far. */
interface Seen {
  person: PlannedPerson
  row: number
  held: HeldRole[]
}

/** Accounts and roles of the good rows; the words about the others. */
export function planPeople(rows: readonly Row[], given: Given): PeoplePlan {
  const plan: PeoplePlan = { people: [], roles: [], errors: [], good: 0 }
  const inFile = new Map<string, Seen>()
  // Once for the whole file: folding each unit's name for each row would keep calls waiting.
  const unitsByName = Map.groupBy(
    given.units.filter((unit) => isInForce(unit, given.today)),
    ({ name }) => foldWords(name),
  )
  for (const { row, cells } of rows) {
    const said: RowError[] = []
    const say: Say = (field, message, severity = 'error') => said.push({ row, column: personHeads[field], message, severity })
    const read = readCells(cells, { ...given, unitsByName }, say)
    if (read) {
      const known = given.byPhone.get(read.phone)
      const found = giveRole(read, inFile.get(read.phone), known, given, say)
      if (found && !said.some(({ severity }) => severity === 'error')) {
        const { person, planned, held } = found
        if (person.isNew && !inFile.has(read.phone)) plan.people.push(person)
        const endIds = [...planned.end, ...planned.withdraw].map(({ id }) => id)
        const { role, unit } = read
        plan.roles.push({ row, personId: person.id, personName: person.name, role, unitId: unit.id, unitName: unit.name, beside: planned.beside, endIds })
        const now: HeldRole = { id: `${ofThisFile}${row}`, role, unitId: unit.id, unitName: unit.name, from: given.now, to: null, beside: planned.beside }
        inFile.set(read.phone, { person, row, held: [...held.filter(({ id }) => !endIds.includes(id)), now] })
      }
    }
    plan.errors.push(...said)
    if (!said.some(({ severity }) => severity === 'error')) plan.good += 1
  }
  return plan
}

/** Ids of roles that an earlier row gives. */
const ofThisFile = 'row '

interface ReadCells extends Pick<PlannedPerson, 'name' | 'phone' | 'title' | 'email'> {
  role: Role
  unit: UnitShape
  choice: OtherUnits | null
}

/** The cells for themselves; null when a role cannot even be thought of. */
function readCells(cells: Row['cells'], given: Named, say: Say): ReadCells | null {
  const phone = readPhone(cells.phone, say)
  if (cells.name.length < 2 || cells.name.length > 120) say('name', cells.name ? 'Họ và tên dài từ 2 đến 120 ký tự' : 'Nhập họ và tên')
  if (cells.title.length > 120) say('title', 'Chức vụ dài quá 120 ký tự')
  if (cells.email && !Email.safeParse(cells.email).success) say('email', 'E-mail không đúng')
  const role = roleNames.get(foldWords(cells.role))
  if (!role) say('role', cells.role ? `Không có vai trò “${cells.role}”; xem trang Hướng dẫn của tệp mẫu` : 'Nhập vai trò')
  const choice = cells.otherUnits ? choices[foldWords(cells.otherUnits)] : null
  if (choice === undefined) say('otherUnits', 'Ghi “chuyển” hoặc “cả hai”, hoặc để trống')
  const unit = unitOf(cells.unit, given, say)
  if (!phone || !role || !unit || choice === undefined) return null
  return { name: cells.name, phone, title: cells.title || null, email: cells.email || null, role, unit, choice }
}

/** What the role does to those the person holds, in the directory and by earlier rows; null: nothing is to be written. */
function giveRole(read: ReadCells, before: Seen | undefined, known: KnownPerson | undefined, given: Given, say: Say) {
  const { role, unit } = read
  const owner = before ? { name: before.person.name, where: `ở dòng ${before.row}` } : known && { name: known.name, where: 'trong danh bạ' }
  if (owner && foldWords(owner.name) !== foldWords(read.name)) say('phone', `Số này ${owner.where} là của ${owner.name}`)
  const held = before?.held ?? [...(known?.held ?? [])]
  const same = held.find((one) => one.role === role && one.unitId === unit.id)
  if (same) {
    if (same.id.startsWith(ofThisFile)) say('role', `Trùng với dòng ${same.id.slice(ofThisFile.length)}`)
    else say('role', 'Người này đã giữ vai trò này, bỏ qua', 'warning')
    return null
  }
  const planned = planMembership(held, { role, unit, from: given.now, to: null, choice: read.choice })
  if (!planned.ok) {
    if (planned.fields['otherUnits']) say('otherUnits', `Người này ${inUnitWords(held.filter(({ unitId }) => unitId !== unit.id))}: ghi “chuyển” hoặc “cả hai”`)
    else say('role', planned.message)
    return null
  }
  const leaving = [...planned.end, ...planned.withdraw]
  if (known?.id === given.byId && leaving.some((one) => one.role === 'administrator')) say('otherUnits', 'Bạn không thể bỏ vai trò quản trị của chính mình')
  if (leaving.some(({ id }) => id.startsWith(ofThisFile))) say('otherUnits', `Dòng ${before?.row} vừa giao người này ở đơn vị khác`)
  const { name, phone, title, email } = read
  const person = before?.person ?? { id: known?.id ?? given.newId(), isNew: !known, name: known?.name ?? name, phone, title, email }
  return { person, planned, held }
}

function readPhone(raw: string, say: Say): string | null {
  const digits = raw.replace(/[\s.\-()]/g, '')
  const whole = withoutNought.test(digits) ? `0${digits}` : digits
  const phone = toE164(whole)
  if (!phone) {
    say('phone', raw ? `Số điện thoại “${raw}” không đúng` : 'Nhập số điện thoại')
    return null
  }
  if (whole !== digits) say('phone', `Thiếu số 0 ở đầu, hiểu là ${formatPhone(phone)}`, 'warning')
  if (oldPrefix.test(whole)) say('phone', `Đầu số cũ, đổi thành ${formatPhone(phone)}`, 'warning')
  if (isLandline(phone)) say('phone', 'Số máy bàn không nhận được tin nhắn SMS', 'warning')
  return phone
}

/** By its code, or by its name as people write it, where only one unit in force has it. */
function unitOf(code: string, { units, unitsByName, today }: Named, say: Say): UnitShape | null {
  const byCode = units.filter((unit) => unit.code === code)
  const byName = byCode.length === 0 ? (unitsByName.get(foldWords(code)) ?? []) : []
  const named = byName.length === 1 ? byName : byCode
  const unit = named.find((one) => isInForce(one, today))
  if (unit) return unit
  const closed = named.find(({ validTo }) => validTo !== null && validTo <= today)
  if (!code) say('unit', 'Nhập mã hoặc tên đơn vị')
  else if (closed) say('unit', `“${closed.name}” đã ngừng từ ${showDay(closed.validTo ?? '')}`)
  else say('unit', named[0] ? `“${named[0].name}” chưa hoạt động` : `Không có đơn vị nào mang mã hay tên “${code}”`)
  return null
}
