// Units as the administrator keeps them: the list, one unit through time, adding, changing.
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { DirectoryUnit, NewUnitBody, SaveUnitBody, UnitDetail } from '../contract/directory.ts'
import { Refusal } from '../contract/errors.ts'
import { Role } from '../contract/values.ts'
import { type DirectoryDeps, inForce, type OpenSlips, type Transaction, todayOf } from './deps.ts'
import { type Actor, changeEvents, readEvents, writeEvents } from './directory-history.ts'
import { changedMeanwhile, lockUnits, noSuchUnit } from './locks.ts'
import { statusOf } from './person-view.ts'
import { capabilityFor } from './role-rules.ts'
import { countMembers, dateOf, dayOf, toDirectoryUnit, toShape, type UnitRow, unitWords } from './unit-rows.ts'
import { indexUnits, lostCapabilities, lostWords, type UnitShape, unitProblems } from './unit-rules.ts'

/** Makes the part of the directory that keeps units. */
export function createUnitAdmin({ db, clock, logger, openSlips }: DirectoryDeps & { openSlips: OpenSlips }) {
  const today = () => dayOf(todayOf(clock.now()))

  async function detail(id: string): Promise<UnitDetail> {
    const now = clock.now()
    const row = await db.unit.findUnique({
      where: { id },
      include: { children: { orderBy: { name: 'asc' } }, successor: true, successors: { take: 1 }, takenOver: true, predecessor: true },
    })
    if (!row) throw noSuchUnit()
    const [counts, parents, members, slips, events] = await Promise.all([
      countMembers(db, now, id),
      parentsOf(row),
      db.membership.findMany({
        where: { unitId: id, OR: [{ validTo: null }, { validTo: { gt: now } }] },
        include: { person: true },
        orderBy: { person: { name: 'asc' } },
      }),
      openSlips(id, db),
      readEvents(db, { unitId: id }),
    ])
    const before = [...row.takenOver, ...(row.predecessor && !row.takenOver.some((one) => one.id === row.predecessorId) ? [row.predecessor] : [])]
    return {
      unit: toDirectoryUnit(row, today(), counts.get(id) ?? 0),
      parents,
      children: row.children.filter((one) => one.validTo === null || dayOf(one.validTo) > today()).map(ref),
      successor: row.successor ? ref(row.successor) : row.validTo && row.successors[0] ? ref(row.successors[0]) : null,
      predecessors: before.map(ref),
      members: members.map(({ person, role, validFrom, validTo }) => ({
        personId: person.id,
        name: person.name,
        phone: person.phone,
        title: person.title,
        status: statusOf(person),
        role: Role.parse(role),
        validFrom: validFrom.toISOString(),
        validTo: validTo?.toISOString() ?? null,
      })),
      openSlips: slips,
      events,
    }
  }

  async function parentsOf({ parentId }: UnitRow): Promise<{ id: string; name: string }[]> {
    const found: { id: string; name: string }[] = []
    for (let id = parentId; id !== null && found.length < 10; ) {
      const row: UnitRow | null = await db.unit.findUnique({ where: { id } })
      if (!row) break
      found.push(ref(row))
      id = row.parentId
    }
    return found
  }

  /** The unit as it would be, checked against all others; the caller holds the lock. */
  function check(after: UnitShape, all: readonly UnitShape[]): void {
    const others = all.filter(({ id }) => id !== after.id)
    const wrong = unitProblems(after, indexUnits([...others, after]))
    const lost = lostCapabilities(all, [...others, after], today())[0]
    if (lost) wrong['capabilities'] = lostWords(lost)
    const message = Object.values(wrong)[0]
    if (message) throw new Refusal('invalid-input', message, wrong)
  }

  return {
    detail,

    /** All of them, closed ones too, in Vietnamese order. */
    async all(): Promise<DirectoryUnit[]> {
      const [rows, counts] = await Promise.all([db.unit.findMany(), countMembers(db, clock.now())])
      const byName = new Intl.Collator('vi')
      return rows.map((row) => toDirectoryUnit(row, today(), counts.get(row.id) ?? 0)).sort((a, b) => byName.compare(a.name, b.name))
    },

    async add(body: NewUnitBody, by: Actor): Promise<UnitDetail> {
      const id = randomUUID()
      await db.$transaction(async (tx) => {
        const all = (await lockUnits(tx)).map(toShape)
        check({ id, ...shapeOf(body), successorId: null, validTo: null }, all)
        await tx.unit.create({ data: { id, ...body, validFrom: dateOf(body.validFrom) } })
        await writeEvents(tx, by, clock.now(), [{ unitId: id, action: 'unit-added', newValue: body.name }])
      })
      logger.info('unit added', { unitId: id, by: by.id })
      return detail(id)
    },

    /** Changes a unit that is still the one that was read. */
    async save(id: string, { version, ...body }: z.output<typeof SaveUnitBody>, by: Actor): Promise<UnitDetail> {
      await db.$transaction(async (tx) => {
        const rows = await lockUnits(tx)
        const row = rows.find((one) => one.id === id)
        if (!row) throw noSuchUnit()
        if (row.version !== version) throw await changedMeanwhile(tx, id)
        const after = { ...toShape(row), ...shapeOf(body) }
        check(after, rows.map(toShape))
        await refuseOrphans(tx, row, body.capabilities)
        const nameOf = (one: string) => rows.find((unit) => unit.id === one)?.name ?? ''
        const changes = changeEvents(
          { unitId: id },
          unitWords({ ...toShape(row), kind: row.kind, headIsFocal: row.headIsFocal }, nameOf),
          unitWords({ ...after, ...body }, nameOf),
        )
        if (changes.length === 0) return
        await tx.unit.update({ where: { id }, data: { ...body, validFrom: dateOf(body.validFrom), version: { increment: 1 } } })
        await writeEvents(tx, by, clock.now(), changes)
      })
      logger.info('unit changed', { unitId: id, by: by.id })
      return detail(id)
    },
  }

  /** A capability may not go while people hold roles that need it. */
  async function refuseOrphans(tx: Transaction, row: UnitRow, capabilities: readonly string[]): Promise<void> {
    const gone = row.capabilities.filter((one) => !capabilities.includes(one))
    if (gone.length === 0) return
    const held = await tx.membership.findMany({
      where: { unitId: row.id, ...inForce(clock.now()) },
      select: { role: true, person: { select: { name: true } } },
    })
    const needing = held.filter(({ role }) => gone.includes(capabilityFor(Role.parse(role)) ?? ''))
    if (needing.length === 0) return
    const message = `Còn ${needing.length} người giữ vai trò cần chức năng này (${needing[0]?.person.name}…). Hãy chuyển hoặc kết thúc vai trò của họ trước.`
    throw new Refusal('invalid-input', message, { capabilities: message })
  }
}

const ref = ({ id, name }: { id: string; name: string }) => ({ id, name })

const shapeOf = ({ code, name, capabilities, parentId, predecessorId, validFrom }: NewUnitBody) => ({
  code,
  name,
  capabilities,
  parentId,
  predecessorId,
  validFrom,
})
