// What is hidden stays hidden, whichever way round the flags, the slips and the people come.
import { afterAll, beforeEach, expect, it } from 'vitest'
import { SECRET_WORDS } from '../../src/tickets/visibility-rules.ts'
import { openSlipRoom } from './slip-room.ts'
import { refusal } from './ticket-room.ts'

const room = await openSlipRoom()
const { act, db, forwarded, history, petition, saved, service, time, units, who } = room
afterAll(room.stop)
beforeEach(() => time('11-18 09:00'))

const edit = async (id: string, more: Parameters<typeof petition>[0]) => {
  const { version } = await service.get(id, who.operator)
  return service.saveTicket(id, { version, form: petition(more) }, who.operator)
}

it('a call attached to a petition hides there what it hid: a secret, an identity, what must not be public', async () => {
  const target = await forwarded()
  const draft = await service.newDraft('hotline', who.operator)
  await service.saveDraft(draft.id, { version: draft.version, form: petition({ content: 'Kho Z', stateSecret: true, identityHidden: true }) }, who.operator)
  await act(draft, who.operator, 'attach-to', { ticketId: target.id })
  const shown = await service.get(target.id, who.operator)
  expect(shown.form).toMatchObject({ stateSecret: true, identityHidden: true, contentConfidential: false })
  expect(shown.history.filter(({ field }) => field === 'Bí mật nhà nước' || field === 'Ẩn danh tính')).toHaveLength(2)
  expect(JSON.stringify(await service.get(target.id, who.overseer))).not.toContain('Kho Z')
  // Whoever works on it reads what the call brought.
  expect((await service.get(target.id, who.focal)).comments.map(({ text }) => text)).toEqual(['Kho Z'])
})

it('nothing is attached to what was withdrawn', async () => {
  const target = await forwarded()
  await act(target, who.operator, 'withdraw', { reason: 'Người dân rút' })
  const draft = await service.newDraft('hotline', who.operator)
  expect(await refusal(act(draft, who.operator, 'attach-to', { ticketId: target.id }))).toMatchObject({ code: 'invalid-input' })
  expect(await service.get(draft.id, who.operator)).toMatchObject({ status: 'draft' })
})

it.each(['stateSecret', 'contentConfidential'] as const)('a petition that becomes %s after its publication was approved is public no more', async (flag) => {
  let ticket = await forwarded()
  ticket = await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Xong' })
  ticket = await act(ticket, who.focal, 'hand-in')
  await act(ticket, who.supervisor, 'approve', { resultId: ticket.results[0]?.id ?? '', answer: 'Xong', publicText: 'Đã thay nắp hố ga' })
  const edited = await edit(ticket.id, { [flag]: true })
  expect(edited).toMatchObject({ publicText: null, publishedAt: null, form: { [flag]: true } })
  expect(await history(ticket.id)).toContain('unpublished Siu H’Nhung')
  expect(await act(ticket, who.operator, 'tell-citizen', { how: 'phone' })).toMatchObject({ status: 'completed', publicText: null })
})

it('what is secret is told in no list to the unit that gave it back or lost it, nor found by its words', async () => {
  const lists = async (keyword?: string) => {
    const query = { page: 1, pageSize: 50, ...(keyword ? { keyword } : {}) }
    const found = await service.search(query, who.powerFocal)
    const work = await service.work({ ...query, box: 'all' }, who.powerFocal)
    return [found.items, work.items].map((items) => items.filter(({ id }) => id === ticket.id).map(({ title, place }) => [title, place]))
  }
  const secret = { title: 'Vị trí kho quân khí Bravo', place: 'Hầm Bravo', content: 'Kho Bravo ở đồi', stateSecret: true }
  const { id } = await saved(secret, who.operator)
  const ticket = await act(id, who.operator, 'forward', { unitId: units.power })
  expect(await lists('bravo')).toEqual([[[secret.title, secret.place]], [[secret.title, secret.place]]])
  await act(ticket, who.powerFocal, 'return', { reason: 'Không thuộc thẩm quyền' })
  expect(await lists('bravo')).toEqual([[], []])
  expect(await lists()).toEqual([[[SECRET_WORDS, '']], [[SECRET_WORDS, '']]])
})

it('a unit that gave a petition back reads nothing that became secret after it', async () => {
  const ticket = await forwarded(units.power)
  await act(ticket, who.powerFocal, 'return', { reason: 'Không thuộc thẩm quyền' })
  await edit(ticket.id, { stateSecret: true, content: 'Kho V' })
  await act(ticket, who.operator, 'forward', { unitId: units.works })
  await act(ticket, who.focal, 'save-result', { unitId: units.works, content: 'Kho V đã dời' })
  await act(ticket, who.focal, 'hand-in')
  const shown = await service.get(ticket.id, who.powerFocal)
  expect(shown.form.content).toBe(SECRET_WORDS)
  expect(JSON.stringify(shown)).not.toContain('Kho V')
})

it('VP UBND tỉnh finds no secret by its words once it has assigned it', async () => {
  const ticket = await saved({ stateSecret: true, content: 'Kho zzyzx' }, who.operator)
  await act(ticket, who.operator, 'forward', { unitId: units.office })
  await act(ticket, who.office, 'assign', { unitId: units.works })
  const found = async (keyword: string) => (await service.work({ box: 'all', keyword, page: 1, pageSize: 50 }, who.office)).items.map(({ id }) => id)
  expect(await found('zzyzx')).toEqual([])
  expect(await found(ticket.code ?? '')).toEqual([ticket.id])
})

it('the names of files say who sent them: an overseer of a hidden identity reads none, in the history neither', async () => {
  const ticket = await saved({ identityHidden: true }, who.operator)
  await db.$transaction(async (tx) => {
    const { writeEvent } = await import('../../src/tickets/history.ts')
    await writeEvent(
      tx,
      { ticketId: ticket.id, actor: { id: who.operator.personId, name: who.operator.name }, at: room.clock.at },
      'attachment-added',
      'CCCD.txt',
    )
  })
  expect(JSON.stringify(await service.get(ticket.id, who.overseer))).not.toContain('CCCD')
  expect(JSON.stringify(await service.get(ticket.id, who.operator))).toContain('CCCD')
})

it('a discarded draft is the desk’s own: nobody else reads who called', async () => {
  const draft = await service.newDraft('hotline', who.operator)
  await act(draft, who.operator, 'discard', { reason: 'Nhầm số' })
  expect(await refusal(service.get(draft.id, who.overseer))).toMatchObject({ code: 'not-found' })
  const { items } = await service.search({ page: 1, pageSize: 50 }, who.overseer)
  expect(items.map(({ id }) => id)).not.toContain(draft.id)
})

it('messages that wait for the morning name nothing of what became secret in the night', async () => {
  time('11-17 22:00')
  const ticket = await saved({ title: 'Kho W', reporterEmail: 'hloan@example.invalid' }, who.operator)
  await act(ticket, who.operator, 'request-info', { question: 'Kho W có mấy cửa?' })
  await edit(ticket.id, { title: 'Kho W', reporterEmail: 'hloan@example.invalid', stateSecret: true })
  const sent = await room.messages(ticket.id)
  expect(sent.filter(({ state, text, subject }) => state === 'queued' && `${subject} ${text}`.includes('Kho W'))).toEqual([])
  expect(sent.filter(({ template }) => template === 'citizen-received').map(({ state }) => state)).toEqual(['queued', 'queued'])
  expect(sent.filter(({ template }) => template === 'citizen-more-info').map(({ state }) => state)).toEqual(['not-sent', 'not-sent'])
})
