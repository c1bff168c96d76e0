// Invented people for trying the system out, each with a password of his own made on this machine. Never in production.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Role } from '../../src/contract/values.ts'
import { hashPassword } from '../../src/directory/passwords.ts'
import type { Database } from '../../src/platform/database/client.ts'

const people: readonly [phone: string, name: string, title: string, role: Role, unit: string][] = [
  ['0900000001', 'Trần Thị Kim Oanh', 'Nhân viên trực', 'operator', 'he-thong-thong-tin-dich-vu-cong-1022-tinh-gia-lai'],
  ['0900000002', 'Rah Lan H’Nuk', 'Nhân viên trực', 'operator', 'he-thong-thong-tin-dich-vu-cong-1022-tinh-gia-lai'],
  ['0900000003', 'Phạm Quốc Bảo', 'Nhân viên trực', 'operator', 'he-thong-thong-tin-dich-vu-cong-1022-tinh-gia-lai'],
  ['0900000004', 'Lê Hoàng Diễm', 'Trưởng đài', 'supervisor', 'he-thong-thong-tin-dich-vu-cong-1022-tinh-gia-lai'],
  ['0900000005', 'Nguyễn Hữu Phước', 'Chuyên viên', 'focal-point', 'ubnd-thanh-pho-pleiku'],
  ['0900000006', 'Đỗ Minh Khang', 'Chủ tịch', 'unit-head', 'ubnd-thanh-pho-pleiku'],
  ['0900000007', 'Võ Thanh Trúc', 'Chuyên viên', 'provincial-office', 'van-phong-ubnd-tinh'],
  ['0900000008', 'Kpă Y Thơn', 'Chuyên viên', 'overseer', 'so-thong-tin-va-truyen-thong'],
  ['0900000009', 'Bùi Gia Hân', 'Quản trị hệ thống', 'administrator', 'he-thong-thong-tin-dich-vu-cong-1022-tinh-gia-lai'],
]

interface Login {
  name: string
  role: Role
  phone: string
  password: string
}

/** Adds the demo people and keeps their logins in DATA_DIR/demo-logins.json, readable by the owner only. */
export async function seedDemoPeople(db: Database, dataDir: string): Promise<void> {
  const file = path.join(dataDir, 'demo-logins.json')
  const kept: Login[] = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Login[]) : []
  const logins: Login[] = []
  for (const [phone, name, title, role, unitCode] of people) {
    const known = kept.find((login) => login.phone === phone)
    const e164 = `+84${phone.slice(1)}`
    const there = await db.person.findUnique({ where: { phone: e164 }, select: { id: true } })
    if (there && known) {
      logins.push(known)
      continue
    }
    const password = known?.password ?? randomBytes(9).toString('base64url')
    const passwordHash = await hashPassword(password)
    const unit = await db.unit.findFirstOrThrow({ where: { code: unitCode } })
    if (there) await db.person.update({ where: { id: there.id }, data: { passwordHash } })
    else await db.person.create({ data: { phone: e164, name, title, passwordHash, memberships: { create: { role, unitId: unit.id } } } })
    logins.push({ name, role, phone, password })
  }
  writeFileSync(file, `${JSON.stringify(logins, null, 1)}\n`, { mode: 0o600 })
}
