// The directory changes under petitions that are on their way: no slip stays where nobody is.
import { afterAll, beforeEach, expect, it } from 'vitest'
import type { Viewer } from '../../src/tickets/service.ts'
import { openSlipRoom } from './slip-room.ts'
import { refusal } from './ticket-room.ts'

const room = await openSlipRoom()
const { act, db, forwarded, history, messages, person, service, time, unit, units, wakeAt, who } = room
afterAll(room.stop)
beforeEach(() => time('11-18 09:00'))

/** A unit with a focal point. */
async function staffed(name: string, more: Parameters<typeof unit>[1] = {}): Promise<{ id: string; focal: Viewer }> {
  const id = await unit(name, more)
  return { id, focal: await person(`Chuyên viên ${name}`, ['focal-point', id]) }
}

const close = (id: string, on: string, successorId: string | null = null) => db.unit.update({ where: { id }, data: { validTo: new Date(on), successorId } })
const names = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id)
const workOf = async (viewer: Viewer) => names(await service.work({ box: 'to-handle', page: 1, pageSize: 50 }, viewer))

it('a unit that closes hands its slips to its successor, who has a clock of his own; who helped goes on helping', async () => {
  const [old, heir] = [await staffed('UBND xã Ia Băng cũ'), await staffed('UBND xã Ia Băng')]
  const ticket = await forwarded(old.id, { coordinatingUnitIds: [units.power] })
  await close(old.id, '2026-11-19', heir.id)
  expect(await service.followDirectory()).toBe(0)
  time('11-19 08:00')
  expect(await service.followDirectory()).toBe(1)
  expect(await service.followDirectory()).toBe(0)
  const after = await service.get(ticket.id, who.supervisor)
  expect(after.slips.map(({ part, unitName, state, closeCause }) => [part, unitName, state, closeCause])).toEqual([
    ['coordinating', 'Điện lực Gia Lai', 'running', null],
    ['main', 'UBND xã Ia Băng', 'running', null],
    ['coordinating', 'Điện lực Gia Lai', 'closed', 'reassigned'],
    ['main', 'UBND xã Ia Băng cũ', 'closed', 'reassigned'],
  ])
  expect(after).toMatchObject({ status: 'waiting', step: 'focal-point', dueAt: '2026-11-20T01:00:00.000Z' })
  expect(await history(ticket.id)).toContain('unit-closed Hệ thống')
  expect(await workOf(heir.focal)).toContain(ticket.id)
  const told = (await messages(ticket.id)).filter(({ name }) => name === heir.focal.name)
  expect(told.map(({ template }) => template)).toEqual(['slip-received'])
})

it('a unit that closes without a successor gives its slips back to the desk, with a target, and the supervisors hear of it', async () => {
  const old = await staffed('Ban quản lý dự án cũ')
  const ticket = await forwarded(old.id)
  await close(old.id, '2026-11-18')
  expect(await service.followDirectory()).toBe(1)
  expect(await service.get(ticket.id, who.operator)).toMatchObject({ status: 'processing', step: 'operator' })
  expect(names(await service.deskWork({ box: 'returned-slip', page: 1, pageSize: 50 }, who.operator))).toContain(ticket.id)
  expect((await messages(ticket.id)).map(({ template, name }) => `${template} ${name}`)).toContain('returned-to-desk Phạm Thu Hà')
  // It can be forwarded again like any other.
  expect(await act(ticket, who.operator, 'forward', { unitId: units.works })).toMatchObject({ status: 'waiting' })
})

it('a coordinating unit that closes is helped by its successor, unless he has the slip already', async () => {
  const [first, second, heir] = [await staffed('Trạm A'), await staffed('Trạm B'), await staffed('Trạm chung')]
  const ticket = await forwarded(units.works, { coordinatingUnitIds: [first.id, second.id] })
  await close(first.id, '2026-11-18', heir.id)
  await close(second.id, '2026-11-18', heir.id)
  expect(await service.followDirectory()).toBe(1)
  const { slips } = await service.get(ticket.id, who.supervisor)
  expect(slips.filter(({ state }) => state !== 'closed').map(({ part, unitName }) => [part, unitName])).toEqual([
    ['coordinating', 'Trạm chung'],
    ['main', 'Sở Xây dựng'],
  ])
})

it('a sub-unit that closes leaves the slip with its unit, to be taken anew', async () => {
  const ward = await staffed('Đội cũ', { parentId: units.works })
  const ticket = await forwarded()
  await act(ticket, who.focal, 'pass-on', { unitId: ward.id })
  await close(ward.id, '2026-11-18')
  expect(await service.followDirectory()).toBe(1)
  expect((await service.get(ticket.id, who.focal)).slips[0]).toMatchObject({ withinUnitName: null, handlerName: null })
  expect(await act(ticket, who.second, 'take')).toMatchObject({ status: 'processing' })
})

it('another unit becomes the provincial office: what is there and what comes up later is its own', async () => {
  const [there, later] = [await forwarded(units.office), await forwarded()]
  const { dueAt } = await service.get(there.id, who.office)
  const heir = await unit('Văn phòng UBND tỉnh (mới)', { capabilities: ['province-office'] })
  const clerk = await person('Nay H’Lan', ['provincial-office', heir])
  await db.unit.update({ where: { id: units.office }, data: { validTo: new Date('2026-11-18'), successorId: heir } })
  try {
    expect(await service.followDirectory()).toBe(1)
    const moved = await service.get(there.id, clerk)
    expect(moved).toMatchObject({ dueAt, step: 'provincial-office', status: 'waiting' })
    expect(moved.slips[0]).toMatchObject({ holderUnitId: heir })
    expect(await workOf(clerk)).toEqual([there.id])
    expect((await messages(there.id)).map(({ name }) => name)).toContain('Nay H’Lan')
    expect(await refusal(act(there, who.office, 'assign', { unitId: units.works }))).toMatchObject({
      code: expect.stringMatching(/forbidden|illegal-transition/),
    })
    expect(await act(there, clerk, 'assign', { unitId: units.power })).toMatchObject({ status: 'waiting', step: 'focal-point' })

    // Silent at its focal point and head, sent while the old office was still there: it comes up to the new one.
    await wakeAt('11-19 10:00')
    await wakeAt('11-20 10:00')
    await wakeAt('11-20 14:00')
    expect((await service.get(later.id, clerk)).slips[0]).toMatchObject({ level: 'provincial-office', holderUnitId: heir })
    expect(await workOf(clerk)).toContain(later.id)
  } finally {
    await db.unit.update({ where: { id: units.office }, data: { validTo: null, successorId: null } })
    await db.unit.update({ where: { id: heir }, data: { validTo: new Date('2026-11-18') } })
  }
})
