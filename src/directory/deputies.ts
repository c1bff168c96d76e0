// Naming deputies and ending that: by the person, or by an administrator.
import type { DeputyView, NewDeputyBody } from '../contract/directory.ts'
import { Refusal } from '../contract/errors.ts'
import { Role } from '../contract/values.ts'
import { momentText } from '../deadlines/civil-time-rules.ts'
import { isOverlapViolation } from '../platform/database/errors.ts'
import { type DirectoryDeps, inForce } from './deps.ts'
import { deputisedRoles, deputyProblems } from './deputy-rules.ts'
import { type Actor, writeEvents } from './directory-history.ts'
import { lockPerson, noSuchPerson } from './locks.ts'

const named = { select: { id: true, name: true } } as const
export const deputyInclude = { person: named, deputy: named, namedBy: named } as const

interface DeputyRow {
  id: string
  validFrom: Date
  validTo: Date
  endedAt: Date | null
  reason: string
  person: { id: string; name: string }
  deputy: { id: string; name: string }
  namedBy: { name: string }
}

export function toDeputyView(row: DeputyRow, now: Date): DeputyView {
  const over = row.validTo <= now || (row.endedAt !== null && row.endedAt <= now)
  return {
    id: row.id,
    person: row.person,
    deputy: row.deputy,
    from: row.validFrom.toISOString(),
    to: row.validTo.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    reason: row.reason,
    namedBy: row.namedBy.name,
    standing: over ? 'over' : row.validFrom > now ? 'planned' : 'in-force',
  }
}

const showMoment = (moment: Date): string => momentText(moment.getTime())

/** Makes the part of the directory that keeps deputies. */
export function createDeputies({ db, clock, logger }: DirectoryDeps) {
  /** Units a person serves in, in the own right, with a role somebody else can take over. */
  async function unitsOf(personId: string): Promise<string[]> {
    const rows = await db.membership.findMany({ where: { personId, role: { in: [...deputisedRoles] }, ...inForce(clock.now()) }, select: { unitId: true } })
    return [...new Set(rows.map(({ unitId }) => unitId))]
  }
  const colleaguesOf = async (personId: string) =>
    db.person.findMany({
      where: { id: { not: personId }, lockedAt: null, memberships: { some: { unitId: { in: await unitsOf(personId) }, ...inForce(clock.now()) } } },
      select: { id: true, name: true, title: true },
      orderBy: { name: 'asc' },
    })

  return {
    colleaguesOf,

    /** The own ones and those one stands in for, newest first. */
    async of(personId: string): Promise<DeputyView[]> {
      const rows = await db.deputy.findMany({
        where: { OR: [{ personId }, { deputyId: personId }] },
        include: deputyInclude,
        orderBy: { validFrom: 'desc' },
        take: 50,
      })
      return rows.map((row) => toDeputyView(row, clock.now()))
    },

    /** `by` is the person, who chooses among the colleagues of the own unit, or an administrator, who may choose anyone. */
    async name(personId: string, body: NewDeputyBody, by: Actor): Promise<void> {
      const now = clock.now()
      const [from, to] = [new Date(Math.max(Date.parse(body.from), now.getTime())), new Date(body.to)]
      const wrong = deputyProblems({ personId, deputyId: body.deputyId, from: from.getTime(), to: to.getTime() }, now.getTime())
      const message = Object.values(wrong)[0]
      if (message) throw new Refusal('invalid-input', message, wrong)
      if (by.id === personId && !(await colleaguesOf(personId)).some(({ id }) => id === body.deputyId))
        throw new Refusal('invalid-input', 'Chỉ ủy quyền được cho người cùng đơn vị; trường hợp khác xin nhờ quản trị', { deputyId: 'Chọn người cùng đơn vị' })
      try {
        await db.$transaction(async (tx) => {
          const person = await lockPerson(tx, personId, null)
          const deputy = await tx.person.findUnique({ where: { id: body.deputyId } })
          if (!deputy) throw noSuchPerson()
          if (deputy.lockedAt) throw new Refusal('invalid-input', `Tài khoản của ${deputy.name} đang bị khóa`, { deputyId: 'Tài khoản đang bị khóa' })
          const held = await tx.membership.findMany({ where: { personId, validFrom: { lt: to }, OR: [{ validTo: null }, { validTo: { gt: from } }] } })
          if (!held.some(({ role }) => deputisedRoles.includes(Role.parse(role))))
            throw new Refusal('invalid-input', `${person.name} không giữ vai trò nào có thể ủy quyền trong thời gian này`, {
              deputyId: 'Không có vai trò để ủy quyền',
            })
          await tx.deputy.create({
            data: { personId, deputyId: deputy.id, validFrom: from, validTo: to, reason: body.reason, createdAt: now, namedById: by.id },
          })
          const words = `${deputy.name} thay mặt ${person.name}, từ ${showMoment(from)} đến ${showMoment(to)}${body.reason ? `. ${body.reason}` : ''}`
          await writeEvents(tx, by, now, [
            { personId, action: 'deputy-named', newValue: words },
            { personId: deputy.id, action: 'deputy-named', newValue: words },
          ])
        })
      } catch (error) {
        if (!isOverlapViolation(error)) throw error
        throw new Refusal('conflict', 'Hai người này đã có ủy quyền trong thời gian đó', { from: 'Trùng với ủy quyền đã có' })
      }
      logger.info('deputy named', { personId, deputyId: body.deputyId, by: by.id })
    },

    /** Ends it at once; `only`: refuses unless it is this person's own. */
    async end(id: string, by: Actor, only: string | null = null): Promise<DeputyView> {
      const now = clock.now()
      const found = await db.deputy.findUnique({ where: { id }, include: deputyInclude })
      if (!found || (only !== null && found.personId !== only)) throw new Refusal('not-found', 'Không có ủy quyền này')
      await db.$transaction(async (tx) => {
        const ended = await tx.deputy.updateMany({ where: { id, endedAt: null, validTo: { gt: now } }, data: { endedAt: now } })
        if (ended.count === 0) throw new Refusal('conflict', 'Ủy quyền này đã kết thúc')
        const words = `${found.deputy.name} thay mặt ${found.person.name}, kết thúc lúc ${showMoment(now)}`
        await writeEvents(tx, by, now, [
          { personId: found.personId, action: 'deputy-ended', newValue: words },
          { personId: found.deputyId, action: 'deputy-ended', newValue: words },
        ])
      })
      logger.info('deputy ended', { deputyId: id, by: by.id })
      return toDeputyView({ ...found, endedAt: now }, now)
    },
  }
}
