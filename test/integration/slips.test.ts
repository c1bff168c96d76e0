// Whole petitions, from the slip to the citizen, by everybody who has a part in them.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { slipFor } from '../../agent-ui/src/acts/act-body.ts'
import { proposedReminder } from '../../agent-ui/src/acts/reminder.ts'
import type { Viewer } from '../../src/tickets/service.ts'
import { SECRET_WORDS } from '../../src/tickets/visibility-rules.ts'
import { openSlipRoom } from './slip-room.ts'
import { refusal } from './ticket-room.ts'

const room = await openSlipRoom()
const { act, db, forwarded, history, messages, saved, service, time, units, unit, wakeAt, who } = room
afterAll(room.stop)
beforeEach(() => time('11-18 09:00'))

describe('forwarding', () => {
  it('sends a slip: the unit has 8 working hours, the citizen and the focal points are told', async () => {
    const ticket = await forwarded()
    expect(ticket).toMatchObject({ status: 'waiting', step: 'focal-point', progress: 'not-due' })
    expect(ticket.slips[0]).toMatchObject({
      number: 1,
      part: 'main',
      level: 'focal-point',
      unitName: 'Sở Xây dựng',
      leftWords: 'còn 8 giờ làm việc',
      late: false,
    })
    expect(ticket.dueAt).toBe('2026-11-19T02:00:00.000Z')
    const sent = await messages(ticket.id)
    expect(sent.map(({ template, state }) => `${template} ${state}`).sort()).toEqual([
      'citizen-forwarded queued',
      'citizen-received queued',
      'slip-received queued',
      'slip-received queued',
    ])
    expect(sent.find(({ template }) => template === 'citizen-forwarded')?.text).toContain('hạn trả lời 19/11/2026 09:00')
  })

  it('refuses a unit that is closed, naming who took its place', async () => {
    const closed = await unit('UBND huyện cũ', { validTo: new Date('2025-07-01') })
    await db.unit.create({
      data: { code: `s-${randomUUID()}`, name: 'UBND phường mới', kind: 'commune', validFrom: new Date('2025-07-01'), predecessorId: closed },
    })
    const ticket = await saved({}, who.operator)
    const refused = await refusal(act(ticket, who.operator, 'forward', { unitId: closed }))
    expect(refused).toMatchObject({ code: 'invalid-input', message: 'UBND huyện cũ không còn hoạt động, nay là UBND phường mới. Chọn đơn vị khác.' })
    expect(await service.get(ticket.id, who.operator)).toMatchObject({ status: 'processing', step: 'operator', slips: [] })
  })

  it('VP UBND tỉnh does not assign to itself: a clock does not begin anew that way', async () => {
    const ticket = await forwarded(units.office)
    expect(await refusal(act(ticket, who.office, 'assign', { unitId: units.office }))).toMatchObject({
      code: 'invalid-input',
      fields: { unitId: 'Chọn đơn vị khác' },
    })
    expect((await service.get(ticket.id, who.office)).slips).toHaveLength(1)
  })

  it('is done once however often the page sends it', async () => {
    const ticket = await saved({}, who.operator)
    const actId = randomUUID()
    await act(ticket, who.operator, 'forward', { unitId: units.works, actId })
    const again = await act(ticket, who.operator, 'forward', { unitId: units.works, actId })
    expect(again.slips).toHaveLength(1)
  })

  it('goes straight to VP UBND tỉnh when nobody clearly owns it; the office assigns', async () => {
    const ticket = await forwarded(units.office)
    expect(ticket).toMatchObject({ status: 'waiting', step: 'provincial-office' })
    const work = await service.work({ box: 'to-handle', page: 1, pageSize: 20 }, who.office)
    expect(work.items.find(({ id }) => id === ticket.id)?.slip).toMatchObject({ officeReason: 'unowned' })
    time('11-18 10:00')
    const given = await act(ticket, who.office, 'assign', { unitId: units.works, coordinatingUnitIds: [units.power], note: 'Sở Xây dựng chủ trì' })
    expect(given).toMatchObject({ status: 'waiting', step: 'focal-point' })
    expect(given.slips.map(({ number, part, unitName, state }) => [number, part, unitName, state])).toEqual([
      [3, 'coordinating', 'Điện lực Gia Lai', 'running'],
      [2, 'main', 'Sở Xây dựng', 'running'],
      [1, 'main', 'Văn phòng UBND tỉnh', 'closed'],
    ])
    expect(given.dueAt).toBe('2026-11-19T03:00:00.000Z')
  })
})

describe('the way to the citizen', () => {
  it('taken, result, checked, approved, told: on time', async () => {
    let ticket = await forwarded()
    const whoHasIt = async () => {
      const { items } = await service.search({ keyword: ticket.code ?? '', page: 1, pageSize: 20 }, who.overseer)
      return items.find(({ id }) => id === ticket.id)?.handlerName
    }
    expect(await whoHasIt()).toBe('Sở Xây dựng')
    ticket = await act(ticket, who.focal, 'take')
    expect(ticket).toMatchObject({ status: 'processing', step: 'focal-point' })
    expect(await whoHasIt()).toBe('Nguyễn Đức Thịnh')
    expect(await refusal(act(ticket, who.focal, 'hand-in'))).toMatchObject({ code: 'illegal-transition', message: 'Chưa nhập kết quả xử lý' })
    ticket = await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Đã thay nắp hố ga.' })
    time('11-19 09:00')
    ticket = await act(ticket, who.focal, 'hand-in')
    expect(ticket).toMatchObject({ status: 'processing', step: 'operator', progress: 'on-time' })
    const desk = await service.deskWork({ box: 'result-check', page: 1, pageSize: 50 }, who.supervisor)
    expect(desk.items.find(({ id }) => id === ticket.id)).toMatchObject({ missed: false, note: 'Đã thay nắp hố ga.', leftWords: 'còn 4 giờ làm việc' })
    const resultId = ticket.results[0]?.id ?? ''
    expect(await refusal(act(ticket, who.operator, 'approve', { resultId, answer: 'x' }))).toMatchObject({ code: 'illegal-transition' })
    ticket = await act(ticket, who.supervisor, 'approve', {
      resultId,
      answer: 'Nắp hố ga đã được thay.',
      publicText: 'Đã thay nắp hố ga trước số 48 đường Wừu.',
    })
    expect(ticket).toMatchObject({ answer: 'Nắp hố ga đã được thay.', publicText: 'Đã thay nắp hố ga trước số 48 đường Wừu.' })
    expect(ticket.slips[0]).toMatchObject({ state: 'closed', closeCause: 'completed' })
    ticket = await act(ticket, who.operator, 'tell-citizen', { how: 'phone' })
    expect(ticket).toMatchObject({ status: 'completed', progress: 'on-time' })
    expect(await history(ticket.id)).toEqual([
      'draft-opened Siu H’Nhung',
      'petition-saved Siu H’Nhung',
      'slip-sent Siu H’Nhung',
      'taken Nguyễn Đức Thịnh',
      'result-saved Nguyễn Đức Thịnh',
      'handed-in Nguyễn Đức Thịnh',
      'approved Phạm Thu Hà',
      'published Phạm Thu Hà',
      'citizen-told Siu H’Nhung',
      'completed Siu H’Nhung',
    ])
    expect(ticket.process.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'operator passed',
      'focal-point passed',
      'result-check passed',
      'citizen passed',
    ])
  })

  it('a result sent back gives the same level a clock of its own, and keeps what was handed in', async () => {
    let ticket = await forwarded()
    ticket = await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Đang xem xét.' })
    ticket = await act(ticket, who.focal, 'hand-in')
    time('11-18 15:00')
    ticket = await act(ticket, who.supervisor, 'send-back', { resultId: ticket.results[0]?.id ?? '', reason: 'Chưa trả lời đúng câu hỏi' })
    expect(ticket).toMatchObject({ status: 'waiting', step: 'focal-point', dueAt: '2026-11-19T08:00:00.000Z' })
    // The unit's handling time ended when it handed in, not when the desk had looked at it.
    const terms = await db.assignmentTerm.findMany({ where: { assignment: { ticketId: ticket.id } }, orderBy: { no: 'asc' } })
    expect(terms.map(({ endedAt }) => endedAt?.toISOString() ?? null)).toEqual(['2026-11-18T02:00:00.000Z', null])
    const shown = await service.get(ticket.id, who.focal)
    expect(shown.results.map(({ content, sentBackReason, handedInAt }) => [content, sentBackReason, handedInAt !== null])).toEqual([
      ['Đang xem xét.', 'Chưa trả lời đúng câu hỏi', true],
      ['Đang xem xét.', null, false],
    ])
  })

  it('handing in says whose part it would end unanswered, and ends it only for whoever means it', async () => {
    let ticket = await act(await forwarded(), who.focal, 'coordinate', { unitIds: [units.power] })
    ticket = await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Đã thay nắp.' })
    expect(await refusal(act(ticket, who.focal, 'hand-in'))).toMatchObject({
      code: 'invalid-input',
      message: '1 đơn vị phối hợp chưa trả lời: Điện lực Gia Lai. Trả kết quả sẽ kết thúc việc phối hợp.',
      fields: { withoutAnswers: 'Chọn ô này nếu vẫn trả kết quả' },
    })
    expect((await service.get(ticket.id, who.focal)).slips.map(({ state }) => state)).toEqual(['running', 'running'])
    ticket = await act(ticket, who.focal, 'hand-in', { withoutAnswers: true })
    const states = ticket.slips.map(({ part, state, closeCause }) => `${part} ${state} ${closeCause}`)
    expect(states.sort()).toEqual(['coordinating closed main-finished', 'main stopped null'])
  })

  it('nobody answers in the name of a unit that has no part in it, nor with words that cannot be seen', async () => {
    const ticket = await forwarded(units.works, { coordinatingUnitIds: [units.power] })
    const result = { unitId: units.watch, content: 'Đã thay nắp.' }
    expect(await refusal(act(ticket, who.focal, 'save-result', result))).toMatchObject({ code: 'invalid-input', fields: { unitId: expect.any(String) } })
    for (const unitId of [units.works, units.ward, units.power]) await act(ticket, who.focal, 'save-result', { ...result, unitId })
    await expect(act(ticket, who.focal, 'save-result', { unitId: units.works, content: '\u200b\u200b \u2060' })).rejects.toThrow('Nhập nội dung kết quả')
  })

  it('what must not be public is not published', async () => {
    let ticket = await saved({ contentConfidential: true }, who.operator)
    ticket = await act(ticket, who.operator, 'forward', { unitId: units.works })
    ticket = await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Đã xử lý.' })
    ticket = await act(ticket, who.focal, 'hand-in')
    const resultId = ticket.results[0]?.id ?? ''
    expect(await refusal(act(ticket, who.supervisor, 'approve', { resultId, answer: 'Đã xử lý.', publicText: 'Đã xử lý.' }))).toMatchObject({
      code: 'invalid-input',
    })
    ticket = await act(ticket, who.supervisor, 'approve', { resultId, answer: 'Đã xử lý.' })
    expect(ticket.publishedAt).toBeNull()
  })

  it('reopened, it begins anew: neither the old clock nor the old lateness comes along', async () => {
    let ticket = await forwarded()
    await wakeAt('11-19 09:00:01')
    ticket = await act(ticket, who.head, 'save-result', { unitId: units.works, content: 'Đã xử lý.' })
    ticket = await act(ticket, who.head, 'hand-in')
    ticket = await act(ticket, who.supervisor, 'approve', { resultId: ticket.results[0]?.id ?? '', answer: 'Đã xử lý.' })
    ticket = await act(ticket, who.operator, 'tell-citizen', { how: 'phone' })
    expect(ticket).toMatchObject({ status: 'completed', progress: 'late' })
    time('11-25 10:00')
    ticket = await act(ticket, who.operator, 'reopen', { reason: 'Người dân báo chưa sửa' })
    expect(ticket).toMatchObject({ status: 'processing', step: 'operator', progress: 'not-due', cycle: 2, dueAt: null, answer: null })
    ticket = await act(ticket, who.operator, 'forward', { unitId: units.works })
    expect(ticket).toMatchObject({ progress: 'not-due', dueAt: '2026-11-26T03:00:00.000Z' })
    // Who lapsed has lapsed, whoever finishes.
    expect(await db.assignmentTerm.count({ where: { assignment: { ticketId: ticket.id }, lapsedAt: { not: null } } })).toBe(1)
  })
})

describe('nobody answers', () => {
  it('goes up one level at a time, each with its own eight hours, and never skips one after an outage', async () => {
    const ticket = await forwarded()
    await act(ticket, who.focal, 'take')
    await wakeAt('11-19 09:00:00')
    expect(await service.get(ticket.id, who.head)).toMatchObject({ status: 'processing', step: 'focal-point', progress: 'not-due' })
    await wakeAt('11-19 09:00:01')
    let shown = await service.get(ticket.id, who.head)
    expect(shown).toMatchObject({ status: 'waiting', step: 'unit-head', progress: 'late', dueAt: '2026-11-20T02:00:01.000Z' })
    expect(shown.slips[0]).toMatchObject({ level: 'unit-head', handlerName: null })
    // The list says which deadline was missed and how long ago, by office hours; the head's own time runs beside it.
    time('11-19 10:30:00')
    const listed = (await service.work({ box: 'to-handle', page: 1, pageSize: 50 }, who.head)).items.find(({ id }) => id === ticket.id)
    expect(listed?.slip).toMatchObject({
      missed: { dueAt: '2026-11-19T02:00:00.000Z', words: 'Trễ hạn 1 giờ 30 phút' },
      leftWords: 'còn 6 giờ 30 phút làm việc',
    })
    // The platform was away for days: still one level only, and its clock begins now.
    await wakeAt('11-24 10:00')
    shown = await service.get(ticket.id, who.office)
    expect(shown).toMatchObject({ status: 'waiting', step: 'provincial-office', dueAt: '2026-11-25T03:00:00.000Z' })
    await wakeAt('11-25 10:00:01')
    shown = await service.get(ticket.id, who.office)
    expect(shown).toMatchObject({ step: 'provincial-office', progress: 'late' })
    expect(shown.slips[0]?.terms.map(({ level, lapsedAt }) => [level, lapsedAt !== null])).toEqual([
      ['focal-point', true],
      ['unit-head', true],
      ['provincial-office', true],
    ])
    await wakeAt('11-26 10:00')
    expect((await service.get(ticket.id, who.office)).version).toBe(shown.version)
    expect((await history(ticket.id)).filter((line) => line.startsWith('slip-')).map((line) => line.split(' ')[0])).toEqual([
      'slip-sent',
      'slip-late',
      'slip-moved-up',
      'slip-late',
      'slip-moved-up',
      'slip-late',
    ])
  })

  it('warns before the end inside working time, and moves up at the next opening, not at night', async () => {
    time('11-18 17:00')
    const ticket = await forwarded()
    expect(ticket.dueAt).toBe('2026-11-19T10:00:00.000Z')
    await wakeAt('11-19 15:00')
    expect((await messages(ticket.id)).filter(({ template }) => template === 'deadline-warning')).toHaveLength(2)
    time('11-19 16:00')
    await act(ticket, who.focal, 'extend', { amount: 1, unit: 'hour', reason: 'Chờ vật tư' })
    await wakeAt('11-19 17:00:01')
    let shown = await service.get(ticket.id, who.focal)
    expect(shown).toMatchObject({ status: 'waiting', step: 'unit-head', progress: 'late' })
    time('11-18 17:00')
    const evening = await forwarded(units.power)
    await wakeAt('11-19 17:00:01')
    await wakeAt('11-20 17:30:01')
    shown = await service.get(evening.id, who.powerHead)
    expect(shown).toMatchObject({ step: 'unit-head', progress: 'late' })
    expect(shown.slips[0]).toMatchObject({ state: 'lapsed', moveUpAt: '2026-11-23T00:30:00.000Z' })
    await wakeAt('11-21 10:00')
    expect((await service.get(evening.id, who.powerHead)).step).toBe('unit-head')
    await wakeAt('11-23 07:30')
    expect((await service.get(evening.id, who.office)).step).toBe('provincial-office')
  })

  it('a wake-up in several processes at once moves each clock once', async () => {
    const tickets = await Promise.all(Array.from({ length: 12 }, () => forwarded()))
    time('11-19 09:00:01')
    await Promise.all([service.wakeDue(), service.wakeDue(), service.wakeDue()])
    await service.wakeDue()
    for (const { id } of tickets) {
      expect((await history(id)).filter((line) => line.startsWith('slip-moved-up'))).toHaveLength(1)
      expect((await messages(id)).filter(({ template }) => template === 'slip-moved-up')).toHaveLength(1)
    }
  })
})

describe('Hẹn xử lý', () => {
  it('the manual’s sample: 10 days with the reminder at 9; the citizen is told the date', async () => {
    let ticket = await forwarded()
    const slipId = ticket.slips[0]?.id ?? ''
    const preview = await service.previewExtension(ticket.id, { slipId, amount: 10, unit: 'day', remindAfter: { amount: 9, unit: 'day' } }, who.focal)
    expect(preview).toMatchObject({ endsAt: '2026-11-30T00:30:00.000Z', movedFrom: '2026-11-28T02:00:00.000Z', shortens: false })
    ticket = await act(ticket, who.focal, 'extend', { amount: 10, unit: 'day', remindAfter: { amount: 9, unit: 'day' }, reason: 'Cần khảo sát' })
    expect(ticket).toMatchObject({ status: 'scheduled', step: 'focal-point', dueAt: '2026-11-30T00:30:00.000Z' })
    expect((await messages(ticket.id)).find(({ template }) => template === 'citizen-new-date')?.text).toContain('30/11/2026 07:30')
    const box = await service.work({ box: 'scheduled', page: 1, pageSize: 20 }, who.focal)
    expect(box.items.map(({ id }) => id)).toContain(ticket.id)
    // Used up, it is offered no more; who tries all the same is told why.
    expect([ticket.acts.includes('extend'), box.items.find(({ id }) => id === ticket.id)?.mayExtend]).toEqual([false, false])
    expect(await refusal(act(ticket, who.focal, 'extend', { amount: 1, unit: 'day', reason: 'Nữa' }))).toMatchObject({
      message: 'Phản ánh đã được hẹn xử lý, không hẹn thêm được',
    })
    await wakeAt('11-27 09:00')
    expect((await messages(ticket.id)).filter(({ template }) => template === 'extension-reminder').length).toBeGreaterThan(0)
    await wakeAt('11-30 07:30:01')
    expect(await service.get(ticket.id, who.head)).toMatchObject({ step: 'unit-head', status: 'waiting', progress: 'late' })
  })

  it('an earlier date than the deadline there is has to be meant: there is only one', async () => {
    const ticket = await act(await forwarded(), who.focal, 'take')
    const wish = { amount: 1, unit: 'hour', reason: 'Chờ' } as const
    expect(await refusal(act(ticket, who.focal, 'extend', wish))).toMatchObject({
      code: 'invalid-input',
      message: 'Ngày hẹn 18/11/2026 10:00 sớm hơn hạn hiện tại 19/11/2026 09:00, và chỉ được hẹn một lần.',
      fields: { sooner: 'Chọn ô này nếu vẫn hẹn sớm hơn' },
    })
    expect(await service.get(ticket.id, who.focal)).toMatchObject({ status: 'processing', dueAt: '2026-11-19T02:00:00.000Z' })
    expect(await act(ticket, who.focal, 'extend', { ...wish, sooner: true })).toMatchObject({ status: 'scheduled', dueAt: '2026-11-18T03:00:00.000Z' })
  })

  it('is refused once the deadline has passed, without a reason, and with a reminder after the end', async () => {
    const ticket = await forwarded()
    const slip = { slipId: ticket.slips[0]?.id ?? '', amount: 2, unit: 'day' as const }
    await expect(act(ticket, who.focal, 'extend', { amount: 1, unit: 'day', reason: '  ' })).rejects.toThrow('Nhập lý do')
    expect(await refusal(service.previewExtension(ticket.id, { ...slip, remindAfter: { amount: 3, unit: 'day' } }, who.focal))).toMatchObject({
      message: 'Thời điểm nhắc phải trước hạn mới',
    })
    const offered = async () => {
      const { items } = await service.work({ box: 'to-handle', page: 1, pageSize: 100 }, who.focal)
      return [(await service.get(ticket.id, who.focal)).acts.includes('extend'), items.find(({ id }) => id === ticket.id)?.mayExtend]
    }
    expect(await offered()).toEqual([true, true])
    time('11-19 09:30')
    expect(await offered()).toEqual([false, false])
    const late = { code: 'illegal-transition', fields: { reason: 'expired' } }
    expect(await refusal(act(ticket, who.focal, 'extend', { amount: 1, unit: 'day', reason: 'Chờ vật tư' }))).toMatchObject(late)
    expect(await refusal(service.previewExtension(ticket.id, { ...slip, remindAfter: null }, who.focal))).toMatchObject({ fields: { reason: 'expired' } })
  })
})

describe('not ours', () => {
  it('the page says who returned it, when and why, to all but those who may not read a secret', async () => {
    const ticket = await forwarded(units.works, { coordinatingUnitIds: [units.power] })
    time('11-18 10:00')
    await act(ticket, who.powerFocal, 'return', { reason: 'Không có lưới điện ở đó' })
    time('11-18 11:00')
    const back = await act(ticket, who.focal, 'return', { reason: 'Đường này thuộc phường' })
    expect(back.slips.map(({ number, unitName, closeCause, closedAt, closeReason }) => [number, unitName, closeCause, closedAt, closeReason])).toEqual([
      [2, 'Điện lực Gia Lai', 'returned', '2026-11-18T03:00:00.000Z', 'Không có lưới điện ở đó'],
      [1, 'Sở Xây dựng', 'returned', '2026-11-18T04:00:00.000Z', 'Đường này thuộc phường'],
    ])
    await db.ticket.update({ where: { id: ticket.id }, data: { stateSecret: true } })
    expect((await service.get(ticket.id, who.overseer)).slips.map(({ closeReason }) => closeReason)).toEqual([SECRET_WORDS, SECRET_WORDS])
    expect((await service.get(ticket.id, who.operator)).slips[1]?.closeReason).toBe('Đường này thuộc phường')
  })

  it('comes back to the operators with its reason; the second return sends it to VP UBND tỉnh', async () => {
    let ticket = await forwarded()
    await expect(act(ticket, who.focal, 'return', { reason: '' })).rejects.toThrow('Nhập lý do')
    ticket = await act(ticket, who.focal, 'return', { reason: 'Thuộc Điện lực' })
    expect(ticket).toMatchObject({ status: 'processing', step: 'operator', returns: 1, dueAt: null })
    const desk = await service.deskWork({ box: 'returned-slip', page: 1, pageSize: 50 }, who.operator)
    expect(desk.items.find(({ id }) => id === ticket.id)?.note).toBe('Sở Xây dựng, lần 1. Thuộc Điện lực')
    time('11-18 10:00')
    ticket = await act(ticket, who.operator, 'forward', { unitId: units.power })
    expect(ticket.dueAt).toBe('2026-11-19T03:00:00.000Z')
    ticket = await act(ticket, who.powerFocal, 'return', { reason: 'Không phải lưới điện' })
    expect(ticket).toMatchObject({ status: 'waiting', step: 'provincial-office', returns: 2 })
    const work = await service.work({ box: 'to-handle', page: 1, pageSize: 50 }, who.office)
    expect(work.items.find(({ id }) => id === ticket.id)?.slip).toMatchObject({ officeReason: 'returned' })
  })
})

describe('coordination', () => {
  it('says who asked for it: the hotline’s desk, VP UBND tỉnh, or the main unit', async () => {
    const from = async (id: string) =>
      (await service.get(id, who.supervisor)).slips.filter(({ part, state }) => part === 'coordinating' && state !== 'closed').map((slip) => slip.from.unitName)
    const byDesk = await forwarded(units.works, { coordinatingUnitIds: [units.power] })
    expect(await from(byDesk.id)).toEqual([null])
    expect((await messages(byDesk.id)).find(({ template }) => template === 'coordination-asked')?.text).toContain('Tổng đài 1022')
    const byUnit = await act(await forwarded(), who.focal, 'coordinate', { unitIds: [units.power] })
    expect(await from(byUnit.id)).toEqual(['Sở Xây dựng'])
    const byOffice = await forwarded(units.office)
    await act(byOffice, who.office, 'assign', { unitId: units.works, coordinatingUnitIds: [units.power] })
    expect(await from(byOffice.id)).toEqual(['Văn phòng UBND tỉnh'])
  })

  it('gives each unit a sub-clock; the main unit owns the deadline, and ends it', async () => {
    let ticket = await forwarded()
    ticket = await act(ticket, who.focal, 'coordinate', { unitIds: [units.power], note: 'Cắt điện để sửa' })
    expect(await refusal(act(ticket, who.focal, 'coordinate', { unitIds: [units.power] }))).toMatchObject({
      message: 'Điện lực Gia Lai đang phối hợp xử lý rồi',
    })
    expect(await refusal(act(ticket, who.focal, 'coordinate', { unitIds: [units.works] }))).toMatchObject({ code: 'invalid-input' })
    const shown = await service.get(ticket.id, who.powerFocal)
    expect(shown.acts).toEqual(expect.arrayContaining(['take', 'save-result', 'hand-in', 'extend', 'return', 'comment']))
    expect(shown.acts).not.toContain('coordinate')
    ticket = await act(ticket, who.powerFocal, 'save-result', { unitId: units.power, content: 'Đã cắt điện.' })
    ticket = await act(ticket, who.powerFocal, 'hand-in')
    expect(ticket).toMatchObject({ status: 'waiting', step: 'focal-point' })
    await wakeAt('11-19 09:00:01')
    expect((await service.get(ticket.id, who.focal)).slips.find(({ part }) => part === 'coordinating')).toMatchObject({ state: 'closed', late: false })
  })

  it('a coordinating unit’s lapse goes to its own head and never makes the ticket late', async () => {
    let ticket = await forwarded()
    ticket = await act(ticket, who.focal, 'coordinate', { unitIds: [units.power] })
    ticket = await act(ticket, who.focal, 'extend', { amount: 20, unit: 'day', reason: 'Chờ' })
    await wakeAt('11-19 09:00:01')
    await wakeAt('11-20 09:00:02')
    await wakeAt('11-23 09:00')
    const shown = await service.get(ticket.id, who.focal)
    expect(shown).toMatchObject({ status: 'scheduled', progress: 'not-due' })
    expect(shown.slips.find(({ part }) => part === 'coordinating')).toMatchObject({ level: 'unit-head', state: 'lapsed', late: true })
  })
})

describe('inside the unit', () => {
  it('is passed on to a specialist or a sub-unit with no new clock; only colleagues', async () => {
    let ticket = await forwarded()
    const { dueAt } = ticket
    const colleagues = await service.colleagues(ticket.id, who.focal)
    expect(colleagues.people.map(({ name }) => name).sort()).toEqual(['Ksor Tuấn', 'Nguyễn Đức Thịnh', 'Rơ Mah Hiền', 'Võ Minh Quân'])
    expect(await refusal(act(ticket, who.focal, 'pass-on', { personId: who.powerFocal.personId }))).toMatchObject({ message: 'Người này không thuộc đơn vị' })
    time('11-18 14:00')
    ticket = await act(ticket, who.focal, 'pass-on', { unitId: units.ward, note: 'Đội xử lý' })
    expect(ticket.dueAt).toBe(dueAt)
    ticket = await act(ticket, who.wardFocal, 'take')
    expect(ticket).toMatchObject({ status: 'processing', dueAt })
    expect(await refusal(act(ticket, who.second, 'take'))).toMatchObject({ code: 'illegal-transition' })
    ticket = await act(ticket, who.head, 'give-back', {})
    expect(ticket.status).toBe('waiting')
  })

  it('whoever works on it is warned where he is: in a sub-unit, or the head who took it himself', async () => {
    const warned = async (ticketId: string) =>
      (await db.message.findMany({ where: { ticketId, template: 'deadline-warning', channel: 'sms' } })).map(({ name }) => name)
    const byWard = await act(await forwarded(), who.focal, 'pass-on', { unitId: units.ward })
    await act(byWard, who.wardFocal, 'take')
    const byHead = await forwarded()
    await act(byHead, who.head, 'take')
    await wakeAt('11-19 08:30')
    expect(new Set(await warned(byWard.id))).toEqual(new Set(['Ksor Tuấn']))
    expect(new Set(await warned(byHead.id))).toEqual(new Set(['Võ Minh Quân']))
  })

  it('passed on by name to somebody of a sub-unit, it is his to see and take; passed back, no longer', async () => {
    let ticket = await forwarded()
    expect(await refusal(act(ticket, who.focal, 'pass-on', { personId: who.second.personId, unitId: units.ward }))).toMatchObject({ code: 'invalid-input' })
    ticket = await act(ticket, who.focal, 'pass-on', { personId: who.wardFocal.personId })
    ticket = await act(ticket, who.wardFocal, 'take')
    expect(ticket).toMatchObject({ status: 'processing', slips: [{ withinUnitId: units.ward }] })
    ticket = await act(ticket, who.head, 'pass-on', { personId: who.focal.personId })
    expect(ticket.slips[0]?.withinUnitId).toBeNull()
    expect(await refusal(act(ticket, who.wardFocal, 'take'))).not.toBeNull()
  })

  it('a sub-unit that was passed a coordinating slip finds it on its page and hands it in', async () => {
    const team = await unit('Đội vận hành lưới điện', { parentId: units.power })
    const teamFocal = await room.person('Rah Lan Huy', ['focal-point', team])
    let ticket = await forwarded()
    ticket = await act(ticket, who.focal, 'coordinate', { unitIds: [units.power] })
    await act(ticket, who.powerFocal, 'pass-on', { unitId: team, note: 'Cắt điện lúc 5 giờ' })
    const shown = await service.get(ticket.id, teamFocal)
    const slip = slipFor(
      shown,
      teamFocal.memberships.map(({ unitId }) => unitId),
    )
    expect(slip).toMatchObject({ part: 'coordinating', unitName: 'Điện lực Gia Lai', withinUnitId: team })
    const slipId = slip?.id ?? ''
    await act(ticket, teamFocal, 'take', { slipId })
    await act(ticket, teamFocal, 'save-result', { slipId, unitId: units.power, content: 'Đã cắt điện.' })
    const done = await act(ticket, teamFocal, 'hand-in', { slipId })
    expect(done.slips.find(({ id }) => id === slipId)).toMatchObject({ state: 'closed', closeCause: 'completed' })
  })

  it('what is written beside an act is a comment that the next one reads', async () => {
    let ticket = await forwarded()
    ticket = await act(ticket, who.focal, 'coordinate', { unitIds: [units.power], note: 'Cắt điện để sửa' })
    ticket = await act(ticket, who.focal, 'pass-on', { unitId: units.ward, note: 'Đội xử lý giúp' })
    ticket = await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Đã thay nắp.' })
    time('11-18 09:05')
    await act(ticket, who.focal, 'hand-in', { note: 'Ảnh hiện trường ở tệp thứ hai', withoutAnswers: true })
    const words = [
      ['Nguyễn Đức Thịnh', 'Cắt điện để sửa'],
      ['Nguyễn Đức Thịnh', 'Đội xử lý giúp'],
      ['Nguyễn Đức Thịnh', 'Ảnh hiện trường ở tệp thứ hai'],
    ]
    for (const reader of [who.wardFocal, who.powerFocal, who.supervisor])
      expect((await service.get(ticket.id, reader)).comments.map(({ author, text }) => [author, text]).sort()).toEqual(words.sort())
    // Nothing written, nothing said.
    expect((await act(await forwarded(), who.focal, 'coordinate', { unitIds: [units.power] })).comments).toEqual([])
  })
})

describe('whoever is next is told', () => {
  const told = async (ticketId: string, template: string) => (await messages(ticketId)).filter((one) => one.template === template)
  const withResult = async () => act(await forwarded(), who.focal, 'save-result', { unitId: units.works, content: 'Đã thay nắp.' })

  it('the supervisor of a result and of a return, when the box is ticked', async () => {
    const ticket = await withResult()
    await act(ticket, who.focal, 'hand-in')
    const [message, ...others] = await told(ticket.id, 'result-to-check')
    expect(others).toEqual([])
    expect(message).toMatchObject({ audience: 'staff', state: 'queued' })
    expect(message?.text).toContain(`Sở Xây dựng đã trả kết quả ${ticket.code}`)
    const back = await forwarded()
    await act(back, who.focal, 'return', { reason: 'Thuộc Điện lực' })
    expect((await told(back.id, 'returned-to-desk')).map(({ text }) => text)).toEqual([expect.stringContaining('Sở Xây dựng chuyển trả')])
  })

  it('nobody when it is not ticked: result, return, a coordinating unit’s result', async () => {
    const ticket = await withResult()
    await act(ticket, who.focal, 'coordinate', { unitIds: [units.power], notifyNext: false })
    await act(ticket, who.powerFocal, 'save-result', { unitId: units.power, content: 'Đã cắt điện.' })
    await act(ticket, who.powerFocal, 'hand-in', { notifyNext: false })
    await act(ticket, who.focal, 'hand-in', { notifyNext: false })
    const back = await forwarded()
    await act(back, who.focal, 'return', { reason: 'Thuộc Điện lực', notifyNext: false })
    for (const { id } of [ticket, back])
      for (const one of ['result-to-check', 'returned-to-desk', 'result-handed-in', 'coordination-asked']) expect(await told(id, one)).toEqual([])
  })

  it('the main unit of a coordinating unit’s result, when it is ticked', async () => {
    const ticket = await act(await forwarded(), who.focal, 'coordinate', { unitIds: [units.power] })
    await act(ticket, who.powerFocal, 'save-result', { unitId: units.power, content: 'Đã cắt điện.' })
    await act(ticket, who.powerFocal, 'hand-in')
    expect(await told(ticket.id, 'result-handed-in')).toHaveLength(2)
  })

  it('the handler is reminded of a promised date whatever the box says', async () => {
    const ticket = await forwarded()
    await act(ticket, who.focal, 'take')
    // Shorter than the system's 24 hours: it reminds at once.
    await act(ticket, who.focal, 'extend', {
      amount: 4,
      unit: 'hour',
      remindAfter: proposedReminder({ amount: 4, unit: 'hour' }),
      reason: 'Chờ',
      notifyNext: false,
      sooner: true,
    })
    expect(await told(ticket.id, 'extension-reminder')).toHaveLength(1)
    await wakeAt('11-18 14:00')
    expect(await told(ticket.id, 'extension-reminder')).toHaveLength(2)
  })
})

describe('a state secret at VP UBND tỉnh', () => {
  const secretAt = async (unitId: string) => act(await saved({ stateSecret: true }, who.operator), who.operator, 'forward', { unitId })
  const facts = (title: string) => ({ title, categoryId: room.category, place: 'Trước số 50 đường Wừu', latitude: null, longitude: null })

  it('is whole for whoever has to decide on it, results too, and may be corrected', async () => {
    const { id } = await secretAt(units.office)
    let shown = await service.get(id, who.office)
    expect(shown.form).toMatchObject({ title: 'Nắp hố ga vỡ trước số 48 đường Wừu', place: 'Trước số 48 đường Wừu, phường Pleiku' })
    expect(shown.acts).toContain('edit-facts')
    shown = await act(id, who.office, 'edit-facts', facts('Nắp hố ga vỡ trước số 50 đường Wừu'))
    expect(shown.form.title).toBe('Nắp hố ga vỡ trước số 50 đường Wừu')
    shown = await act(id, who.office, 'save-result', { unitId: units.office, content: 'Đã chỉ đạo thay nắp.' })
    expect(shown.results.map(({ content }) => content)).toEqual(['Đã chỉ đạo thay nắp.'])
    expect(await act(id, who.office, 'hand-in')).toMatchObject({ step: 'operator' })
  })

  it('is hidden while others have it and once it was assigned; nothing hidden is written over', async () => {
    const { id } = await secretAt(units.works)
    const hidden = await service.get(id, who.office)
    expect(hidden.form).toMatchObject({ title: SECRET_WORDS, place: '' })
    expect(await refusal(act(id, who.office, 'edit-facts', facts(SECRET_WORDS)))).toMatchObject({ code: 'forbidden' })
    const other = await secretAt(units.office)
    const given = await act(other, who.office, 'assign', { unitId: units.works })
    expect(given).toMatchObject({ form: { title: SECRET_WORDS }, acts: ['urge'] })
    expect(await refusal(act(other, who.office, 'edit-facts', facts(SECRET_WORDS)))).toMatchObject({ code: 'forbidden' })
    const work = await service.work({ box: 'all', page: 1, pageSize: 100 }, who.office)
    expect(work.items.find((item) => item.id === other.id)?.title).toBe(SECRET_WORDS)
    expect((await service.get(other.id, who.focal)).form.title).toBe('Nắp hố ga vỡ trước số 48 đường Wừu')
  })
})

describe('two at once', () => {
  it('one wins, the other is told who was quicker', async () => {
    const ticket = await forwarded()
    const slipId = ticket.slips[0]?.id ?? ''
    const { version } = ticket
    const take = (by: typeof who.focal) => service.act(ticket.id, { type: 'take', actId: randomUUID(), version, notifyNext: true, slipId }, by)
    const both = await Promise.allSettled([take(who.focal), take(who.second)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const lost = both.find((one) => one.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'conflict' })
    expect(String(lost?.reason.message)).toMatch(/vừa cập nhật phiếu lúc 09:00/)
  })

  it('a comment is never in anybody’s way', async () => {
    const ticket = await forwarded()
    await act(ticket, who.focal, 'take')
    const commented = await act(ticket, who.operator, 'comment', { text: 'Người dân gọi lại hỏi', version: ticket.version })
    expect(commented.comments.map(({ text }) => text)).toEqual(['Người dân gọi lại hỏi'])
    expect(await refusal(act(ticket, who.overseer, 'comment', { text: 'x' }))).toMatchObject({ code: 'forbidden' })
  })
})

describe('who may', () => {
  it('others’ petitions do not exist for a unit; overseers read and urge, nothing else', async () => {
    const ticket = await forwarded()
    expect(await refusal(service.get(ticket.id, who.powerFocal))).toMatchObject({ code: 'not-found' })
    const watched = await service.get(ticket.id, who.overseer)
    expect(watched.acts).toEqual(['urge'])
    const urged = await act(ticket, who.overseer, 'urge', { text: 'Đề nghị xử lý sớm' })
    expect(urged.comments[0]).toMatchObject({ kind: 'urge', text: 'Đề nghị xử lý sớm' })
    expect((await messages(ticket.id)).filter(({ template }) => template === 'urged')).toHaveLength(2)
    const found = await service.search({ page: 1, pageSize: 100 }, who.powerFocal)
    expect(found.items.map(({ id }) => id)).not.toContain(ticket.id)
  })
})

describe('a refusal', () => {
  it('names the newer version where there is one to see, and none where the page has it already', async () => {
    const ticket = await forwarded()
    const shown = ticket.version
    await act(ticket, who.operator, 'withdraw', { reason: 'Người dân rút' })
    const { version } = await service.get(ticket.id, who.overseer)
    const urged = await refusal(act(ticket, who.overseer, 'urge', { text: 'Đề nghị xử lý sớm', version: shown }))
    expect(urged).toMatchObject({ code: 'illegal-transition', fields: { version: String(version) } })
    expect((await refusal(act(ticket, who.overseer, 'urge', { text: 'Đề nghị xử lý sớm' }))).fields).toBeUndefined()
  })
})

describe('an urged slip', () => {
  const urgedIn = async (id: string, viewer: Viewer, part: 'main' | 'coordinating' = 'main') => {
    // The unit has more by now than fits on a page.
    const { items } = await service.work({ box: 'all', page: 1, pageSize: 500 }, viewer)
    return items.find((item) => item.id === id && item.slip?.part === part)?.slip?.urged
  }

  it('is marked in the list of the unit that has it, by whom and since when, until it answers', async () => {
    const ticket = await forwarded(units.works, { coordinatingUnitIds: [units.power] })
    expect(await urgedIn(ticket.id, who.focal)).toBeNull()
    time('11-18 10:00')
    await act(ticket, who.overseer, 'urge', { text: 'Đề nghị xử lý sớm' })
    time('11-18 10:30')
    await act(ticket, who.supervisor, 'urge', { text: 'Người dân gọi lại' })
    const last = { by: 'Phạm Thu Hà', at: '2026-11-18T03:30:00.000Z' }
    expect([await urgedIn(ticket.id, who.focal), await urgedIn(ticket.id, who.head)]).toEqual([last, last])
    // The main unit is urged, not those that help it.
    expect(await urgedIn(ticket.id, who.powerFocal, 'coordinating')).toBeNull()
    await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Đã thay nắp hố ga.' })
    await act(ticket, who.focal, 'hand-in', { withoutAnswers: true })
    expect(await urgedIn(ticket.id, who.focal)).toBeNull()
  })

  it('returned, it is the next unit’s without the urge that the first was given', async () => {
    const ticket = await forwarded()
    await act(ticket, who.overseer, 'urge', { text: 'Đề nghị xử lý sớm' })
    time('11-18 10:00')
    const back = await act(ticket, who.focal, 'return', { reason: 'Không thuộc thẩm quyền' })
    await act(back, who.operator, 'forward', { unitId: units.power })
    expect([await urgedIn(ticket.id, who.focal), await urgedIn(ticket.id, who.powerFocal)]).toEqual([null, null])
  })
})

describe('a deputy', () => {
  it('acts for the principal in what he could not do himself, and is written down so', async () => {
    const { works, power } = units
    const { head, powerFocal } = who
    // The other unit’s focal point stands in for this one’s head.
    const deputy: Viewer = {
      ...powerFocal,
      roles: ['focal-point', 'unit-head'],
      memberships: [...powerFocal.memberships, { role: 'unit-head', unitId: works, onBehalfOf: { personId: head.personId, name: head.name } }],
    }
    const ours = await forwarded(works)
    await act(ours, deputy, 'take')
    const theirs = await forwarded(power)
    await act(theirs, deputy, 'take')
    expect((await history(ours.id)).at(-1)).toBe(`taken ${powerFocal.name} (thay mặt ${head.name})`)
    expect((await history(theirs.id)).at(-1)).toBe(`taken ${powerFocal.name}`)
  })
})

describe('at the desk', () => {
  it('refuses with reason and guidance, also an unfinished draft; a landline gets no SMS and the log says so', async () => {
    const draft = await service.newDraft('walk-in', who.operator)
    const form = { ...draft.form, reporterPhone: '0269 3 000 014', title: 'Khiếu nại quyết định', content: 'Khiếu nại' }
    const { version } = await service.saveDraft(draft.id, { version: draft.version, form }, who.operator)
    const refused = await act(draft, who.operator, 'refuse', { reason: 'Khiếu nại theo Luật Khiếu nại', guidance: 'Gửi đơn tới Thanh tra tỉnh', version })
    expect(refused).toMatchObject({ status: 'refused', refusal: { reason: 'Khiếu nại theo Luật Khiếu nại', guidance: 'Gửi đơn tới Thanh tra tỉnh' } })
    expect(refused.code).toMatch(/^GL26-/)
    expect(await messages(draft.id)).toMatchObject([{ template: 'citizen-refused', state: 'not-sent', reason: 'Số cố định không nhận được tin nhắn' }])
  })

  it('answers at once; asks for more; withdraws', async () => {
    const asked = await act(await saved({}, who.operator), who.operator, 'request-info', { question: 'Ở đoạn nào?' })
    expect(asked.comments[0]).toMatchObject({ kind: 'request-info' })
    const answered = await act(asked, who.operator, 'answer-now', { answer: 'Nộp tại bộ phận một cửa.' })
    expect(answered).toMatchObject({ status: 'completed', progress: 'on-time', answer: 'Nộp tại bộ phận một cửa.' })
    const back = await act(await forwarded(), who.focal, 'return', { reason: 'Không thuộc thẩm quyền' })
    expect(await act(back, who.operator, 'answer-now', { answer: 'Gửi tới bộ phận một cửa.' })).toMatchObject({ status: 'completed', progress: 'on-time' })
    const taken = await act(await forwarded(), who.operator, 'withdraw', { reason: 'Người dân rút' })
    expect(taken).toMatchObject({ status: 'withdrawn', dueAt: null })
    expect(taken.slips[0]).toMatchObject({ state: 'closed', closeCause: 'withdrawn' })
  })

  it('attaches a call’s draft to the petition it is about: no new petition', async () => {
    const ticket = await forwarded()
    const draft = await service.newDraft('hotline', who.operator)
    await act(draft, who.operator, 'attach-to', { ticketId: ticket.id })
    const merged = await service.get(draft.id, who.operator)
    expect(merged).toMatchObject({ status: 'withdrawn', code: null, mergedIntoId: ticket.id })
    expect(await history(ticket.id)).toContain('call-attached Siu H’Nhung')
    expect(await db.deskTask.count({ where: { ticketId: draft.id, doneAt: null } })).toBe(0)
  })
})
