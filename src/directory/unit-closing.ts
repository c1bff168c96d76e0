// Closing units, one or several into one successor, and taking a closing back.
import type { z } from 'zod'
import type { CloseUnitsBody, VersionBody } from '../contract/directory.ts'
import { Refusal } from '../contract/errors.ts'
import { Role } from '../contract/values.ts'
import { type DirectoryDeps, type OpenSlips, type Transaction, todayOf } from './deps.ts'
import { type Actor, type NewEvent, writeEvents } from './directory-history.ts'
import { changedMeanwhile, lockUnits, noSuchUnit } from './locks.ts'
import { moveMembers } from './moving.ts'
import { capabilityFor } from './role-rules.ts'
import { beginningOf, dateOf, dayOf, toShape, type UnitRow } from './unit-rows.ts'
import { closingProblems, indexUnits, showDay, unitProblems } from './unit-rules.ts'

/** Makes the closing; `changed` is told whose roles changed. */
export function createUnitClosing({ db, clock, logger, openSlips }: DirectoryDeps & { openSlips: OpenSlips }) {
  return {
    /** Closes them in one transaction; gives back the people whose roles changed. */
    async close(body: CloseUnitsBody, by: Actor): Promise<string[]> {
      const now = clock.now()
      const ids = [...new Set(body.units.map(({ id }) => id))]
      const people = await db.$transaction(async (tx) => {
        const rows = await lockUnits(tx)
        // Nobody is given a role here from now on.
        await tx.$executeRaw`SELECT 1 FROM unit WHERE id = ANY(${ids}::uuid[]) FOR UPDATE`
        const closing = ids.map((id) => rows.find((row) => row.id === id)).filter((row) => row !== undefined)
        if (closing.length < ids.length) throw noSuchUnit()
        for (const row of closing) if (body.units.some(({ id, version }) => id === row.id && version !== row.version)) throw await changedMeanwhile(tx, row.id)
        const wrong = closingProblems(ids, body.on, body.successorId, rows.map(toShape), dayOf(todayOf(now)))
        const message = Object.values(wrong)[0]
        if (message) throw new Refusal('invalid-input', message, wrong)
        await refuseOpenSlips(tx, closing, body.acceptOpenSlips)
        const successor = rows.find(({ id }) => id === body.successorId) ?? null
        const begins = beginningOf(body.on)
        const moved = await endOrMove(tx, closing, body.members === 'move' ? successor : null, new Date(Math.max(begins.getTime(), now.getTime())), by, now)
        await tx.unit.updateMany({ where: { id: { in: ids } }, data: { validTo: dateOf(body.on), successorId: body.successorId, version: { increment: 1 } } })
        const words = `Từ ${showDay(body.on)}${successor ? `, kế thừa: ${successor.name}` : ''}`
        const events: NewEvent[] = ids.map((id) => ({ unitId: id, action: 'unit-closed', newValue: words }))
        if (successor)
          events.push(...closing.map((row): NewEvent => ({ unitId: successor.id, action: 'unit-took-over', newValue: `${row.name}, từ ${showDay(body.on)}` })))
        await writeEvents(tx, by, now, events)
        return moved
      })
      logger.info('units closed', { unitIds: ids, successorId: body.successorId, on: body.on, by: by.id })
      return people
    },

    /** The closing was a mistake. Roles that ended with it are given anew by hand: who serves where is decided by people. */
    async reopen(id: string, { version }: z.output<typeof VersionBody>, by: Actor): Promise<void> {
      await db.$transaction(async (tx) => {
        const rows = await lockUnits(tx)
        const row = rows.find((one) => one.id === id)
        if (!row) throw noSuchUnit()
        if (row.version !== version) throw await changedMeanwhile(tx, id)
        if (row.validTo === null) throw new Refusal('conflict', 'Đơn vị này đang hoạt động')
        const after = { ...toShape(row), validTo: null, successorId: null }
        const wrong = unitProblems(after, indexUnits(rows.map((one) => (one.id === id ? after : toShape(one)))))
        const message = Object.values(wrong)[0]
        if (message) throw new Refusal('invalid-input', message, wrong)
        await tx.unit.update({ where: { id }, data: { validTo: null, successorId: null, version: { increment: 1 } } })
        await writeEvents(tx, by, clock.now(), [{ unitId: id, action: 'unit-reopened', oldValue: `Từ ${showDay(dayOf(row.validTo))}` }])
      })
      logger.info('unit reopened', { unitId: id, by: by.id })
    },
  }

  async function refuseOpenSlips(tx: Transaction, closing: readonly UnitRow[], accepted: number): Promise<void> {
    let open = 0
    for (const { id } of closing) open += await openSlips(id, tx)
    if (open <= accepted) return
    const message = `Còn ${open} phiếu chuyển đang mở ở đơn vị này. Từ ngày ngừng, phiếu được chuyển cho đơn vị kế thừa với hạn mới, hoặc trở về tổng đài nếu không có đơn vị kế thừa; hãy xác nhận nếu vẫn cho ngừng.`
    throw new Refusal('conflict', message, { acceptOpenSlips: String(open) })
  }
}

/** Ends all memberships of units that close, or moves them to the successor in the same role. */
async function endOrMove(tx: Transaction, closing: readonly UnitRow[], successor: UnitRow | null, from: Date, by: Actor, now: Date): Promise<string[]> {
  const held = await tx.membership.findMany({
    where: { unitId: { in: closing.map(({ id }) => id) }, OR: [{ validTo: null }, { validTo: { gt: from } }] },
    include: { person: { select: { name: true } }, unit: { select: { name: true } } },
  })
  if (held.some(({ personId, role }) => personId === by.id && role === 'administrator') && !successor)
    throw new Refusal('conflict', 'Vai trò quản trị của chính bạn nằm ở đơn vị này; chọn chuyển người sang đơn vị kế thừa')
  const lacking = held.find(({ role }) => {
    const needed = capabilityFor(Role.parse(role))
    return successor !== null && needed !== null && !successor.capabilities.includes(needed)
  })
  if (successor && lacking)
    throw new Refusal(
      'invalid-input',
      `“${successor.name}” chưa có chức năng mà vai trò của ${lacking.person.name} cần. Hãy thêm chức năng cho đơn vị kế thừa trước.`,
      {
        successorId: 'Đơn vị này thiếu chức năng',
      },
    )
  await moveMembers(tx, { held, to: successor, at: from, by, now })
  return [...new Set(held.map(({ personId }) => personId))]
}
