// Who hears of what, and of what nobody may hear by message.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ticket } from '../../src/contract/tickets.ts'
import { openSlipRoom } from './slip-room.ts'
import { refusal } from './ticket-room.ts'

const room = await openSlipRoom()
const { act, db, deps, forwarded, history, messages, saved, service, time, unit, units, wakeAt, who } = room
afterAll(room.stop)
beforeEach(() => time('11-18 09:00'))

const told = async (ticketId: string, template: string) => (await messages(ticketId)).filter((one) => one.template === template).map(({ name }) => name)

describe('nobody is forgotten', () => {
  it('a unit where nobody serves gets no slip, neither as main nor as coordinating unit', async () => {
    const empty = await unit('Trung tâm chưa có người')
    const ticket = await saved({}, who.operator)
    expect(await refusal(act(ticket, who.operator, 'forward', { unitId: empty }))).toMatchObject({
      code: 'invalid-input',
      fields: { unitId: 'Đơn vị chưa có người nhận phiếu' },
    })
    expect(await refusal(act(ticket, who.operator, 'forward', { unitId: units.works, coordinatingUnitIds: [empty] }))).toMatchObject({
      fields: { unitIds: 'Đơn vị chưa có người nhận phiếu' },
    })
    expect(await service.get(ticket.id, who.operator)).toMatchObject({ step: 'operator', slips: [] })
  })

  it('when a unit loses its people, the supervisors hear what nobody there can', async () => {
    const place = await unit('Đội lưu động')
    const focal = await room.person('Rơ Châm Đông', ['focal-point', place])
    const ticket = await forwarded(place)
    await db.membership.updateMany({ where: { personId: focal.personId }, data: { validTo: new Date('2026-11-18T03:00:00Z') } })
    await wakeAt('11-19 10:00')
    expect(await told(ticket.id, 'nobody-there')).toContain('Phạm Thu Hà')
  })

  it('a unit whose only person is its head: he is told of the slip', async () => {
    const place = await unit('Chi cục một người')
    await room.person('Hoàng Gia Bách', ['unit-head', place])
    expect(await told((await forwarded(place)).id, 'slip-received')).toEqual(['Hoàng Gia Bách'])
  })

  it('withdrawn: the main unit and those that help hear that there is nothing more to do', async () => {
    const ticket = await forwarded(units.works, { coordinatingUnitIds: [units.power] })
    await act(ticket, who.operator, 'withdraw', { reason: 'Người dân rút' })
    expect((await told(ticket.id, 'slip-withdrawn')).sort()).toEqual(['Nguyễn Đức Thịnh', 'Rơ Mah Hiền'])
    expect(await told(ticket.id, 'coordination-ended')).toEqual(['Đinh Thị Sương'])
  })

  it('the checkbox silences the helpers, never the unit that gets the slip, nor VP UBND tỉnh after the last return', async () => {
    let ticket = await forwarded(units.works, { coordinatingUnitIds: [units.power], notifyNext: false })
    expect(await told(ticket.id, 'slip-received')).toHaveLength(2)
    expect(await told(ticket.id, 'coordination-asked')).toEqual([])
    const { returnsToProvincialOffice } = await deps.book.settings()
    for (let times = 1; times <= returnsToProvincialOffice; times += 1) {
      if (times > 1) ticket = await act(ticket, who.operator, 'forward', { unitId: units.works })
      ticket = await act(ticket, who.focal, 'return', { reason: 'Không thuộc thẩm quyền', notifyNext: false })
    }
    expect(ticket.step).toBe('provincial-office')
    expect(await told(ticket.id, 'slip-received')).toContain('Đặng Thị Mỹ Lệ')
  })

  it('VP UBND tỉnh asked to help by a unit: told, and it may take, answer or give back its part', async () => {
    const ticket = await forwarded(units.works, { coordinatingUnitIds: [units.office] })
    expect(await told(ticket.id, 'coordination-asked')).toEqual(['Đặng Thị Mỹ Lệ'])
    const shown = await service.get(ticket.id, who.office)
    expect(shown.acts).toEqual(expect.arrayContaining(['take', 'save-result', 'extend', 'return']))
    expect(shown.acts).not.toContain('assign')
    await act(ticket, who.office, 'return', { reason: 'Đã có văn bản' })
    expect(await told(ticket.id, 'slip-returned')).toHaveLength(2)
  })

  it('a deadline computed anew is told to whoever works on the slip, and a promised date to the citizen', async () => {
    const ticket = await forwarded()
    await act(ticket, who.focal, 'extend', { amount: 30, unit: 'hour', remindAfter: null, reason: 'Chờ vật tư' })
    const [row] = await db.ticketHistory.findMany({ where: { ticketId: ticket.id, action: 'extended' }, orderBy: { id: 'asc' } })
    expect(row).toMatchObject({ field: 'dueAt', oldValue: '19/11/2026 09:00' })
    // A storm closes the offices for a day.
    await db.calendarVersion.create({
      data: {
        id: randomUUID(),
        owner: units.works,
        version: 1,
        savedAt: new Date(),
        content: {
          weeks: [],
          exceptions: [{ id: 'bao', kind: 'closure', name: 'Bão', from: { date: '2026-11-20', minute: 0 }, to: { date: '2026-11-20', minute: 1_440 } }],
          cancels: [],
        },
      },
    })
    deps.calendars.changed()
    const preview = await service.previewRecompute()
    const item = preview.items.find(({ ticketCode }) => ticketCode === ticket.code)
    expect(item).toBeDefined()
    expect(await service.recompute([item?.slipId ?? ''], 'Bão', who.supervisor)).toEqual({ changed: 1 })
    expect(await told(ticket.id, 'due-recomputed')).toHaveLength(2)
    expect(await told(ticket.id, 'citizen-new-date')).toHaveLength(2)
  })

  it('several deadlines of a unit computed anew are one message to each of its people; another unit’s single one names its petition', async () => {
    const [busy, quiet] = [await unit('Chi cục Thủy lợi'), await unit('Chi cục Kiểm lâm')]
    await room.person('Nay H’Bơ', ['focal-point', busy])
    await room.person('Lê Văn Tài', ['focal-point', quiet])
    const first = [await forwarded(busy), await forwarded(busy), await forwarded(busy), await forwarded(busy)]
    const alone = await forwarded(quiet)
    const storm = { id: 'bao', kind: 'closure', name: 'Bão', from: { date: '2026-11-19', minute: 0 }, to: { date: '2026-11-19', minute: 1_440 } }
    for (const owner of [busy, quiet])
      await db.calendarVersion.create({
        data: { id: randomUUID(), owner, version: 1, savedAt: new Date(), content: { weeks: [], exceptions: [storm], cancels: [] } },
      })
    deps.calendars.changed()
    const tickets = [...first, alone]
    const { items } = await service.previewRecompute()
    const own = items.filter(({ ticketCode }) => tickets.some(({ code }) => code === ticketCode))
    expect(own).toHaveLength(5)
    const slipIds = own.map(({ slipId }) => slipId)
    expect(await service.recompute(slipIds, 'Bão', who.supervisor)).toEqual({ changed: 5 })
    const sent = await db.message.findMany({ where: { template: 'dues-recomputed' } })
    expect(sent.map(({ name }) => name)).toEqual(['Nay H’Bơ'])
    const codes = own.filter(({ unitName }) => unitName === 'Chi cục Thủy lợi').map(({ ticketCode }) => ticketCode)
    expect(sent[0]?.text).toBe(
      `1022: 4 phiếu của Chi cục Thủy lợi được tính lại hạn: ${codes.slice(0, 3).join(', ')} và 1 phiếu khác. Xem hạn mới trong phiếu.`,
    )
    for (const { id } of first) {
      expect(await told(id, 'due-recomputed')).toEqual([])
      // Each petition keeps what was done to it.
      expect((await history(id)).filter((line) => line.startsWith('due-changed'))).toHaveLength(2)
    }
    expect(await told(alone.id, 'due-recomputed')).toEqual(['Lê Văn Tài'])
  })
})

it('what a citizen would be told in the morning is not told once it is overtaken in the night', async () => {
  time('11-18 22:00')
  const ticket = await forwarded()
  await act(ticket, who.focal, 'extend', { amount: 3, unit: 'day', reason: 'Chờ vật tư' })
  const ofCitizen = async () =>
    (await messages(ticket.id)).filter(({ audience }) => audience === 'citizen').map(({ template, state }) => `${template} ${state}`)
  expect((await ofCitizen()).sort()).toEqual(['citizen-forwarded not-sent', 'citizen-new-date queued', 'citizen-received queued'])
  await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Đã thay nắp.' })
  const handed = await act(ticket, who.focal, 'hand-in')
  await act(ticket, who.supervisor, 'approve', { resultId: handed.results[0]?.id ?? '', answer: 'Đã thay nắp.' })
  expect((await ofCitizen()).sort()).toEqual(['citizen-answered queued', 'citizen-forwarded not-sent', 'citizen-new-date not-sent', 'citizen-received queued'])
})

describe('a state secret', () => {
  it('says nothing in any message: neither its title nor what is written about it', async () => {
    let ticket = await saved({ stateSecret: true, title: 'Kho X' }, who.operator)
    ticket = await act(ticket, who.operator, 'request-info', { question: 'Kho X ở đâu?' })
    ticket = await act(ticket, who.operator, 'forward', { unitId: units.works, note: 'Về Kho X' })
    ticket = await act(ticket, who.focal, 'extend', { amount: 3, unit: 'day', remindAfter: null, reason: 'Chờ Kho X' })
    ticket = await act(ticket, who.supervisor, 'urge', { text: 'Kho X gấp' })
    ticket = await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Kho X đã dời' })
    ticket = await act(ticket, who.focal, 'hand-in')
    await act(ticket, who.supervisor, 'approve', { resultId: ticket.results[0]?.id ?? '', answer: 'Kho X đã dời' })
    const sent = await messages(ticket.id)
    expect(sent.length).toBeGreaterThan(6)
    expect(sent.filter(({ text, subject }) => `${subject} ${text}`.includes('Kho X'))).toEqual([])
    // Overseers know of it and how long it takes, not what it says.
    const shown = await service.get(ticket.id, who.overseer)
    expect(JSON.stringify(shown)).not.toContain('Kho X')
  })

  it('is refused without a word of it to the overseers and in the message', async () => {
    const ticket = await saved({ stateSecret: true, title: 'Kho Y' }, who.operator)
    await act(ticket, who.operator, 'refuse', { reason: 'Kho Y ngoài phạm vi', guidance: 'Hỏi đơn vị quản lý Kho Y' })
    expect(JSON.stringify(await service.get(ticket.id, who.overseer))).not.toContain('Kho Y')
    expect((await messages(ticket.id)).filter(({ text }) => text.includes('Kho Y'))).toEqual([])
  })
})

describe('the desk', () => {
  it('a result is sent back by the supervisor, not by an operator (34a)', async () => {
    let ticket = await forwarded()
    ticket = await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Xong' })
    ticket = await act(ticket, who.focal, 'hand-in')
    expect((await service.get(ticket.id, who.operator)).acts).not.toContain('send-back')
    const resultId = ticket.results[0]?.id ?? ''
    expect(await refusal(act(ticket, who.operator, 'send-back', { resultId, reason: 'Chưa rõ' }))).toMatchObject({ code: 'illegal-transition' })
    expect(await act(ticket, who.supervisor, 'send-back', { resultId, reason: 'Chưa rõ' })).toMatchObject({ step: 'focal-point' })
  })

  it('a citizen who does not answer is called three times before his petition is complete', async () => {
    let ticket = await forwarded()
    ticket = await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Xong' })
    ticket = await act(ticket, who.focal, 'hand-in')
    ticket = await act(ticket, who.supervisor, 'approve', { resultId: ticket.results[0]?.id ?? '', answer: 'Xong' })
    for (const [at, status] of [
      ['11-18 09:10', 'processing'],
      ['11-18 10:00', 'processing'],
      ['11-18 14:00', 'completed'],
    ] as const) {
      time(at)
      ticket = await act(ticket, who.operator, 'tell-citizen', { how: 'unreachable', note: 'Không nghe máy' })
      expect(ticket.status).toBe(status)
      if (status === 'processing')
        expect(await refusal(act(ticket, who.operator, 'tell-citizen', { how: 'unreachable' }))).toMatchObject({ code: 'illegal-transition' })
    }
    expect((await history(ticket.id)).filter((row) => row.startsWith('citizen-unreached'))).toHaveLength(2)
  })

  it('the row and the page say how often he was called in vain and when the next call counts; a new answer is tried anew', async () => {
    const shown = async (id: string) => {
      const { items } = await service.deskWork({ box: 'tell-citizen', page: 1, pageSize: 100 }, who.operator)
      const page = await service.get(id, who.operator)
      return [items.find((item) => item.id === id)?.tries, page.deskTasks.find(({ kind, doneAt }) => kind === 'tell-citizen' && doneAt === null)?.tries]
    }
    const answered = async (ticket: Ticket) => {
      await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Xong' })
      const handedIn = await act(ticket, who.focal, 'hand-in')
      return act(handedIn, who.supervisor, 'approve', { resultId: handedIn.results.at(-1)?.id ?? '', answer: 'Xong' })
    }
    const ticket = await answered(await forwarded())
    expect(await shown(ticket.id)).toEqual([null, null])
    time('11-18 14:00')
    await act(ticket, who.operator, 'tell-citizen', { how: 'unreachable' })
    const first = { made: 1, most: 3, nextFrom: '2026-11-18T07:30:00.000Z' }
    expect(await shown(ticket.id)).toEqual([first, first])
    time('11-18 15:00')
    await act(ticket, who.operator, 'tell-citizen', { how: 'unreachable' })
    const second = { made: 2, most: 3, nextFrom: '2026-11-18T08:30:00.000Z' }
    expect(await shown(ticket.id)).toEqual([second, second])
    time('11-18 16:00')
    await act(ticket, who.operator, 'tell-citizen', { how: 'phone' })
    const again = await act(await act(ticket, who.operator, 'reopen', { reason: 'Chưa sửa xong' }), who.operator, 'forward', { unitId: units.works })
    await answered(again)
    expect(await shown(ticket.id)).toEqual([null, null])
  })

  it('a silent call’s draft is discarded with its reason, without a code; a petition is not', async () => {
    const draft = await service.newDraft('hotline', who.operator)
    const gone = await act(draft, who.operator, 'discard', { reason: 'Cuộc gọi im lặng' })
    expect(gone).toMatchObject({ status: 'withdrawn', code: null })
    expect(names(await service.deskWork({ box: 'draft', page: 1, pageSize: 50 }, who.operator))).not.toContain(draft.id)
    const ticket = await saved({}, who.operator)
    expect(await refusal(act(ticket, who.operator, 'discard', { reason: 'Nhầm' }))).toMatchObject({ code: 'illegal-transition' })
  })

  it('each coordinating unit has its own Hẹn xử lý', async () => {
    const ticket = await forwarded(units.works, { coordinatingUnitIds: [units.power, units.ward] })
    await act(ticket, who.powerFocal, 'extend', { amount: 2, unit: 'day', remindAfter: null, reason: 'Chờ cắt điện' })
    const after = await act(ticket, who.wardFocal, 'extend', { amount: 2, unit: 'day', remindAfter: null, reason: 'Chờ xe' })
    expect(after.slips.filter(({ scheduled }) => scheduled)).toHaveLength(2)
  })
})

const names = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id)

it('a setting changed while a coordinating slip waits to move up: it stays, and both are told that it is late', async () => {
  const ticket = await forwarded(units.works, { coordinatingUnitIds: [units.power] })
  await wakeAt('11-19 17:31')
  const content = { ...(await deps.book.settings()), coordinatorMovesUp: false }
  await db.deadlineSettingsVersion.create({ data: { version: 1, content, savedAt: new Date() } })
  deps.settings.changed()
  await wakeAt('11-20 08:00')
  const slip = (await db.assignment.findMany({ where: { ticketId: ticket.id, part: 'coordinating' } }))[0]
  expect(slip).toMatchObject({ state: 'lapsed', level: 'focal-point', nextWakeAt: null })
  expect(await told(ticket.id, 'slip-late')).toEqual(expect.arrayContaining(['Đinh Thị Sương', 'Nguyễn Đức Thịnh']))
})
