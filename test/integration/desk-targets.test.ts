// The desk's targets on a real PostgreSQL (§27): petitions not sent, citizens asked, urging what lies there, and who may see it.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { projectDir } from '../../src/config.ts'
import { deskTaskKinds } from '../../src/contract/slips.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import type { DeskBox } from '../../src/contract/work.ts'
import { createSettingsAdmin } from '../../src/deadlines/settings-admin.ts'
import { SECRET_WORDS } from '../../src/tickets/visibility-rules.ts'
import { openSlipRoom } from './slip-room.ts'

const room = await openSlipRoom()
const { act, clock, db, deps, forwarded, messages, saved, service, stop, time, units, who } = room
afterAll(stop)
beforeEach(() => time('11-18 09:00'))

const desk = (box: DeskBox, viewer = who.operator) => service.deskWork({ box, page: 1, pageSize: 100 }, viewer)
const rowIn = async (box: DeskBox, id: string, viewer = who.operator) => (await desk(box, viewer)).items.find((item) => item.id === id)
const openTasks = async (ticketId: string) =>
  (await db.deskTask.findMany({ where: { ticketId, doneAt: null } })).map(({ kind, dueAt }) => [kind, dueAt?.toISOString()])

describe('a petition saved and not sent', () => {
  it('has a target in hotline hours and shows when it is missed', async () => {
    time('11-18 22:00')
    const ticket = await saved({}, who.operator)
    // One hour until the hotline closes at 23:00, the other from 07:00 on.
    expect(await openTasks(ticket.id)).toEqual([['new', '2026-11-19T01:00:00.000Z']])
    expect(await rowIn('new', ticket.id)).toMatchObject({ dueAt: '2026-11-19T01:00:00.000Z', missed: false, leftWords: 'còn 2 giờ làm việc' })
    const before = (await desk('new')).counts.new.missed
    time('11-19 08:00:01')
    expect(await rowIn('new', ticket.id)).toMatchObject({ missed: true })
    expect((await desk('new')).counts.new.missed).toBe(before + 1)
  })

  it('keeps one task when it is saved again', async () => {
    const ticket = await saved({}, who.operator)
    time('11-18 09:30')
    await service.saveTicket(ticket.id, { version: ticket.version, form: { ...ticket.form, title: 'Nắp hố ga vỡ, đã rào tạm' } }, who.operator)
    expect(await db.deskTask.count({ where: { ticketId: ticket.id, kind: 'new' } })).toBe(1)
  })

  it.each([
    ['forward', (ticket: Ticket) => act(ticket, who.operator, 'forward', { unitId: units.works })],
    ['answer-now', (ticket: Ticket) => act(ticket, who.operator, 'answer-now', { answer: 'Đã có lịch sửa trong tuần này.' })],
    ['refuse', (ticket: Ticket) => act(ticket, who.operator, 'refuse', { reason: 'Ngoài phạm vi', guidance: 'Liên hệ cơ quan chuyên môn' })],
    ['withdraw', (ticket: Ticket) => act(ticket, who.operator, 'withdraw', { reason: 'Người dân rút' })],
  ] as const)('is done by %s', async (_, end) => {
    const ticket = await saved({}, who.operator)
    await end(ticket)
    expect(await openTasks(ticket.id)).toEqual([])
    expect(await db.deskTask.findFirst({ where: { ticketId: ticket.id, kind: 'new' } })).toMatchObject({ doneById: who.operator.personId })
  })

  it('counts with the target the administrator set, and one set before there was this target still holds', async () => {
    const admin = createSettingsAdmin({ db, clock, settings: deps.settings })
    const content = { deskTargetsMs: { draft: 1, 'returned-slip': 1, 'result-check': 1, 'tell-citizen': 1 }, extensionTimes: 3 }
    await db.deadlineSettingsVersion.create({ data: { version: 1, content, reason: 'x', savedAt: clock.now(), savedById: who.supervisor.personId } })
    deps.settings.changed()
    // The store answers with what it knows while it reads anew.
    await expect.poll(async () => (await admin.read()).version).toBe(1)
    const { settings } = await deps.settings.read()
    expect(settings).toMatchObject({ extensionTimes: 3, deskTargetsMs: { draft: 1, new: 2 * 3_600_000, callback: 3_600_000 } })
    await admin.save({ version: 1, values: { 'desk-new': 0.5, 'desk-draft': 2 }, reason: 'Chuyển nhanh hơn' }, who.supervisor.personId)
    await expect.poll(async () => (await admin.read()).version).toBe(2)
    const ticket = await saved({}, who.operator)
    expect(await openTasks(ticket.id)).toEqual([['new', '2026-11-18T02:30:00.000Z']])
    await admin.save({ version: 2, values: { 'desk-new': 2 }, reason: 'Như cũ' }, who.supervisor.personId)
    await expect.poll(async () => (await admin.read()).version).toBe(3)
  })

  it('from before there were such tasks gets one, with a target counted from its saving', async () => {
    const ticket = await saved({}, who.operator)
    const sent = await forwarded()
    await db.deskTask.deleteMany({ where: { ticketId: { in: [ticket.id, sent.id] } } })
    const sql = readFileSync(path.join(projectDir, 'prisma/migrations/20261127080000_desk_targets/migration.sql'), 'utf8')
    await db.$executeRawUnsafe(sql.slice(sql.indexOf('INSERT INTO desk_task')))
    expect(await rowIn('new', ticket.id)).toMatchObject({ since: '2026-11-18T02:00:00.000Z', dueAt: '2026-11-18T04:00:00.000Z' })
    expect(await openTasks(sent.id)).toEqual([])
  })
})

describe('the citizen was asked for more', () => {
  it('waits in a box of its own with what was asked; asked again the wait begins anew; sending it ends it', async () => {
    const ticket = await saved({}, who.operator)
    await act(ticket, who.operator, 'request-info', { question: 'Trước số nhà nào?' })
    expect(await openTasks(ticket.id)).toEqual([['more-info', '2026-11-18T10:00:00.000Z']])
    expect(await rowIn('new', ticket.id)).toBeUndefined()
    expect(await rowIn('more-info', ticket.id)).toMatchObject({ note: 'Trước số nhà nào?', missed: false })
    time('11-18 17:00:01')
    expect(await rowIn('more-info', ticket.id)).toMatchObject({ missed: true })
    await act(ticket, who.operator, 'request-info', { question: 'Vỡ từ bao giờ?' })
    expect(await openTasks(ticket.id)).toEqual([['more-info', '2026-11-19T02:00:01.000Z']])
    await act(ticket, who.operator, 'forward', { unitId: units.works })
    expect(await openTasks(ticket.id)).toEqual([])
  })

  it('leaves a draft and a returned slip where they are', async () => {
    const draft = await service.newDraft('walk-in', who.operator)
    await act(draft, who.operator, 'request-info', { question: 'Số điện thoại nào?' })
    expect((await openTasks(draft.id)).map(([kind]) => kind)).toEqual(['draft'])
    const ticket = await forwarded()
    await act(ticket, who.focal, 'return', { reason: 'Thuộc Điện lực' })
    await act(ticket, who.operator, 'request-info', { question: 'Có dây điện không?' })
    expect((await openTasks(ticket.id)).map(([kind]) => kind)).toEqual(['returned-slip'])
  })
})

describe('urging what lies at the desk', () => {
  it('tells the supervisors and marks its row', async () => {
    const ticket = await saved({}, who.operator)
    time('11-18 09:40')
    const urged = await act(ticket, who.overseer, 'urge', { text: 'Sao chưa chuyển đơn vị?' })
    expect(urged.deskTasks.find(({ kind }) => kind === 'new')).toMatchObject({ doneAt: null, missed: false })
    const told = (await messages(ticket.id)).filter(({ template }) => template === 'desk-urged')
    expect(told.length).toBeGreaterThan(0)
    expect(new Set(told.map(({ name }) => name))).toEqual(new Set([who.supervisor.name]))
    expect(told[0]?.text).toContain('Sao chưa chuyển đơn vị?')
    expect(await rowIn('new', ticket.id)).toMatchObject({ urgedAt: '2026-11-18T02:40:00.000Z' })
    const other = await saved({}, who.operator)
    expect(await rowIn('new', other.id)).toMatchObject({ urgedAt: null })
  })

  it('reaches them too when a result waits to be checked, and not whoever urges', async () => {
    let ticket = await forwarded()
    ticket = await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Đã thay nắp.' })
    ticket = await act(ticket, who.focal, 'hand-in')
    await act(ticket, who.supervisor, 'urge', { text: 'Kiểm tra giúp' })
    expect((await messages(ticket.id)).filter(({ template }) => template === 'desk-urged' || template === 'urged')).toEqual([])
    await act(ticket, who.overseer, 'urge', { text: 'Kiểm tra giúp' })
    expect((await messages(ticket.id)).some(({ template }) => template === 'desk-urged')).toBe(true)
    expect(await rowIn('result-check', ticket.id)).toMatchObject({ urgedAt: '2026-11-18T02:00:00.000Z' })
  })
})

describe('overseers', () => {
  it('read the desk with its misses, without its drafts and without secrets', async () => {
    const mark = `dau${randomUUID().slice(0, 6)}`
    const open = await saved({ title: `${mark} công khai` }, who.operator)
    const secret = await saved({ title: `${mark} mật`, stateSecret: true }, who.operator)
    await act(secret, who.operator, 'request-info', { question: `${mark} ở đâu?` })
    const draft = await service.newDraft('walk-in', who.operator)
    time('11-20 09:00')
    expect(await rowIn('new', open.id, who.overseer)).toMatchObject({ title: `${mark} công khai`, missed: true })
    expect(await rowIn('more-info', secret.id, who.overseer)).toMatchObject({ title: SECRET_WORDS, place: '', note: '' })
    expect(await rowIn('draft', draft.id)).toBeDefined()
    expect(await desk('draft', who.overseer)).toMatchObject({ items: [], total: 0 })
    const found = await service.deskWork({ box: 'more-info', keyword: mark, page: 1, pageSize: 20 }, who.overseer)
    expect(found.items).toEqual([])
    expect((await service.get(open.id, who.overseer)).deskTasks.filter(({ doneAt }) => doneAt === null)).toMatchObject([{ kind: 'new', missed: true }])
    expect((await service.get(open.id, who.office)).deskTasks.length).toBeGreaterThan(0)
  })

  it('a unit learns nothing of the desk’s own tasks', async () => {
    const ticket = await forwarded()
    expect((await service.get(ticket.id, who.focal)).deskTasks).toEqual([])
  })
})

it('every kind of task has its box and its count', async () => {
  expect(Object.keys((await desk('new')).counts).sort()).toEqual([...deskTaskKinds, 'refused'].sort())
})
