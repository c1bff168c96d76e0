// A focal point for every unit of the demonstration where nobody serves, so that a slip can be sent to each. Invented, without a password:
// whoever wants to sign in as one is invited by the administrator.
import type { Database } from '../../src/platform/database/client.ts'

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Siu', 'Rơ Châm', 'Đinh', 'Ksor', 'Võ', 'Kpă'] as const
const givens = ['Thanh Bình', 'Minh Châu', 'Hoài An', 'Quang Vinh', 'Thu Hằng', 'Đức Long', 'Ngọc Diệp', 'Hải Yến', 'Anh Khoa', 'Bảo Trâm', 'Gia Lâm'] as const
/** Numbers nobody has. */
const phoneOf = (index: number): string => `+84900000${200 + index}`

/** Adds those that are missing. A unit that has people already, or closed, is left as it is. */
export async function seedFocalPoints(db: Database): Promise<void> {
  const units = await db.unit.findMany({
    where: { validTo: null, NOT: { capabilities: { hasSome: ['operator', 'province-office'] } } },
    orderBy: { code: 'asc' },
    select: { id: true, headIsFocal: true, _count: { select: { memberships: { where: { role: { in: ['focal-point', 'unit-head'] } } } } } },
  })
  const named = units.map((unit, index) => ({
    ...unit,
    phone: phoneOf(index),
    name: `${families[index % families.length]} ${givens[index % givens.length]}`,
  }))
  for (const { id, headIsFocal, phone, name, _count } of named) {
    if (_count.memberships > 0 || (await db.person.findUnique({ where: { phone }, select: { id: true } }))) continue
    const role = headIsFocal ? 'unit-head' : 'focal-point'
    const title = headIsFocal ? 'Lãnh đạo' : 'Chuyên viên'
    await db.person.create({ data: { name, phone, title, memberships: { create: { unitId: id, role, validFrom: new Date('2026-01-01T00:00:00Z') } } } })
  }
}
