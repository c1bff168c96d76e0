// People, categories and a ticket service on a database of its own, for the tests of tickets.
import { randomUUID } from 'node:crypto'
import { Refusal } from '../../src/contract/errors.ts'
import { emptyTicketForm, type TicketForm, TicketQuery } from '../../src/contract/tickets.ts'
import type { Role } from '../../src/contract/values.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { createTicketService, type Viewer } from '../../src/tickets/service.ts'
import { startTestDatabase } from '../harness/database.ts'

export type TicketRoom = Awaited<ReturnType<typeof openTicketRoom>>

/** Opens the room; `clock.now` is turned by hand. */
export async function openTicketRoom() {
  const database = await startTestDatabase()
  const { db } = database
  const clock = { at: new Date('2026-11-18T07:27:00.000Z'), now: () => clock.at }
  const service = createTicketService({ db, clock, logger: silentLogger })
  const group = await db.category.create({ data: { code: `group-${randomUUID()}`, name: 'Sự cố hạ tầng' } })
  const { id: category } = await db.category.create({ data: { code: `drain-${randomUUID()}`, name: 'Thoát nước', parentId: group.id } })

  let people = 0
  const person = async (name: string, role: Role): Promise<Viewer> => {
    people += 1
    const { id } = await db.person.create({ data: { name, phone: `+849000000${String(people).padStart(2, '0')}` } })
    return { personId: id, name, roles: [role] }
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
