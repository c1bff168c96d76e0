// People, categories and a ticket service on a database of its own, for the tests of tickets.
import { randomUUID } from 'node:crypto'
import { createOutbox } from '../../src/channels/put-messages.ts'
import { createTexts } from '../../src/channels/texts.ts'
import { Refusal } from '../../src/contract/errors.ts'
import { emptyTicketForm, type TicketForm, TicketQuery } from '../../src/contract/tickets.ts'
import type { Role } from '../../src/contract/values.ts'
import { createDeadlineBook } from '../../src/deadlines/book.ts'
import { createCalendarStore } from '../../src/deadlines/calendar-store.ts'
import { createSettingsStore } from '../../src/deadlines/settings-store.ts'
import { createUnitBook } from '../../src/directory/unit-book.ts'
import type { Clock } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { setHistoryKey } from '../../src/tickets/history-key.ts'
import { createTicketService, type TicketDeps, type Viewer } from '../../src/tickets/service.ts'
import { startTestDatabase } from '../harness/database.ts'

export type TicketRoom = Awaited<ReturnType<typeof openTicketRoom>>

setHistoryKey('a history key for tests, long enough to be one')

/** Everything the tickets need, on a real database. */
export function ticketDeps(
  db: Database,
  clock: Clock,
): TicketDeps & { calendars: ReturnType<typeof createCalendarStore>; settings: ReturnType<typeof createSettingsStore> } {
  const units = createUnitBook(db)
  const calendars = createCalendarStore({ db, parentsOf: units.parents })
  const settings = createSettingsStore(db)
  return {
    db,
    clock,
    logger: silentLogger,
    units,
    calendars,
    settings,
    book: createDeadlineBook(calendars, settings, calendars.hotline, () => units.officeUnit(clock.now())),
    outbox: createOutbox({ clock, logger: silentLogger, texts: createTexts(db), settings: { quietHours: { from: 21 * 60, to: 7 * 60 }, accents: true } }),
    tell: () => undefined,
  }
}

/** Opens the room; `clock.now` is turned by hand. */
export async function openTicketRoom() {
  const database = await startTestDatabase()
  const { db } = database
  const clock = { at: new Date('2026-11-18T07:27:00.000Z'), now: () => clock.at }
  const deps = ticketDeps(db, clock)
  const service = createTicketService(deps)
  const group = await db.category.create({ data: { code: `group-${randomUUID()}`, name: 'Sự cố hạ tầng' } })
  const { id: category } = await db.category.create({ data: { code: `drain-${randomUUID()}`, name: 'Thoát nước', parentId: group.id } })

  let people = 0
  const person = async (name: string, role: Role): Promise<Viewer> => {
    people += 1
    const { id } = await db.person.create({ data: { name, phone: `+849000000${String(people).padStart(2, '0')}` } })
    return { personId: id, name, roles: [role], memberships: [] }
  }
  const lan = await person('Nguyễn Thị Lan', 'operator')
  const minh = await person('Trần Văn Minh', 'operator')
  const overseer = await person('Lê Giám Sát', 'overseer')

  const petition = (more: Partial<TicketForm> = {}): TicketForm => ({
    ...emptyTicketForm,
    reporterPhone: '0900 000 050',
    reporterName: "Rơ Châm H'Loan",
    reporterAddress: 'Làng Plei Kép, phường Thống Nhất',
    title: 'Nắp hố ga vỡ trước số 48 đường Wừu',
    categoryId: category,
    place: 'Trước số 48 đường Wừu, phường Pleiku',
    content: 'Nắp hố ga bị vỡ từ chiều hôm qua, sau cơn mưa lớn.',
    ...more,
  })
  return {
    db,
    url: database.url,
    deps,
    service,
    clock,
    category,
    group: group.id,
    lan,
    minh,
    overseer,
    petition,
    stop: () => database.stop(),
    /** What the call's writer does. */
    openCall: (ticketId: string, form: TicketForm, reportedAt = clock.at) =>
      service.openDraftForCall({ ticketId, callId: randomUUID(), form, reportedAt, createdById: null }),
    /** A new petition. */
    saved: (more: Partial<TicketForm> = {}, by = lan) => service.saveTicket(randomUUID(), { version: 0, form: petition(more) }, by),
    find: (query: Record<string, unknown>, by = lan) => service.search(TicketQuery.parse(query), by),
    /** Runs something at another time. */
    async at<T>(time: string, work: () => Promise<T>): Promise<T> {
      const before = clock.at
      clock.at = new Date(time)
      return work().finally(() => {
        clock.at = before
      })
    },
  }
}

/** The refusal something ends in. */
export async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Refusal) return error
  throw new Error(`expected a refusal, got ${String(error)}`)
}
