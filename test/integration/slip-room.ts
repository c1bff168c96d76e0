// A ticket room with units and their people: whole petitions acted out on a real database, time turned by hand.
import { randomUUID } from 'node:crypto'
import type { ActOf, ActType } from '../../src/contract/acts.ts'
import { TicketAct } from '../../src/contract/acts.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import type { Role } from '../../src/contract/values.ts'
import type { Viewer } from '../../src/tickets/service.ts'
import { openTicketRoom } from './ticket-room.ts'

export type SlipRoom = Awaited<ReturnType<typeof openSlipRoom>>
type Wish<T extends ActType> = Partial<Omit<ActOf<T>, 'type'>>

/** Gia Lai's time of 2026, e.g. `at('11-18 09:00')`. */
export const gialai = (text: string): Date => {
  const [day = '', time = '00:00'] = text.split(' ')
  return new Date(`${day.length > 5 ? day : `2026-${day}`}T${time.length === 5 ? `${time}:00` : time}+07:00`)
}

export async function openSlipRoom() {
  const room = await openTicketRoom()
  const { db, service, clock } = room
  let people = 20
  const unit = async (name: string, more: { capabilities?: string[]; parentId?: string; headIsFocal?: boolean; validTo?: Date } = {}) =>
    (await db.unit.create({ data: { code: `u-${randomUUID()}`, name, kind: 'department', validFrom: new Date('2021-01-01'), ...more } })).id
  const person = async (name: string, ...held: [Role, string][]): Promise<Viewer> => {
    people += 1
    const phone = `+849000000${String(people).padStart(2, '0')}`
    const { id } = await db.person.create({
      data: { name, phone, memberships: { create: held.map(([role, unitId]) => ({ role, unitId, validFrom: new Date('2021-01-01') })) } },
    })
    return { personId: id, name, roles: [...new Set(held.map(([role]) => role))], memberships: held.map(([role, unitId]) => ({ role, unitId })) }
  }
  const hotline = await unit('Tổng đài 1022', { capabilities: ['operator'] })
  const office = await unit('Văn phòng UBND tỉnh', { capabilities: ['province-office'] })
  const works = await unit('Sở Xây dựng')
  const power = await unit('Điện lực Gia Lai')
  const ward = await unit('Đội quản lý hạ tầng', { parentId: works })
  const watch = await unit('Sở Thông tin và Truyền thông', { capabilities: ['overseer'] })
  const units = { hotline, office, works, power, ward, watch }
  const who = {
    operator: await person('Siu H’Nhung', ['operator', hotline]),
    supervisor: await person('Phạm Thu Hà', ['supervisor', hotline]),
    focal: await person('Nguyễn Đức Thịnh', ['focal-point', works]),
    second: await person('Rơ Mah Hiền', ['focal-point', works]),
    head: await person('Võ Minh Quân', ['unit-head', works]),
    powerFocal: await person('Đinh Thị Sương', ['focal-point', power]),
    powerHead: await person('Bùi Quang Huy', ['unit-head', power]),
    wardFocal: await person('Ksor Tuấn', ['focal-point', ward]),
    office: await person('Đặng Thị Mỹ Lệ', ['provincial-office', office]),
    overseer: await person('Kpă Y Thuyên', ['overseer', watch]),
  }

  /** Does an act with the newest version the actor could see, on the slip that is open for him. */
  async function act<T extends ActType>(ticket: Ticket | string, by: Viewer, type: T, more: Wish<T> = {}): Promise<Ticket> {
    const id = typeof ticket === 'string' ? ticket : ticket.id
    const shown = await service.get(id, by)
    const own = by.memberships.map(({ unitId }) => unitId)
    const slip =
      shown.slips.find(({ state, unitId, holderUnitId }) => state !== 'closed' && (own.includes(unitId) || own.includes(holderUnitId))) ?? shown.slips[0]
    const body = TicketAct.parse({ type, actId: randomUUID(), version: shown.version, slipId: slip?.id, termNo: slip?.termNo, ...more })
    return service.act(id, body, by)
  }

  /** A petition with a slip to a unit. */
  async function forwarded(unitId = works, more: Wish<'forward'> = {}): Promise<Ticket> {
    const ticket = await room.saved({}, who.operator)
    return act(ticket, who.operator, 'forward', { unitId, ...more })
  }

  const time = (text: string) => {
    clock.at = gialai(text)
  }
  /** Turns the clock to a moment and lets what is due happen. */
  const wakeAt = async (text: string): Promise<number> => {
    time(text)
    return service.wakeDue()
  }
  const messages = (ticketId: string) => db.message.findMany({ where: { ticketId }, orderBy: { createdAt: 'asc' } })
  const history = async (ticketId: string) =>
    (await db.ticketHistory.findMany({ where: { ticketId }, orderBy: { id: 'asc' } })).map(({ action, actor }) => `${action} ${actor}`)
  return { ...room, unit, person, units, who, act, forwarded, time, wakeAt, messages, history }
}
