// What became of the invented petitions that are not over: acted out through the service itself, so that slips, clocks and history
// say the same as they would have in life. Nobody is sent a message.
import { randomUUID } from 'node:crypto'
import { type ActOf, type ActType, TicketAct } from '../../src/contract/acts.ts'
import { createDeadlineBook } from '../../src/deadlines/book.ts'
import { createCalendarStore } from '../../src/deadlines/calendar-store.ts'
import { createSettingsStore } from '../../src/deadlines/settings-store.ts'
import { subtractWorkingTime } from '../../src/deadlines/working-time.ts'
import { readIdentity } from '../../src/directory/identity.ts'
import { createUnitBook } from '../../src/directory/unit-book.ts'
import type { Database } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { createTicketService, type Viewer } from '../../src/tickets/service.ts'

const HOUR = 3_600_000

interface Story {
  id: string
  status: string
  step: string
}

/** Acts the petitions out up to now; `ids` are the demo people by phone. */
export async function actOut(db: Database, ids: ReadonlyMap<string, string>, stories: readonly Story[]): Promise<void> {
  const now = new Date()
  const clock = { at: now, now: () => clock.at }
  const units = createUnitBook(db)
  const calendars = createCalendarStore({ db, parentsOf: units.parents })
  const book = createDeadlineBook(calendars, createSettingsStore(db), calendars.hotline, () => units.officeUnit(now))
  const service = createTicketService({
    db,
    clock,
    logger: silentLogger,
    book,
    units,
    outbox: { put: async () => undefined, conceal: async () => undefined },
    tell: () => undefined,
  })
  const person = async (phone: string): Promise<Viewer> => {
    const found = await readIdentity(db, ids.get(phone) ?? '', now)
    if (!found) throw new Error(`the demonstration has no ${phone}`)
    return found
  }
  const [operator, focal] = await Promise.all([person('+84900000001'), person('+84900000005')])
  const works = focal.memberships[0]?.unitId ?? ''
  const office = await units.officeUnit(now)
  const province = await calendars.province()
  /** So much working time before now: the rulers of the demonstration show something whenever it begins. */
  const before = (ms: number) => new Date(subtractWorkingTime(province, now.getTime(), ms) ?? now.getTime() - ms)
  const act = async <T extends ActType>(id: string, by: Viewer, type: T, more: Partial<ActOf<T>> = {}) => {
    const { version, slips } = await service.get(id, by)
    const slip = slips[0]
    await service.act(id, TicketAct.parse({ type, actId: randomUUID(), version, slipId: slip?.id, termNo: slip?.termNo, ...more }), by)
  }
  const forward = async (id: string, ago: number, unitId = works) => {
    clock.at = before(ago)
    await act(id, operator, 'forward', { unitId } as Partial<ActOf<'forward'>>)
  }

  const open = stories.filter(({ step }) => step !== 'operator').sort((a, b) => Number(a.status === 'scheduled') - Number(b.status === 'scheduled'))
  for (const [index, { id, status }] of open.entries()) {
    if (index === 0) {
      // One that nobody answered: it went up to the head.
      await forward(id, 10 * HOUR)
      while (clock.at < now && (await db.assignment.findFirst({ where: { ticketId: id } }))?.level === 'focal-point') {
        clock.at = new Date(clock.at.getTime() + HOUR)
        await service.wakeDue()
      }
    } else if (index === 1 && office) await forward(id, 5 * HOUR, office)
    else if (status === 'scheduled') {
      await forward(id, 2 * HOUR)
      await act(id, focal, 'take')
      await act(id, focal, 'extend', {
        amount: 5,
        unit: 'day',
        remindAfter: { amount: 4, unit: 'day' },
        reason: 'Chờ vật tư và bố trí xe chuyên dùng',
      } as Partial<ActOf<'extend'>>)
    } else {
      await forward(id, (8 - (index % 7)) * HOUR * 0.93)
      if (status === 'processing') await act(id, focal, 'take')
    }
  }
  clock.at = now
}
