// Chỉnh sửa phiếu: who may write a saved petition's form, and when, on a real PostgreSQL.
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Ticket } from '../../src/contract/tickets.ts'
import { openSlipRoom } from './slip-room.ts'
import { refusal } from './ticket-room.ts'

const room = await openSlipRoom()
const { act, deps, forwarded, openCall, petition, saved, service, stop, units, who } = room
afterAll(stop)

const edit = (ticket: Ticket, more: Parameters<typeof petition>[0], by = who.operator) =>
  service.saveTicket(ticket.id, { version: ticket.version, form: { ...ticket.form, ...more } }, by)

describe('a petition at the operators’ desk', () => {
  it('takes what the citizen answered, phone, name, category and flags, each change in the history; then it is forwarded', async () => {
    const tell = vi.spyOn(deps, 'tell')
    const ticket = await act(await saved(), who.operator, 'request-info', { question: 'Trước số nhà nào?' })
    expect(ticket.mayEdit).toBe(true)
    const changes = {
      content: 'Trước số 48, cạnh trường học.',
      reporterPhone: '0900 000 051',
      reporterName: 'Siu H’Bia',
      identityHidden: true,
      stateSecret: true,
    }
    const edited = await edit(ticket, { ...changes, categoryId: room.group }, who.supervisor)
    expect(edited).toMatchObject({ code: ticket.code, status: 'processing', step: 'operator', form: changes })
    const fields = edited.history.slice(ticket.history.length).map(({ actor, field }) => `${actor}: ${field}`)
    expect(fields.toSorted()).toEqual(
      ['Ẩn danh tính', 'Bí mật nhà nước', 'Chuyên mục', 'Người gửi', 'Nội dung', 'Số điện thoại'].map((field) => `${who.supervisor.name}: ${field}`).toSorted(),
    )
    expect(tell).toHaveBeenLastCalledWith({ ticketId: ticket.id, unitIds: [] })
    const sent = await act(edited, who.operator, 'forward', { unitId: units.works })
    expect([sent.step, sent.mayEdit]).toEqual(['focal-point', false])
  })

  it('is nobody else’s to write', async () => {
    const ticket = await act(await forwarded(), who.focal, 'return', { reason: 'Không thuộc thẩm quyền' })
    expect((await service.get(ticket.id, who.operator)).mayEdit).toBe(true)
    for (const by of [who.focal, who.head, who.overseer, who.office]) expect((await service.get(ticket.id, by)).mayEdit, by.name).toBe(false)
  })

  it('is out of its hands while a slip is with a unit, and in them again once it was returned', async () => {
    const ticket = await forwarded()
    const refused = await refusal(edit(ticket, { title: 'Sửa khi phiếu ở đơn vị' }))
    expect([refused.code, refused.message]).toEqual(['illegal-transition', 'Phiếu đang ở đơn vị xử lý, nhân viên trực không sửa được'])
    await act(ticket, who.focal, 'take')
    expect((await refusal(edit(await service.get(ticket.id, who.operator), { title: 'Sửa khi đã nhận' }))).code).toBe('illegal-transition')
    await act(ticket, who.focal, 'return', { reason: 'Không thuộc thẩm quyền' })
    const edited = await edit(await service.get(ticket.id, who.operator), { title: 'Sửa khi phiếu đã trả về' })
    expect(edited.history.at(-1)).toMatchObject({ field: 'Tiêu đề', newValue: 'Sửa khi phiếu đã trả về' })
  })

  it('forwarded by somebody else meanwhile is not written over', async () => {
    const ticket = await saved({}, who.operator)
    await act(ticket, who.supervisor, 'forward', { unitId: units.works })
    expect((await refusal(edit(ticket, { title: 'Sửa muộn' }))).code).toBe('illegal-transition')
    const later = await saved({}, who.operator)
    const edited = await edit(later, { title: 'Sửa trước khi chuyển' })
    const { version } = later
    const stale = await refusal(
      service.act(
        later.id,
        { type: 'forward', actId: crypto.randomUUID(), version, notifyNext: true, unitId: units.works, coordinatingUnitIds: [], note: '' },
        who.supervisor,
      ),
    )
    expect([stale.code, edited.version]).toEqual(['conflict', version + 1])
  })

  it('refused unfinished and reopened is made whole, then forwarded', async () => {
    const id = crypto.randomUUID()
    await openCall(id, petition({ reporterAddress: '', place: '' }))
    await act(id, who.operator, 'refuse', { reason: 'Gọi nhầm số', guidance: 'Gọi lại khi cần' })
    const reopened = await act(id, who.operator, 'reopen', { reason: 'Người dân gọi lại' })
    expect([reopened.mayEdit, reopened.code !== null]).toEqual([true, true])
    const { code, fields } = await refusal(act(reopened, who.operator, 'forward', { unitId: units.works }))
    expect([code, Object.keys(fields ?? {}).toSorted()]).toEqual(['invalid-input', ['place', 'reporterAddress']])
    const whole = await edit(reopened, { reporterAddress: 'Làng Plei Kép', place: 'Số 48 đường Wừu' })
    expect([(await act(whole, who.operator, 'forward', { unitId: units.works })).step, whole.code]).toEqual(['focal-point', reopened.code])
  })
})

describe('a call about a petition there is already', () => {
  it('is attached while it is being written: its words go along, the draft is closed and remembers where to', async () => {
    const target = await forwarded()
    const id = crypto.randomUUID()
    await openCall(id, petition({ content: 'Vẫn chưa ai đến sửa.' }))
    const closed = await act(id, who.operator, 'attach-to', { ticketId: target.id })
    expect(closed).toMatchObject({ status: 'withdrawn', mergedIntoId: target.id, mayEdit: false, form: { content: 'Vẫn chưa ai đến sửa.' } })
    expect((await service.get(target.id, who.operator)).history.at(-1)?.newValue).toBe('Vẫn chưa ai đến sửa.')
  })
})
