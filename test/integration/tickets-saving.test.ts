// Saving tickets on a real PostgreSQL: drafts, petitions, tracking codes, two people at once.
import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { emptyTicketForm, SaveDraftBody } from '../../src/contract/tickets.ts'
import { openTicketRoom, refusal } from './ticket-room.ts'

const { at, clock, db, lan, minh, openCall, petition, saved, service, stop } = await openTicketRoom()
afterAll(stop)

describe('a draft', () => {
  const typed = { ...emptyTicketForm, title: 'Nắp hố', reporterName: 'Siu Y Blơi' }

  it('of a call is opened once, however often the writer asks', async () => {
    const id = randomUUID()
    await openCall(id, emptyTicketForm)
    await openCall(id, typed)
    const ticket = await service.get(id, lan)
    expect(ticket).toMatchObject({ version: 0, status: 'draft', code: null, form: emptyTicketForm, createdBy: null })
    expect(ticket.history.map((row) => [row.action, row.actor])).toEqual([['Mở phiếu nháp', 'Hệ thống']])
  })

  it('keeps what was typed when the page is quicker than the writer, and gets the time of the call', async () => {
    const id = randomUUID()
    const arrived = new Date(clock.at.getTime() - 8_000)
    expect(await service.saveDraft(id, { version: 0, form: typed }, lan)).toEqual({ version: 1, savedAt: clock.at.toISOString() })
    await openCall(id, emptyTicketForm, arrived)
    const ticket = await service.get(id, lan)
    expect(ticket).toMatchObject({ version: 1, form: typed, createdBy: lan.name, reportedAt: arrived.toISOString() })
    expect(ticket.history).toHaveLength(1)
  })

  it('keeps what was typed when writer and page come in the same moment', async () => {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const id = randomUUID()
        await Promise.all([openCall(id, emptyTicketForm), service.saveDraft(id, { version: 0, form: typed }, lan)])
        const ticket = await service.get(id, lan)
        expect([ticket.form.title, ticket.version, ticket.history.length]).toEqual(['Nắp hố', 1, 1])
      }),
    )
  })

  it('may be unfinished, is saved as typed without a history, and belongs to whoever first saves it', async () => {
    const id = randomUUID()
    await openCall(id, emptyTicketForm)
    let version = 0
    for (const title of ['N', 'Nắ', 'Nắp ']) version = (await service.saveDraft(id, { version, form: { ...emptyTicketForm, title } }, lan)).version
    const ticket = await service.get(id, lan)
    expect(ticket).toMatchObject({ version: 3, createdBy: lan.name, form: { title: 'Nắp ' } })
    expect(ticket.history).toHaveLength(1)
  })

  it('saved again the same is no conflict and no new version', async () => {
    const id = randomUUID()
    const first = await service.saveDraft(id, { version: 0, form: typed }, lan)
    expect(await service.saveDraft(id, { version: 0, form: typed }, lan)).toEqual(first)
  })

  it('saved by two people at once: one wins, the other is told the newer version and nothing is lost', async () => {
    const id = randomUUID()
    await openCall(id, emptyTicketForm)
    const forms = [petition({ title: 'Do Lan gõ' }), petition({ title: 'Do Minh gõ' })]
    const results = await Promise.allSettled(forms.map((form, i) => service.saveDraft(id, { version: 0, form }, i === 0 ? lan : minh)))
    const won = results.findIndex((result) => result.status === 'fulfilled')
    const lost = results.find((result) => result.status === 'rejected')
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect(lost?.reason).toMatchObject({ code: 'conflict', fields: { version: '1' } })
    expect((await service.get(id, lan)).form.title).toBe(forms[won]?.title)
    // The loser saves again on the version he was told: his words are there, the winner's are in nobody's way.
    const again = await service.saveDraft(id, { version: 1, form: forms[1 - won] ?? emptyTicketForm }, minh)
    expect(again.version).toBe(2)
  })

  it('without a call starts empty with its channel', async () => {
    const ticket = await service.newDraft('walk-in', lan)
    expect(ticket).toMatchObject({ version: 0, status: 'draft', form: { ...emptyTicketForm, channel: 'walk-in' }, createdBy: lan.name })
    expect(await service.written(ticket.id)).toEqual({ version: 0, form: ticket.form })
    expect(await service.written(randomUUID())).toBeNull()
  })

  it('names a category or unit that does not exist', async () => {
    const form = petition({ categoryId: randomUUID(), reportedUnitId: randomUUID() })
    const { code, fields } = await refusal(service.saveDraft(randomUUID(), { version: 0, form }, lan))
    expect([code, Object.keys(fields ?? {})]).toEqual(['invalid-input', ['categoryId', 'reportedUnitId']])
  })

  it('with a 300-character name is refused at the edge by field, and kept whole where a call brings it', async () => {
    const form = { ...emptyTicketForm, reporterName: 'Đ'.repeat(300) }
    expect(SaveDraftBody.safeParse({ version: 0, form }).error?.issues[0]?.path).toEqual(['form', 'reporterName'])
    const id = randomUUID()
    await openCall(id, form)
    expect((await service.get(id, lan)).form.reporterName).toHaveLength(300)
  })

  it('takes text PostgreSQL would refuse', async () => {
    const id = randomUUID()
    await service.saveDraft(id, { version: 0, form: { ...emptyTicketForm, content: 'a\u0000b\ud83d', title: "'; DROP TABLE ticket; --" } }, lan)
    expect((await service.get(id, lan)).form).toMatchObject({ content: 'ab\ufffd', title: "'; DROP TABLE ticket; --" })
  })
})

describe('a petition', () => {
  it('gets its code, standing and one history row', async () => {
    const id = randomUUID()
    await openCall(id, emptyTicketForm)
    const ticket = await service.saveTicket(id, { version: 0, form: petition({ title: '  Nắp hố ga vỡ ' }) }, lan)
    expect(ticket).toMatchObject({ status: 'processing', step: 'operator', progress: 'not-due', version: 1, createdAtPlace: 'Tổng đài 1022' })
    expect(ticket).toMatchObject({ categoryName: 'Thoát nước', form: { title: 'Nắp hố ga vỡ' } })
    expect(ticket.code).toMatch(/^GL26-\d{6}$/)
    expect(ticket.history.map((row) => [row.action, row.actor, row.newValue])).toEqual([
      ['Mở phiếu nháp', 'Hệ thống', null],
      ['Lưu phiếu, cấp mã', lan.name, ticket.code],
    ])
  })

  it('saved by a double click has one code and one version', async () => {
    const id = randomUUID()
    const body = { version: 0, form: petition() }
    const tickets = await Promise.all([service.saveTicket(id, body, lan), service.saveTicket(id, body, lan), service.saveTicket(id, body, minh)])
    expect(new Set(tickets.map((ticket) => `${ticket.code}/${ticket.version}`)).size).toBe(1)
    expect((await service.get(id, lan)).history.map((row) => row.action)).toEqual(['Mở phiếu nháp', 'Lưu phiếu, cấp mã'])
  })

  it('is not changed by a last draft save of the same words that arrives late', async () => {
    const ticket = await saved()
    const late = await service.saveDraft(ticket.id, { version: 0, form: petition({ title: `${ticket.form.title} ` }) }, lan)
    expect(late.version).toBe(ticket.version)
  })

  it('is refused with each missing field when unfinished, and stays a draft', async () => {
    const id = randomUUID()
    await openCall(id, emptyTicketForm)
    const { code, fields } = await refusal(service.saveTicket(id, { version: 0, form: { ...emptyTicketForm, reporterPhone: '12' } }, lan))
    expect(code).toBe('invalid-input')
    expect(Object.keys(fields ?? {})).toEqual(expect.arrayContaining(['reporterPhone', 'reporterName', 'reporterAddress', 'title', 'categoryId', 'content']))
    const placeless = await refusal(service.saveTicket(id, { version: 0, form: petition({ place: ' ' }) }, lan))
    expect(placeless.fields).toEqual({ place: 'Nhập địa điểm phản ánh' })
    expect(await service.get(id, lan)).toMatchObject({ status: 'draft', code: null, version: 0 })
  })

  it('writes who changed which field from what to what, in the words of that day', async () => {
    const ticket = await saved()
    const form = petition({ title: 'Nắp hố ga đã thay', identityHidden: true, occurredAt: '2026-11-17T10:30:00.000Z' })
    const after = await service.saveTicket(ticket.id, { version: ticket.version, form }, minh)
    expect(after.code).toBe(ticket.code)
    expect(after.history.slice(2).map((row) => [row.actor, row.field, row.oldValue, row.newValue])).toEqual([
      [minh.name, 'Tiêu đề', 'Nắp hố ga vỡ trước số 48 đường Wừu', 'Nắp hố ga đã thay'],
      [minh.name, 'Thời gian xảy ra', null, '17/11/2026 17:30'],
      [minh.name, 'Ẩn danh tính', 'Không', 'Có'],
    ])
    const edited = await service.saveDraft(ticket.id, { version: after.version, form: { ...form, place: 'Số 50 đường Wừu' } }, lan)
    expect(edited.version).toBe(after.version + 1)
    const { fields } = await refusal(service.saveDraft(ticket.id, { version: edited.version, form: { ...form, title: '' } }, lan))
    expect(Object.keys(fields ?? {})).toEqual(['title'])
  })

  it('changed by another is a conflict that tells the newer version', async () => {
    const ticket = await saved()
    await service.saveTicket(ticket.id, { version: 1, form: petition({ title: 'Sửa của Minh' }) }, minh)
    const stale = await refusal(service.saveTicket(ticket.id, { version: 1, form: petition({ title: 'Sửa của Lan' }) }, lan))
    expect(stale.toProblem()).toMatchObject({ code: 'conflict', fields: { version: '2' } })
  })

  it('edited by two at once: one is saved, the other is told, and each change stands in the history once', async () => {
    const ticket = await saved()
    const edits = [petition({ reporterPhone: '0900 000 061' }), petition({ reporterPhone: '0900 000 062' })]
    const results = await Promise.allSettled(edits.map((form, i) => service.saveTicket(ticket.id, { version: ticket.version, form }, i === 0 ? lan : minh)))
    const won = results.findIndex((result) => result.status === 'fulfilled')
    expect(results.map((result) => (result.status === 'rejected' ? result.reason.code : 'saved')).toSorted()).toEqual(['conflict', 'saved'])
    const now = await service.get(ticket.id, lan)
    expect([now.code, now.version, now.form.reporterPhone]).toEqual([ticket.code, ticket.version + 1, edits[won]?.reporterPhone])
    expect(now.history.slice(2).map(({ field, newValue }) => [field, newValue])).toEqual([['Số điện thoại', edits[won]?.reporterPhone]])
  })

  it('at a unit or finished is out of the desk’s hands', async () => {
    const ticket = await saved()
    await db.ticket.update({ where: { id: ticket.id }, data: { status: 'completed', step: 'focal-point' } })
    const refused = await refusal(service.saveTicket(ticket.id, { version: 1, form: petition({ title: 'Sửa sau khi xong' }) }, lan))
    expect([refused.code, refused.message]).toEqual(['illegal-transition', 'Phiếu đã hoàn thành, không sửa được nữa'])
  })
})

describe('tracking codes', () => {
  it('have no doubles and no gaps under 50 saves at once, refused ones among them', async () => {
    const bad = { version: 0, form: petition({ categoryId: randomUUID() }) }
    const results = await at('2031-06-01T03:00:00.000Z', () =>
      Promise.allSettled([
        ...Array.from({ length: 50 }, (_, i) => saved({ title: `Phiếu thứ ${i}` })),
        ...Array.from({ length: 5 }, () => service.saveTicket(randomUUID(), bad, lan)),
      ]),
    )
    const codes = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.code] : [])).sort()
    expect(codes).toEqual(Array.from({ length: 50 }, (_, i) => `GL31-${String(i + 1).padStart(6, '0')}`))
  })

  it('begin anew at midnight in Gia Lai', async () => {
    const last = await at('2032-12-31T16:59:59.000Z', saved)
    const first = await at('2032-12-31T17:00:00.000Z', saved)
    expect([last.code, first.code]).toEqual(['GL32-000001', 'GL33-000001'])
  })
})
