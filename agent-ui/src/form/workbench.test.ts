// Who has the desk when something newer comes while the server is still asked: the newest, and always a call.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { emptyTicketForm, type Ticket } from '../../../src/contract/tickets.ts'
import { storageOf } from '../../test/storage.ts'
import type { ShownPop } from '../desk/shown-call.ts'
import { LocalCopies } from './local-copy.ts'
import { Workbench } from './workbench.ts'

vi.mock('../i18n/index.ts', () => ({ i18n: { t: (key: string) => key } }))
const asked = vi.hoisted(() => ({ answer: (_ticket: unknown) => {} }))
vi.mock('../api/client.ts', async (original) => ({
  ...(await original<object>()),
  api: (name: string) =>
    name === 'newDraft'
      ? Promise.resolve({ id: 'new', version: 1, form: emptyTicketForm })
      : new Promise((resolve) => {
          asked.answer = resolve
        }),
}))

const before = { id: 'before', version: 3, form: emptyTicketForm, status: 'draft', mayEdit: true } as Partial<Ticket>
let bench: Workbench
beforeEach(() => {
  vi.stubGlobal('sessionStorage', storageOf())
  sessionStorage.setItem('gl.desk.ticket', 'before')
  bench = new Workbench(new LocalCopies('oanh', storageOf()))
})
afterEach(() => vi.unstubAllGlobals())

it('after a reload brings back what was on the desk', async () => {
  const restored = bench.restore()
  asked.answer(before)
  await restored
  expect(bench.ticketId).toBe('before')
})

it('what was begun meanwhile keeps the desk', async () => {
  const restored = bench.restore()
  await bench.create('walk-in')
  asked.answer(before)
  await restored
  expect([bench.ticketId, sessionStorage.getItem('gl.desk.ticket')]).toEqual(['new', 'new'])
})

it('what was asked for before the desk was open keeps it: a new entry, and a petition to edit', async () => {
  const created = bench.create('walk-in')
  await bench.restore()
  await created
  expect(bench.ticketId).toBe('new')

  sessionStorage.setItem('gl.desk.ticket', 'before')
  bench = new Workbench(new LocalCopies('oanh', storageOf()))
  const opened = bench.open('other')
  await bench.restore()
  asked.answer({ ...before, id: 'other' })
  expect([await opened, bench.ticketId]).toEqual([true, 'other'])
})

it('but what is asked for by hand takes it', async () => {
  await bench.create('walk-in')
  const opened = bench.open('before')
  asked.answer(before)
  expect([await opened, bench.ticketId]).toEqual([true, 'before'])
})

/** A ring, with its ticket. */
const ring = () =>
  bench.showPop({
    draft: { ticketId: 'call', version: 1, form: emptyTicketForm, prefilled: [] },
    call: { status: 'ringing' },
    local: false,
    live: true,
  } as unknown as ShownPop)

it('a call that rings meanwhile keeps it: from a draft opened by hand, and from a new entry', async () => {
  const opened = bench.open('before')
  ring()
  asked.answer(before)
  expect([await opened, bench.ticketId]).toEqual([false, 'call'])
  const created = bench.create('walk-in')
  bench.dropTicket('call')
  ring()
  await created
  expect(bench.ticketId).toBe('call')
})

it('of two drafts asked for, the second has it, whichever answer comes first', async () => {
  const first = bench.open('before')
  const answerFirst = asked.answer
  const second = bench.open('later')
  answerFirst(before)
  asked.answer({ ...before, id: 'later' })
  expect([await first, await second, bench.ticketId]).toEqual([false, true, 'later'])
})

it('a call that was passed on from here does not come back by news of it, but by ringing here again', async () => {
  ring()
  await bench.putAside()
  ring()
  expect(bench.ticketId).toBeNull()
  bench.rings('call')
  ring()
  expect(bench.ticketId).toBe('call')
})
