// Drafts typed while the server was away, and what becomes of them when it is back.
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyTicketForm } from '../../../src/contract/tickets.ts'
import { FakeServer, storageOf } from '../../test/storage.ts'
import { LocalCopies } from './local-copy.ts'
import { TicketDraft } from './ticket-draft.ts'
import { UnsentDrafts } from './unsent-drafts.ts'

vi.mock('../i18n/index.ts', () => ({ i18n: { t: (key: string) => key } }))

let storage: Storage
let copies: LocalCopies
let server: FakeServer
let unsent: UnsentDrafts
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-18T07:27:00.000Z') })
  storage = storageOf()
  copies = new LocalCopies('oanh', storage)
  server = new FakeServer()
  server.away = true
  unsent = new UnsentDrafts({ copies, server, onDesk: () => null })
  return () => vi.useRealTimers()
})

/** A ring while the server is away: the ticket is known by its id alone. */
async function typed(ticketId: string, title: string): Promise<TicketDraft> {
  const draft = new TicketDraft({ ticketId, version: null, form: { ...emptyTicketForm, reporterPhone: '0900 000 033' }, prefilled: [] }, copies, server)
  draft.set('title', title)
  await draft.flush()
  draft.close()
  await vi.advanceTimersByTimeAsync(1_000)
  return draft
}

describe('while the server is away', () => {
  it('keeps every draft of several calls and counts them', async () => {
    const first = await typed('t1', 'Đèn đường tắt')
    await typed('t2', 'Nắp hố ga vỡ')
    expect(first.state.get().save.kind).toBe('local')
    expect(unsent.state.get().map(({ ticketId, standing, form }) => [ticketId, standing, form.title])).toEqual([
      ['t1', 'waiting', 'Đèn đường tắt'],
      ['t2', 'waiting', 'Nắp hố ga vỡ'],
    ])
  })
  it('keeps them over a reload', async () => {
    await typed('t1', 'Đèn đường tắt')
    const later = new UnsentDrafts({ copies: new LocalCopies('oanh', storage), server, onDesk: () => null })
    expect(later.state.get()).toHaveLength(1)
  })
  it('leaves alone a form in which nothing was typed', () => {
    new TicketDraft({ ticketId: 't1', version: null, form: emptyTicketForm, prefilled: [] }, copies, server).close()
    expect(unsent.state.get()).toEqual([])
  })
  it('remembers that a petition was asked for', async () => {
    const draft = await typed('t1', 'Đèn đường tắt')
    for (const [name, value] of Object.entries(complete)) draft.set(name as 'title', value)
    await expect(draft.submit()).rejects.toMatchObject({ code: 'offline' })
    expect(draft.state.get()).toMatchObject({ wantsPetition: true, submitting: false, form: { content: complete.content } })
    server.away = false
    await unsent.sendAll()
    expect(unsent.state.get()).toMatchObject([{ ticketId: 't1', standing: 'unsaved' }])
  })
})

const complete = {
  reporterName: 'Siu H’Bia',
  reporterAddress: 'Làng Plei Kép, phường Thống Nhất',
  title: 'Đèn đường làng Plei Kép tắt',
  categoryId: '7a3c1f0e-0000-4000-8000-000000000002',
  place: 'Làng Plei Kép',
  content: 'Đèn đường tắt ba đêm liền.',
}

describe('when the server is back', () => {
  it('sends all in order and has nothing left', async () => {
    await typed('t1', 'Đèn đường tắt')
    await typed('t2', 'Nắp hố ga vỡ')
    server.away = false
    await unsent.sendAll()
    expect(server.saved).toEqual(['t1', 't2'])
    expect(server.tickets.get('t1')?.form).toMatchObject({ title: 'Đèn đường tắt', reporterPhone: '0900 000 033' })
    expect(unsent.state.get()).toEqual([])
  })
  it('goes on by itself when it is away again in the middle', async () => {
    await typed('t1', 'Đèn đường tắt')
    await unsent.sendAll()
    server.away = false
    await vi.advanceTimersByTimeAsync(5_000)
    expect(server.saved).toEqual(['t1'])
  })
  it.each([0, 4])('takes the ticket the server opened meanwhile (version %i), with the own words over it', async (version) => {
    await typed('t1', 'Đèn đường tắt')
    server.put('t1', { reporterName: 'Siu H’Bia', title: '' }, version)
    server.away = false
    await unsent.sendAll()
    expect(server.tickets.get('t1')).toMatchObject({ version: version + 1, form: { reporterName: 'Siu H’Bia', title: 'Đèn đường tắt' } })
  })
  it('keeps the words for which the petition has other ones', async () => {
    await typed('t1', 'Đèn đường tắt')
    server.put('t1', { title: 'Đèn hỏng' }, 3, 'waiting')
    server.away = false
    await unsent.sendAll()
    expect(unsent.state.get()).toMatchObject([{ standing: 'petition', touched: ['title'], form: { title: 'Đèn đường tắt' } }])
    unsent.discard('t1')
    expect(unsent.state.get()).toEqual([])
  })
  it('has nothing to keep when the petition says the same', async () => {
    await typed('t1', 'Đèn đường tắt')
    server.put('t1', { title: 'Đèn đường tắt ' }, 3, 'waiting')
    server.away = false
    await unsent.sendAll()
    expect(unsent.state.get()).toEqual([])
  })
  it('does not send what somebody else typed at this machine', async () => {
    await typed('t1', 'Đèn đường tắt')
    const other = new UnsentDrafts({ copies: new LocalCopies('minh', storage), server, onDesk: () => null })
    server.away = false
    await other.sendAll()
    expect(server.saved).toEqual([])
    expect([other.state.get().length, other.ofOthers]).toEqual([0, 1])
  })
})

describe('a full machine', () => {
  it('gives up copies the server has first', async () => {
    storage = storageOf(2_400)
    copies = new LocalCopies('oanh', storage)
    server.away = false
    const sent = new TicketDraft({ ticketId: 't1', version: 0, form: emptyTicketForm, prefilled: [] }, copies, server)
    sent.set('content', 'x'.repeat(1_000))
    await sent.flush()
    server.away = true
    const draft = await typed('t2', 'y'.repeat(600))
    expect(draft.state.get().save.kind).toBe('local')
    expect(copies.read('t1')).toBeNull()
  })
  it('says so, keeps the words as long as the page lives, and sends them', async () => {
    copies = new LocalCopies('oanh', storageOf(100))
    unsent = new UnsentDrafts({ copies, server, onDesk: () => null })
    const draft = await typed('t1', 'Đèn đường tắt')
    expect(draft.state.get().save).toEqual({ kind: 'refused', reason: 'storage' })
    expect(unsent.state.get()).toHaveLength(1)
    server.away = false
    await unsent.sendAll()
    expect(server.tickets.get('t1')?.form.title).toBe('Đèn đường tắt')
  })
})
