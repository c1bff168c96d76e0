// Editing a saved petition: nothing is sent before it is saved, nothing typed is lost, nobody is written over unseen.
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyTicketForm, type Ticket, type TicketForm } from '../../../src/contract/tickets.ts'
import { FakeServer, storageOf } from '../../test/storage.ts'
import { LocalCopies } from './local-copy.ts'
import { TicketDraft } from './ticket-draft.ts'
import { UnsentDrafts } from './unsent-drafts.ts'

vi.mock('../i18n/index.ts', () => ({ i18n: { t: (key: string) => key } }))

const whole: Partial<TicketForm> = {
  reporterPhone: '0900 000 033',
  reporterName: 'Siu H’Bia',
  reporterAddress: 'Làng Plei Kép, phường Thống Nhất',
  title: 'Đèn đường làng Plei Kép tắt',
  categoryId: '7a3c1f0e-0000-4000-8000-000000000002',
  place: 'Làng Plei Kép',
  content: 'Đèn đường tắt ba đêm liền.',
}
let copies: LocalCopies
let server: FakeServer
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-18T07:27:00.000Z') })
  copies = new LocalCopies('oanh', storageOf())
  server = new FakeServer()
  server.put('t1', whole, 3, 'processing')
  return () => vi.useRealTimers()
})

async function edited(): Promise<TicketDraft> {
  const petition = (await server.read('t1')) as Ticket
  return new TicketDraft({ ticketId: 't1', version: petition.version, form: petition.form, prefilled: [], petition }, copies, server)
}
const written = () => server.tickets.get('t1')?.form

describe('a petition being edited', () => {
  it('is written when it is saved and not before, and leaves no copy', async () => {
    const edit = await edited()
    edit.set('reporterPhone', '0900 000 034')
    await vi.advanceTimersByTimeAsync(60_000)
    await edit.flush()
    expect([server.saved, written()?.reporterPhone]).toEqual([[], '0900 000 033'])
    await edit.submit()
    expect(edit.state.get()).toMatchObject({ editing: true, missed: [], saved: { version: 4 } })
    expect([written()?.reporterPhone, copies.read('t1')]).toEqual(['0900 000 034', null])
  })

  it('laid aside, or left by a reload, keeps its words on this machine, and they are never sent by themselves', async () => {
    const edit = await edited()
    edit.set('content', 'Đèn tắt từ ngõ 5 đến ngõ 9.')
    edit.close()
    const unsent = new UnsentDrafts({ copies, server, onDesk: () => null })
    await unsent.sendAll()
    expect(unsent.state.get()).toMatchObject([{ ticketId: 't1', standing: 'edit', touched: ['content'] }])
    expect([server.saved, written()?.content]).toEqual([[], whole.content])
    const again = await edited()
    expect(again.state.get()).toMatchObject({ newer: null, form: { content: 'Đèn tắt từ ngõ 5 đến ngõ 9.', title: whole.title } })
  })

  it('saved by another meanwhile: told which words differ, all words kept, saved over on the second press', async () => {
    const edit = await edited()
    edit.set('title', 'Đèn đường ngõ 5 tắt')
    edit.set('place', 'Ngõ 5')
    server.put('t1', { ...whole, title: 'Đèn hỏng', reporterName: 'Siu H’Bia Niê' }, 4, 'processing')
    await edit.submit()
    expect(edit.state.get()).toMatchObject({ saved: null, submitting: false, newer: { fields: ['title'], form: { title: 'Đèn hỏng' } } })
    expect(edit.state.get().form).toMatchObject({ title: 'Đèn đường ngõ 5 tắt', place: 'Ngõ 5', reporterName: 'Siu H’Bia Niê' })
    expect(written()?.title).toBe('Đèn hỏng')
    await edit.submit()
    expect(written()).toMatchObject({ title: 'Đèn đường ngõ 5 tắt', place: 'Ngõ 5', reporterName: 'Siu H’Bia Niê' })
  })

  it('taken up again after another saved it is told so at once', async () => {
    const edit = await edited()
    edit.set('title', 'Đèn đường ngõ 5 tắt')
    edit.close()
    server.put('t1', { ...whole, title: 'Đèn hỏng' }, 4, 'processing')
    expect((await edited()).state.get()).toMatchObject({ newer: { fields: ['title'] }, form: { title: 'Đèn đường ngõ 5 tắt' } })
  })

  it('sent to a unit meanwhile is not written; the words stay to be copied', async () => {
    const edit = await edited()
    edit.set('content', 'Đèn tắt từ ngõ 5 đến ngõ 9.')
    server.put('t1', whole, 4, 'waiting')
    await edit.submit()
    expect(edit.state.get()).toMatchObject({ saved: { status: 'waiting' }, missed: ['content'] })
    expect(new UnsentDrafts({ copies, server, onDesk: () => null }).state.get()).toMatchObject([{ standing: 'petition', touched: ['content'] }])
  })

  it('cannot be saved while the server is away, and asks nobody for a code later', async () => {
    const edit = await edited()
    edit.set('content', 'Đèn tắt từ ngõ 5 đến ngõ 9.')
    server.away = true
    await expect(edit.submit()).rejects.toMatchObject({ code: 'offline' })
    expect(edit.state.get()).toMatchObject({ wantsPetition: false, submitting: false })
    server.away = false
    await edit.submit()
    expect(written()?.content).toBe('Đèn tắt từ ngõ 5 đến ngõ 9.')
  })

  it('is not touched by a call that still knows the draft it was', async () => {
    const edit = await edited()
    edit.applyServer({ ticketId: 't1', version: 9, form: emptyTicketForm, prefilled: [] })
    expect(edit.state.get().form.title).toBe(whole.title)
  })
})
