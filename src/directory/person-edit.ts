// One person through time: what is on record, changing it, giving and ending roles.
import type { z } from 'zod'
import type { EndMembershipBody, NewMembershipBody, PersonDetail, SavePersonBody } from '../contract/directory.ts'
import { Refusal } from '../contract/errors.ts'
import { formatPhone } from '../contract/phone-number.ts'
import { Role } from '../contract/values.ts'
import { isUniqueViolation } from '../platform/database/errors.ts'
import { type DirectoryDeps, inForce, todayOf } from './deps.ts'
import { deputyInclude, toDeputyView } from './deputies.ts'
import { type Actor, changeEvents, readEvents, writeEvents } from './directory-history.ts'
import { lockPerson, noSuchPerson } from './locks.ts'
import { heldWords, planMembership } from './membership-rules.ts'
import { endMemberships, localDay } from './moving.ts'
import { toPersonView } from './person-view.ts'
import { beginningOf, dayOf } from './unit-rows.ts'

/** Makes the editing of people; each act gives back the person as he is then. */
export function createPersonEdit({ db, clock, logger }: DirectoryDeps) {
  async function detail(personId: string): Promise<PersonDetail> {
    const now = clock.now()
    const [row, deputies, events] = await Promise.all([
      db.person.findUnique({
        where: { id: personId },
        include: { memberships: { include: { unit: { select: { name: true } } }, orderBy: { validFrom: 'desc' } } },
      }),
      db.deputy.findMany({ where: { OR: [{ personId }, { deputyId: personId }] }, include: deputyInclude, orderBy: { validFrom: 'desc' }, take: 100 }),
      readEvents(db, { personId }),
    ])
    if (!row) throw noSuchPerson()
    const held = row.memberships.filter(({ validFrom, validTo }) => validFrom <= now && (validTo === null || validTo > now)).reverse()
    return {
      person: toPersonView({ ...row, memberships: held }),
      memberships: row.memberships.map(({ id, role, unitId, unit, validFrom, validTo, beside }) => ({
        id,
        role: Role.parse(role),
        unitId,
        unitName: unit.name,
        validFrom: validFrom.toISOString(),
        validTo: validTo?.toISOString() ?? null,
        beside,
      })),
      deputies: deputies.map((one) => toDeputyView(one, now)),
      events,
    }
  }

  return {
    detail,

    async save(personId: string, { version, ...body }: z.output<typeof SavePersonBody>, by: Actor): Promise<PersonDetail> {
      const after = { ...body, title: body.title || null }
      try {
        await db.$transaction(async (tx) => {
          const row = await lockPerson(tx, personId, version)
          const words = ({ name, phone, title, email }: typeof after) => ({ name, phone: formatPhone(phone), title: title ?? '', email: email ?? '' })
          const changes = changeEvents({ personId }, words(row), words(after))
          if (changes.length === 0) return
          await tx.person.update({ where: { id: personId }, data: { ...after, version: { increment: 1 } } })
          await writeEvents(tx, by, clock.now(), changes)
        })
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        throw new Refusal('conflict', 'Số điện thoại này đã có tài khoản khác', { phone: 'Số này đã có tài khoản khác' })
      }
      logger.info('account changed', { personId, by: by.id })
      return detail(personId)
    },

    /** Gives a role. Who is in another unit then is moved or kept in both only when that was chosen. */
    async addMembership(personId: string, body: NewMembershipBody, by: Actor): Promise<PersonDetail> {
      const now = clock.now()
      const from = body.from && new Date(body.from) > now ? new Date(body.from) : now
      await db.$transaction(async (tx) => {
        const person = await lockPerson(tx, personId, body.version)
        await tx.$executeRaw`SELECT 1 FROM unit WHERE id = ${body.unitId}::uuid FOR SHARE`
        const unit = await tx.unit.findFirst({ where: { id: body.unitId, ...inForce(todayOf(from)) } })
        if (!unit)
          throw new Refusal('invalid-input', `Đơn vị này không hoạt động vào ngày ${localDay(from).split('-').reverse().join('/')}`, {
            unitId: 'Đơn vị không hoạt động',
          })
        // A unit whose end is known keeps nobody beyond it.
        const ends = [body.to ? new Date(body.to) : null, unit.validTo && beginningOf(dayOf(unit.validTo))].filter((one) => one !== null)
        const to = ends.length > 0 ? new Date(Math.min(...ends.map(Number))) : null
        const rows = await tx.membership.findMany({ where: { personId }, include: { unit: { select: { name: true } }, person: { select: { name: true } } } })
        const held = rows.map((row) => ({
          id: row.id,
          role: Role.parse(row.role),
          unitId: row.unitId,
          unitName: row.unit.name,
          from: row.validFrom.getTime(),
          to: row.validTo?.getTime() ?? null,
          beside: row.beside,
        }))
        const plan = planMembership(held, { role: body.role, unit, from: from.getTime(), to: to?.getTime() ?? null, choice: body.otherUnits ?? null })
        if (!plan.ok) throw new Refusal(plan.code, plan.message, plan.fields)
        const leaving = [...plan.end, ...plan.withdraw]
        if (personId === by.id && leaving.some(({ role }) => role === 'administrator')) throw notOwnKeys()
        const ids = new Set(leaving.map(({ id }) => id))
        const events = await endMemberships(
          tx,
          rows.filter(({ id }) => ids.has(id)),
          from,
        )
        await tx.membership.create({ data: { personId, unitId: unit.id, role: body.role, validFrom: from, validTo: to, beside: plan.beside } })
        events.push({
          personId,
          unitId: unit.id,
          action: 'membership-added',
          newValue: heldWords(person.name, body.role, unit.name, localDay(from), to && localDay(to)),
        })
        await tx.person.update({ where: { id: personId }, data: { version: { increment: 1 } } })
        await writeEvents(tx, by, now, events)
      })
      logger.info('role given', { personId, unitId: body.unitId, role: body.role, choice: body.otherUnits, by: by.id })
      return detail(personId)
    },

    /** Ends a role, now or later; gives back whose it was. */
    async endMembership(id: string, { version, at }: z.output<typeof EndMembershipBody>, by: Actor): Promise<PersonDetail> {
      const now = clock.now()
      const found = await db.membership.findUnique({ where: { id }, select: { personId: true } })
      if (!found) throw new Refusal('not-found', 'Không có vai trò này')
      const ends = at && new Date(at) > now ? new Date(at) : now
      await db.$transaction(async (tx) => {
        await lockPerson(tx, found.personId, version)
        const row = await tx.membership.findUniqueOrThrow({ where: { id }, include: { unit: { select: { name: true } }, person: { select: { name: true } } } })
        if (row.validTo !== null && row.validTo <= now) throw new Refusal('conflict', 'Vai trò này đã kết thúc rồi')
        if (row.personId === by.id && row.role === 'administrator') throw notOwnKeys()
        const events = await endMemberships(tx, [row], ends)
        await tx.person.update({ where: { id: row.personId }, data: { version: { increment: 1 } } })
        await writeEvents(tx, by, now, events)
      })
      logger.info('role ended', { membershipId: id, by: by.id })
      return detail(found.personId)
    },
  }
}

const notOwnKeys = (): Refusal => new Refusal('conflict', 'Bạn không thể bỏ vai trò quản trị của chính mình')
