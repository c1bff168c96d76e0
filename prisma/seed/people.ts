// The invented people of a demonstration. Each has a random password of his own, kept where only the installation's user can read it.
import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { formatPhone } from '../../src/contract/phone-number.ts'
import type { Role } from '../../src/contract/values.ts'
import { checkPassword, hashPassword } from '../../src/directory/passwords.ts'
import type { Database } from '../../src/platform/database/client.ts'
import { codeOf } from './units.ts'

interface DemoPerson {
  name: string
  phone: string
  title: string
  role: Role
  unit: string
}

const service = 'Hệ thống thông tin dịch vụ công 1022 tỉnh Gia Lai'

export const demoPeople: readonly DemoPerson[] = [
  { name: 'Trần Thị Kim Oanh', phone: '+84900000001', title: 'Nhân viên trực', role: 'operator', unit: service },
  { name: 'Siu H’Nhung', phone: '+84900000002', title: 'Nhân viên trực', role: 'operator', unit: service },
  { name: 'Lê Quốc Bảo', phone: '+84900000003', title: 'Nhân viên trực', role: 'operator', unit: service },
  { name: 'Phạm Thu Hà', phone: '+84900000004', title: 'Trưởng đài', role: 'supervisor', unit: service },
  { name: 'Nguyễn Đức Thịnh', phone: '+84900000005', title: 'Chuyên viên', role: 'focal-point', unit: 'Sở Xây dựng' },
  { name: 'Võ Minh Quân', phone: '+84900000006', title: 'Giám đốc', role: 'unit-head', unit: 'Sở Xây dựng' },
  { name: 'Đặng Thị Mỹ Lệ', phone: '+84900000007', title: 'Chuyên viên', role: 'provincial-office', unit: 'Văn phòng UBND tỉnh' },
  { name: 'Kpă Y Thuyên', phone: '+84900000008', title: 'Chuyên viên', role: 'overseer', unit: 'Sở Thông tin và Truyền thông' },
  { name: 'Hồ Gia Huy', phone: '+84900000009', title: 'Quản trị hệ thống', role: 'administrator', unit: service },
]

const roleWords: Readonly<Record<Role, string>> = {
  operator: 'Nhân viên trực',
  supervisor: 'Trưởng đài',
  'focal-point': 'Đầu mối',
  'unit-head': 'Lãnh đạo đơn vị',
  'provincial-office': 'Văn phòng UBND tỉnh',
  overseer: 'Giám sát',
  administrator: 'Quản trị',
}

const Logins = z.array(z.object({ name: z.string(), roles: z.array(z.string()), role: z.string(), phone: z.string(), password: z.string() }))
type Login = z.infer<typeof Logins>[number]

// No signs that are mistaken for others when read from a screen.
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'
const newPassword = (): string => Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('')).join('-')

/** Adds the demo people who are missing and gives back their ids by phone. A password stays until its person changes it. */
export async function seedPeople(db: Database, dataDir: string): Promise<Map<string, string>> {
  const file = path.join(dataDir, 'demo-logins.json')
  const lost = !existsSync(file)
  const known = readLogins(file)
  const logins: Login[] = []
  const ids = new Map<string, string>()
  for (const person of demoPeople) {
    const found = await db.person.findUnique({ where: { phone: person.phone } })
    const login = known.find((one) => one.phone === formatPhone(person.phone))
    const password = login?.password ?? newPassword()
    const row = found ?? (await create(db, person, await hashPassword(password)))
    ids.set(person.phone, row.id)
    // The data folder was lost while the database stayed: only then somebody who is there gets a new password.
    if (found && lost) await db.person.update({ where: { id: row.id }, data: { passwordHash: await hashPassword(password) } })
    // A login whose password was changed since would only mislead.
    else if (found && !(login && (await checkPassword(found.passwordHash, password)))) continue
    logins.push({ name: person.name, roles: [person.role], role: roleWords[person.role], phone: formatPhone(person.phone), password })
  }
  writeFileSync(`${file}.new`, `${JSON.stringify(logins, null, 1)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return ids
}

async function create(db: Database, person: DemoPerson, passwordHash: string): Promise<{ id: string }> {
  const unit = await db.unit.findFirstOrThrow({ where: { code: codeOf(person.unit) }, select: { id: true } })
  return db.person.create({
    data: {
      name: person.name,
      phone: person.phone,
      title: person.title,
      passwordHash,
      memberships: { create: { unitId: unit.id, role: person.role, validFrom: new Date('2026-01-01T00:00:00Z') } },
    },
    select: { id: true },
  })
}

function readLogins(file: string): Login[] {
  if (!existsSync(file)) return []
  const parsed = Logins.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return parsed.success ? parsed.data : []
}
