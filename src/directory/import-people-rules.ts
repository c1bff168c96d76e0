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

/** Accounts and roles of the good rows; the words about the others. */
export function planPeople(rows: readonly Row[], given: Given): PeoplePlan {
  const plan: PeoplePlan = { people: [], roles: [], errors: [], good: 0 }
  const inFile = new Map<string, { person: PlannedPerson; row: number; held: HeldRole[] }>()
  for (const { row, cells } of rows) {
    const said: RowError[] = []
    const say = (field: PersonField, message: string, severity: RowError['severity'] = 'error') =>
      said.push({ row, column: personHeads[field], message, severity })
    const phone = readPhone(cells.phone, say)
    if (cells.name.length < 2 || cells.name.length > 120) say('name', cells.name ? 'Họ và tên dài từ 2 đến 120 ký tự' : 'Nhập họ và tên')
    if (cells.title.length > 120) say('title', 'Chức vụ dài quá 120 ký tự')
    if (cells.email && !Email.safeParse(cells.email).success) say('email', 'E-mail không đúng')
    const role = roleNames.get(foldWords(cells.role))
    if (!role) say('role', cells.role ? `Không có vai trò “${cells.role}”; xem trang Hướng dẫn của tệp mẫu` : 'Nhập vai trò')
    const choice = cells.otherUnits ? choices[foldWords(cells.otherUnits)] : null
    if (choice === undefined) say('otherUnits', 'Ghi “chuyển” hoặc “cả hai”, hoặc để trống')
    const unit = unitOf(cells.unit, given, say)
    if (phone && role && unit && choice !== undefined) {
      const before = inFile.get(phone)
      const known = given.byPhone.get(phone)
      const owner = before ? { name: before.person.name, where: `ở dòng ${before.row}` } : known ? { name: known.name, where: 'trong danh bạ' } : null
      if (owner && foldWords(owner.name) !== foldWords(cells.name)) say('phone', `Số này ${owner.where} là của ${owner.name}`)
      const held = before?.held ?? known?.held ?? []
      if (held.some((one) => one.role === role && one.unitId === unit.id))
        before && !known?.held.some((one) => one.role === role && one.unitId === unit.id)
          ? say('role', `Trùng với dòng ${before.row}`)
          : say('role', 'Người này đã giữ vai trò này, bỏ qua', 'warning')
      else {
        const planned = planMembership(held, { role, unit, from: given.now, to: null, choice })
        if (!planned.ok) {
          const field = planned.fields['otherUnits'] ? 'otherUnits' : 'role'
          say(
            field,
            field === 'otherUnits' ? `Người này ${inUnitWords(held.filter(({ unitId }) => unitId !== unit.id))}: ghi “chuyển” hoặc “cả hai”` : planned.message,
          )
        } else if (known?.id === given.byId && planned.end.some((one) => one.role === 'administrator'))
          say('otherUnits', 'Bạn không thể bỏ vai trò quản trị của chính mình')
        else if (planned.end.some(({ id }) => id.startsWith('row '))) say('otherUnits', `Dòng ${before?.row} vừa giao người này ở đơn vị khác`)
        else if (!said.some(({ severity }) => severity === 'error')) {
          const person = before?.person ?? {
            id: known?.id ?? given.newId(),
            isNew: !known,
            name: known?.name ?? cells.name,
            phone,
            title: cells.title || null,
            email: cells.email || null,
          }
          if (!before && person.isNew) plan.people.push(person)
          const endIds = planned.end.map(({ id }) => id)
          plan.roles.push({ row, personId: person.id, personName: person.name, role, unitId: unit.id, unitName: unit.name, beside: planned.beside, endIds })
          const now: HeldRole = { id: `row ${row}`, role, unitId: unit.id, unitName: unit.name, from: given.now, to: null, beside: planned.beside }
          inFile.set(phone, { person, row, held: [...held.filter(({ id }) => !endIds.includes(id)), now] })
        }
      }
    }
    plan.errors.push(...said)
    if (!said.some(({ severity }) => severity === 'error')) plan.good += 1
  }
  return plan
}

function readPhone(raw: string, say: (field: PersonField, message: string, severity?: RowError['severity']) => void): string | null {
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

function unitOf(code: string, { units, today }: Given, say: (field: PersonField, message: string) => void): UnitShape | null {
  const named = units.filter((unit) => unit.code === code)
  const unit = named.find((one) => isInForce(one, today))
  if (unit) return unit
  const closed = named.find(({ validTo }) => validTo !== null && validTo <= today)
  if (!code) say('unit', 'Nhập mã đơn vị')
  else if (closed) say('unit', `“${closed.name}” đã ngừng từ ${showDay(closed.validTo ?? '')}`)
  else say('unit', named[0] ? `“${named[0].name}” chưa hoạt động` : `Không có đơn vị nào mang mã “${code}”`)
  return null
}
