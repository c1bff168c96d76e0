// Call-back tasks on a real PostgreSQL: opened once per number and day, named, done by the first.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createCallbacks } from '../../src/calls/callbacks.ts'
import { type NewCallback, openCallback } from '../../src/calls/callbacks-writer.ts'
import { deskDue } from '../../src/deadlines/desk-due.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { openTicketRoom, refusal } from './ticket-room.ts'

const { clock, db, deps, lan, minh, openCall, petition, saved, service, stop } = await openTicketRoom()
afterAll(stop)

const told: number[] = []
const callbacks = createCallbacks({
  db,
  clock,
  logger: silentLogger,
  namesOf: service.namesOf,
  dueAfter: (since) => deskDue(deps.book, 'callback', since),
  tell: (count) => void told.push(count),
})
const number = '+84900000070'
/** 07:30 in Gia Lai. */
const morning = new Date('2026-11-18T00:30:00.000Z')

async function lostCall(more: Partial<NewCallback> = {}): Promise<NewCallback> {
  const ticketId = randomUUID()
  const callId = randomUUID()
  const at = more.at ?? morning
  await openCall(ticketId, petition({ title: '', content: '' }), at)
  await db.call.create({
    data: { id: callId, serverId: 'asterisk-1', channelId: `c-${callId}`, callerRaw: '', callerDisplay: '', hotlineNumber: '1022', arrivedAt: at, ticketId },
  })
  return { callId, ticketId, number, reason: 'interrupted', at, ...more }
}
const open = (given: NewCallback) => db.$transaction((tx) => openCallback(tx, given))

beforeEach(async () => {
  await db.callbackTask.deleteMany()
  clock.at = new Date('2026-11-18T07:27:00.000Z')
  told.length = 0
})

describe('opening', () => {
  it('happens once, however often the journal is read', async () => {
    const call = await lostCall()
    expect([await open(call), await open(call)]).toEqual([true, false])
    expect(await callbacks.open()).toMatchObject([{ number, reason: 'interrupted', callId: call.callId, ticketId: call.ticketId, callerName: null }])
  })
  it('keeps one task per number and day of Gia Lai', async () => {
    expect(await open(await lostCall({ at: new Date('2026-11-18T16:59:00.000Z') }))).toBe(true)
    expect(await open(await lostCall({ reason: 'missed', at: new Date('2026-11-18T16:59:59.000Z') }))).toBe(false)
    expect(await open(await lostCall({ at: new Date('2026-11-18T17:00:00.000Z') }))).toBe(true)
    expect(await callbacks.open()).toHaveLength(2)
  })
  it.each([null, '113', 'anonymous', '0900000070'])('leaves out what cannot be dialled: %s', async (withheld) => {
    expect(await open(await lostCall({ number: withheld }))).toBe(false)
  })
  it('opens a done task again for a call lost later, not for the one it was done for', async () => {
    const first = await lostCall()
    await open(first)
    const [task] = await callbacks.open()
    await callbacks.done(task?.id ?? '', lan.personId)
    expect(await open(first)).toBe(false)
    expect(await callbacks.open()).toEqual([])
    const later = await lostCall({ reason: 'missed', at: new Date('2026-11-18T08:00:00.000Z') })
    expect(await open(later)).toBe(true)
    expect(await callbacks.open()).toMatchObject([{ id: task?.id, reason: 'missed', callId: later.callId }])
  })
})

describe('the list', () => {
  it('stands oldest first, with the names the numbers are known by', async () => {
    await saved({ reporterPhone: '0900 000 071', reporterName: 'Siu H’Bia' })
    await open(await lostCall({ number: '+84900000071', at: new Date('2026-11-18T02:00:00.000Z') }))
    await open(await lostCall())
    expect((await callbacks.open()).map((task) => [task.number, task.callerName])).toEqual([
      [number, null],
      ['+84900000071', 'Siu H’Bia'],
    ])
  })
})

describe('the target', () => {
  it('is an hour of the hotline from the moment the caller was lost', async () => {
    await open(await lostCall())
    // 22:30: half an hour until the hotline closes, the other half from 07:00 on.
    await open(await lostCall({ number: '+84900000072', at: new Date('2026-11-18T15:30:00.000Z') }))
    expect((await callbacks.open()).map(({ dueAt }) => dueAt)).toEqual(['2026-11-18T01:30:00.000Z', '2026-11-19T00:30:00.000Z'])
  })
  it('is kept from the first count on, and begins anew for a call lost again', async () => {
    const first = await lostCall()
    await open(first)
    await callbacks.changed()
    expect(await db.callbackTask.findFirstOrThrow()).toMatchObject({ dueAt: new Date('2026-11-18T01:30:00.000Z') })
    const [task] = await callbacks.open()
    await callbacks.done(task?.id ?? '', lan.personId)
    await open(await lostCall({ at: new Date('2026-11-18T08:00:00.000Z') }))
    expect(await callbacks.open()).toMatchObject([{ id: task?.id, dueAt: '2026-11-18T09:00:00.000Z' }])
  })
})

describe('done', () => {
  it('belongs to the first of two who press at once; the second is told who was quicker', async () => {
    await open(await lostCall())
    const [task] = await callbacks.open()
    const results = await Promise.allSettled([callbacks.done(task?.id ?? '', lan.personId), callbacks.done(task?.id ?? '', minh.personId)])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const { doneById } = await db.callbackTask.findFirstOrThrow()
    const second = doneById === lan.personId ? minh : lan
    const first = doneById === lan.personId ? lan : minh
    expect(await refusal(callbacks.done(task?.id ?? '', second.personId))).toMatchObject({ code: 'conflict', message: expect.stringContaining(first.name) })
    expect(told).toEqual([0])
  })
  it('may be said twice by the same person, whose first answer was lost', async () => {
    await open(await lostCall())
    const [task] = await callbacks.open()
    await callbacks.done(task?.id ?? '', lan.personId)
    await callbacks.done(task?.id ?? '', lan.personId)
    expect(await callbacks.open()).toEqual([])
  })
  it('refuses what is not there', async () => {
    expect(await refusal(callbacks.done(randomUUID(), lan.personId))).toMatchObject({ code: 'not-found' })
  })
})
