// Reading tickets on a real PostgreSQL: search, who sees what, calls and the caller’s card.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyTicketForm } from '../../src/contract/tickets.ts'
import { HIDDEN_IDENTITY_WORDS, SECRET_WORDS } from '../../src/tickets/visibility-rules.ts'
import { openTicketRoom, refusal } from './ticket-room.ts'

const { at, category, clock, db, find, group, lan, openCall, overseer, petition, saved, service, stop } = await openTicketRoom()
afterAll(stop)

describe('search', () => {
  const mark = `q${randomUUID().slice(0, 8)}`
  let ticket: Awaited<ReturnType<typeof saved>>
  beforeAll(async () => {
    ticket = await saved({ title: `${mark} Đèn đường làng Plei Kép tắt 100%`, reporterPhone: '0900 000 061' })
    await saved({ title: `${mark} Rác thải chưa thu gom`, channel: 'walk-in', place: 'Chợ Pleiku', reporterPhone: '0900 000 062' })
  })

  it.each([
    ['duong', 1],
    ['đường', 1],
    ['ĐƯỜNG', 1],
    ['đường'.normalize('NFD'), 1],
    ['plei kep den', 1],
    ["ro cham h'loan kep", 1],
    ['RƠ CHÂM H’LOAN KÉP', 1],
    ['100%', 1],
    ['100%t', 0],
    // Signs are no words: they neither find nor keep from finding.
    ['_______________', 2],
    ["' OR 1=1 --", 0],
    ["'; DROP TABLE ticket; --", 0],
    ['\\', 2],
    ["') | ('a':*", 0],
    ['duo', 1],
    ['ong', 0],
    ['rac thai', 1],
  ])('%j finds %i', async (keyword, total) => {
    expect((await find({ keyword: `${mark} ${keyword}` })).total).toBe(total)
  })

  it.each(['0900 000 061', '+84900000061', '84900000061', '0900.000.061', '900000061', '0000061'])('finds the number typed as %s', async (keyword) => {
    expect((await find({ keyword })).items.map((item) => item.id)).toContain(ticket.id)
  })

  it('finds the code in any form', async () => {
    const code = ticket.code ?? ''
    for (const keyword of [code, code.toLowerCase(), code.replace('-', ''), code.replace('-', ' ')])
      expect((await find({ keyword })).items.map((item) => item.code)).toContain(code)
  })

  it('filters by channel, status, category and its group', async () => {
    expect((await find({ keyword: mark, channel: 'walk-in' })).total).toBe(1)
    expect((await find({ keyword: mark, status: 'draft' })).total).toBe(0)
    expect((await find({ keyword: mark, progress: 'not-due', categoryId: category })).total).toBe(2)
    expect((await find({ keyword: mark, categoryId: group })).total).toBe(2)
  })

  it('takes days as half-open days of Gia Lai', async () => {
    for (const time of ['2026-03-01T16:59:59.999Z', '2026-03-01T17:00:00.000Z', '2026-03-02T16:59:59.999Z', '2026-03-02T17:00:00.000Z']) {
      await at(time, () => saved({ title: `${mark} tháng ba` }))
    }
    const keyword = `${mark} thang ba`
    const day = await find({ keyword, from: '2026-03-02', to: '2026-03-02' })
    expect(day.items.map((item) => item.reportedAt)).toEqual(['2026-03-02T16:59:59.999Z', '2026-03-01T17:00:00.000Z'])
    expect((await find({ keyword, from: '2026-03-03' })).total).toBe(1)
    expect((await find({ keyword, to: '2026-03-01' })).total).toBe(1)
    const { fields } = await refusal(find({ keyword, from: '2026-03-03', to: '2026-03-02' }))
    expect(Object.keys(fields ?? {})).toEqual(['to'])
  })

  it('pages in a stable order, newest first, without losing one', async () => {
    const same = `p${randomUUID().slice(0, 8)}`
    await Promise.all(Array.from({ length: 7 }, () => saved({ title: `${same} cùng một lúc` })))
    const pages = await Promise.all([1, 2, 3, 4].map((page) => find({ keyword: same, page, pageSize: 3 })))
    expect(pages.map((page) => [page.total, page.items.length])).toEqual([
      [7, 3],
      [7, 3],
      [7, 1],
      [7, 0],
    ])
    expect(new Set(pages.flatMap((page) => page.items.map((item) => item.id))).size).toBe(7)
  })
})

describe('overseers', () => {
  const mark = `s${randomUUID().slice(0, 8)}`

  it('see petitions but no drafts', async () => {
    const draft = await service.newDraft('hotline', lan)
    expect((await refusal(service.get(draft.id, overseer))).code).toBe('not-found')
    const ticket = await saved({ title: `${mark} công khai` })
    expect((await service.get(ticket.id, overseer)).form.title).toBe(`${mark} công khai`)
    expect((await find({ status: 'draft' }, overseer)).total).toBe(0)
  })

  it('read and find no state secret, not by its words either; its code finds it', async () => {
    const ticket = await saved({ title: `${mark} tài liệu mật`, content: `${mark} nội dung mật`, stateSecret: true })
    const seen = await service.get(ticket.id, overseer)
    expect(seen.form).toMatchObject({ title: SECRET_WORDS, content: SECRET_WORDS, place: '' })
    expect(JSON.stringify(seen)).not.toContain(mark)
    expect((await find({ keyword: `${mark} mat` }, overseer)).total).toBe(0)
    expect((await find({ keyword: `${mark} mat` })).total).toBe(1)
    expect((await find({ keyword: ticket.code ?? '' }, overseer)).items[0]?.title).toBe(SECRET_WORDS)
    expect(await service.mayHearRecordings(ticket.id, overseer)).toBe(false)
    expect(await service.mayHearRecordings(ticket.id, lan)).toBe(true)
  })

  it('do not learn who hides his identity', async () => {
    const ticket = await saved({ title: `${mark} ẩn danh`, reporterName: `Ẩn ${mark}`, identityHidden: true, reporterPhone: '0900 000 063' })
    const edit = petition({ title: `${mark} ẩn danh`, reporterName: `Khác ${mark}`, identityHidden: true, reporterPhone: '0900 000 063' })
    await service.saveTicket(ticket.id, { version: 1, form: edit }, lan)
    const seen = await service.get(ticket.id, overseer)
    expect(seen.form.reporterName).toBe(HIDDEN_IDENTITY_WORDS)
    expect(seen.history.find((row) => row.field === 'Người gửi')?.oldValue).toBe(HIDDEN_IDENTITY_WORDS)
    expect((await find({ keyword: '0900000063' }, overseer)).total).toBe(0)
    expect((await find({ keyword: '0900000063' })).total).toBe(1)
  })
})

describe('calls', () => {
  const number = '+84900000077'
  const call = (more: object) =>
    db.call.create({
      data: { id: randomUUID(), serverId: 's', channelId: randomUUID(), callerNumber: number, hotlineNumber: '1022', arrivedAt: clock.at, ...more },
    })

  it('stand on the ticket’s page with agent, time talked and recording', async () => {
    const ticket = await saved({ reporterPhone: '0900 000 078' })
    const { id: callId } = await call({
      callerNumber: null,
      ticketId: ticket.id,
      agentId: lan.personId,
      answeredAt: clock.at,
      endedAt: clock.at,
      outcome: 'answered',
      talkMs: 61_600,
    })
    const recording = await db.recording.create({ data: { id: randomUUID(), callId, path: `${callId}.wav`, startedAt: clock.at, durationMs: 65_000 } })
    const lines = { callId, reports: 3, updatedAt: clock.at, packetsReceived: 990, packetsLost: 10, worstLossPercent: 5, worstJitterMs: 12 }
    await db.callQuality.create({ data: { ...lines, channelId: 'caller', side: 'caller' } })
    await db.callQuality.create({ data: { ...lines, packetsLost: 0, channelId: 'leg', side: 'agent', worstRoundTripMs: 80, worstJitterMs: 3 } })
    const seen = await service.get(ticket.id, overseer)
    expect(seen.calls).toEqual([
      {
        id: callId,
        arrivedAt: clock.at.toISOString(),
        endedAt: clock.at.toISOString(),
        outcome: 'answered',
        agentName: lan.name,
        talkSeconds: 62,
        quality: { lossPercent: 1, jitterMs: 12, roundTripMs: 80 },
        rating: null,
        ratingAsked: false,
        direction: 'in',
        branch: null,
        disposition: null,
        monitored: [],
        recording: { id: recording.id, durationMs: 65_000, url: `/api/recordings/${recording.id}/audio`, removedAt: null, held: false },
      },
    ])
    await db.ticket.update({ where: { id: ticket.id }, data: { stateSecret: true } })
    expect((await service.get(ticket.id, overseer)).calls[0]?.recording).toBeNull()
  })

  it('and tickets of a number make the caller’s card; state secrets are not named on it', async () => {
    const first = new Date('2025-03-01T02:00:00.000Z')
    const open = await saved({ reporterPhone: '0900 000 077', title: 'Đèn đường làng Plei Kép tắt', reporterEmail: 'loan@example.vn' })
    const secret = await saved({ reporterPhone: '+84900000077', title: 'Chuyện mật', stateSecret: true })
    const done = await saved({ reporterPhone: '84900000077', title: 'Thẻ bảo hiểm trẻ em' })
    await db.ticket.update({ where: { id: done.id }, data: { status: 'completed', progress: 'late' } })
    const own = randomUUID()
    await openCall(own, { ...emptyTicketForm, reporterPhone: '0900 000 077', title: 'Đang gõ' })
    await call({ arrivedAt: first, endedAt: first, outcome: 'abandoned' })
    await call({ answeredAt: clock.at, endedAt: clock.at, outcome: 'answered', talkMs: 82_000, ticketId: open.id })
    await call({ arrivedAt: clock.at })
    const { caller, form, prefilled } = await service.prefill(number, 'hotline', own)
    expect(caller).toMatchObject({ knowledge: 'known', number, name: "Rơ Châm H'Loan", callCount: 2, firstCallAt: first.toISOString() })
    expect(caller.openTickets.map((ticket) => ticket.id).sort()).toEqual([open.id, secret.id].sort())
    expect(caller.earlierTickets.map((ticket) => [ticket.id, ticket.progress])).toEqual([[done.id, 'late']])
    expect(caller.earlierCalls.map(({ subject, result, talkSeconds }) => ({ subject, result, talkSeconds }))).toEqual([
      { subject: 'Đèn đường làng Plei Kép tắt', result: `Lập phiếu ${open.code}`, talkSeconds: 82 },
      { subject: 'Chưa ghi phiếu', result: 'Người gọi gác máy', talkSeconds: null },
    ])
    expect(JSON.stringify({ caller, form })).not.toContain('mật"')
    expect(JSON.stringify(caller)).toContain(SECRET_WORDS)
    expect(form).toMatchObject({ reporterName: "Rơ Châm H'Loan", reporterEmail: 'loan@example.vn', title: '', content: '' })
    expect(prefilled).toEqual(['reporterName', 'reporterAddress', 'reporterEmail'])
    expect((await service.caller('0900.000.077')).openTickets.map((ticket) => ticket.id)).toContain(own)
  })

  it('of a number that gave several names are a guess', async () => {
    await saved({ reporterPhone: '0900 000 079', reporterName: 'Lê Văn Sơn' })
    clock.at = new Date(clock.at.getTime() + 60_000)
    await saved({ reporterPhone: '0900 000 079', reporterName: 'Siu Y Blơi' })
    const { caller, form, prefilled } = await service.prefill('+84900000079', 'hotline')
    expect([caller.knowledge, caller.name, form.reporterName, prefilled]).toEqual(['maybe', 'Siu Y Blơi', '', []])
  })

  it('without a number know nobody; an impossible number is said to be one', async () => {
    expect((await service.prefill(null, 'hotline')).caller).toMatchObject({ knowledge: 'unknown', callCount: 0, openTickets: [] })
    expect((await refusal(service.caller('abc'))).code).toBe('invalid-input')
  })
})

it('categories come groups first', async () => {
  const list = await service.categories()
  const firstChild = list.findIndex((item) => item.parentId !== null)
  expect(list.slice(firstChild).every((item) => item.parentId !== null)).toBe(true)
})
