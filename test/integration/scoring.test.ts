// Quality scoring on a real PostgreSQL, over HTTP: forms in versions, drafts, gradings that nobody changes, not even the database's owner by mistake.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { endpoints } from '../../src/contract/endpoints.ts'
import { criteriaOf } from '../../src/contract/score-rules.ts'
import type { CallToScore, OwnScores, ScoreAnswers, ScoringForm, ScoringList, ScoringSummary } from '../../src/contract/scoring.ts'
import { createDirectoryService } from '../../src/directory/service.ts'
import type { Database } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { bindScoringRoutes } from '../../src/scoring/routes.ts'
import { createScoring } from '../../src/scoring/service.ts'
import { startTestDatabase, startTestRedis, type TestDatabase, type TestRedis } from '../harness/database.ts'
import { HttpClient } from '../harness/desk-client.ts'
import { addPerson, startWeb, type TestPerson, type TestWeb } from '../harness/web.ts'

/** 14:32 in Gia Lai. */
const clock = { at: new Date('2026-11-18T07:32:00.000Z'), now: () => clock.at }
const at = (time: string, day = '2026-11-18') => new Date(`${day}T${time}+07:00`)

let database: TestDatabase
let redis: TestRedis
let web: TestWeb
let db: Database
const people: Record<string, TestPerson> = {}
const clients: Record<string, HttpClient> = {}
/** Tickets whose recordings nobody may hear. */
const unheard = new Set<string>()

beforeAll(async () => {
  ;[database, redis] = await Promise.all([startTestDatabase(), startTestRedis()])
  db = database.db
  web = await startWeb({ database: database.url, redis: redis.url }, clock, undefined, (http, own) =>
    bindScoringRoutes(
      http,
      createScoring({
        db: own,
        clock,
        mayHear: async (ticketId) => ticketId === null || !unheard.has(ticketId),
        namesOf: createDirectoryService({ db: own, clock, logger: silentLogger }).namesOf,
      }),
    ),
  )
  const roles = { an: 'operator', binh: 'operator', boss: 'supervisor', other: 'supervisor', admin: 'administrator' } as const
  for (const [name, role] of Object.entries(roles)) {
    const person = await addPerson(db, role)
    const client = new HttpClient(web.baseUrl)
    await client.signIn(person)
    people[name] = person
    clients[name] = client
  }
}, 120_000)
afterAll(async () => {
  await web?.stop()
  await Promise.all([database?.stop(), redis?.stop()])
})

const idOf = (name: string): string => people[name]?.id ?? ''
const send = <T>(who: string, method: string, path: string, body?: unknown) =>
  clients[who]?.request<T>(method, path, body) ?? Promise.reject(new Error(`nobody is called ${who}`))

interface Made {
  agent?: string
  /** Who had it before. */
  before?: string
  arrived?: Date
  recorded?: boolean
  ticketId?: string
  ended?: boolean
  rating?: number
}
async function call({ agent = 'an', before, arrived = at('09:00:00'), recorded = true, ticketId, ended = true, rating }: Made = {}): Promise<string> {
  const id = randomUUID()
  const after = (seconds: number) => new Date(arrived.getTime() + seconds * 1000)
  if (ticketId) await db.ticket.create({ data: { id: ticketId, channel: 'hotline', reportedAt: arrived } })
  await db.call.create({
    data: {
      ...{ id, serverId: 'asterisk-1', channelId: `c-${id}`, callerNumber: '+84900000014', hotlineNumber: '1022', arrivedAt: arrived, queuedAt: after(1) },
      ...{ answeredAt: after(5), endedAt: ended ? after(200) : null, outcome: ended ? 'answered' : null, agentId: idOf(agent), talkMs: 180_000 },
      ...(ticketId ? { ticketId } : {}),
      ...(rating ? { rating, ratingAskedAt: after(190) } : {}),
    },
  })
  for (const [n, name] of [before, agent].entries())
    if (name)
      await db.agentInterval.create({
        data: { id: randomUUID(), agentId: idOf(name), state: 'on-call', startedAt: after(5 + n), endedAt: after(6 + n), callId: id },
      })
  if (recorded) await db.recording.create({ data: { id: randomUUID(), callId: id, path: `${id}.wav`, startedAt: arrived, durationMs: 195_000 } })
  return id
}
const form = async () => (await send<ScoringForm>('boss', 'GET', '/api/scoring/form')).body
const fullAnswers = (of: ScoringForm, share = 1): ScoreAnswers =>
  Object.fromEntries(criteriaOf(of.content).map(({ id, max, critical }) => [id, { points: critical ? max : Math.floor(max * share), comment: '' }]))
const bodyOf = async (more: object = {}) => {
  const present = await form()
  return { agentId: idOf('an'), formVersion: present.version, answers: fullAnswers(present), comment: 'Tốt', replacesId: null, ...more }
}
const read = async (id: string, who = 'boss') => (await send<CallToScore>(who, 'GET', `/api/scoring/calls/${id}`)).body
const list = async (more = '', who = 'boss') =>
  (await send<ScoringList>(who, 'GET', `/api/scoring/calls?from=2026-11-18&to=2026-11-18&pageSize=100${more}`)).body
const has = (found: ScoringList, callId: string, agent = 'an') => found.items.some((item) => item.callId === callId && item.agentId === idOf(agent))

describe('a call', () => {
  test('is offered, begun, graded, and seen by its operator with every comment', async () => {
    const id = await call({ rating: 3 })
    expect(endpoints.scoringCalls.response.safeParse(await list()).error).toBeUndefined()
    expect(has(await list(), id)).toBe(true)
    expect(has(await list('&rating=3'), id)).toBe(true)
    expect(has(await list('&rating=1'), id)).toBe(false)
    expect(has(await list(`&agentId=${idOf('binh')}`), id)).toBe(false)
    const opened = await read(id)
    expect(endpoints.callToScore.response.safeParse(opened).error).toBeUndefined()
    expect(opened).toMatchObject({ own: false, agents: [{ id: idOf('an') }], drafts: [], gradings: [], recordings: [{ durationMs: 195_000 }] })

    const some = await bodyOf({ answers: { chao: { points: 3, comment: 'Quên xưng tên' } } })
    expect((await send('boss', 'PUT', `/api/scoring/calls/${id}/draft`, some)).status).toBe(200)
    expect((await send('boss', 'PUT', `/api/scoring/calls/${id}/draft`, { ...some, comment: 'Đang nghe' })).status).toBe(200)
    expect((await read(id)).drafts).toMatchObject([{ comment: 'Đang nghe', answers: { chao: { points: 3 } } }])
    // Nobody else sees it, and it takes the call from nobody.
    expect((await read(id, 'other')).drafts).toEqual([])
    expect(has(await list('&state=draft'), id)).toBe(true)
    expect(has(await list('&state=draft', 'other'), id)).toBe(false)
    expect((await send<OwnScores>('an', 'GET', '/api/scoring/own')).body.total).toBe(0)

    const missing = await send<{ fields: object }>('boss', 'POST', `/api/scoring/calls/${id}/grading`, some)
    expect(missing).toMatchObject({ status: 400, body: { fields: { 'answers.ton-trong': 'Chưa chấm' } } })
    const whole = await bodyOf({ answers: { ...fullAnswers(await form()), chao: { points: 3, comment: 'Quên xưng tên' } } })
    const graded = await send<CallToScore>('boss', 'POST', `/api/scoring/calls/${id}/grading`, whole)
    expect(graded).toMatchObject({ status: 200, body: { drafts: [], gradings: [{ percent: 96, passed: true, failedCritical: false, comment: 'Tốt' }] } })
    // The answer was lost and the page sends it again.
    expect((await send('boss', 'POST', `/api/scoring/calls/${id}/grading`, whole)).status).toBe(200)
    expect((await read(id)).gradings).toHaveLength(1)
    // A save that was on its way leaves no draft behind what is graded.
    expect((await send('boss', 'PUT', `/api/scoring/calls/${id}/draft`, some)).status).toBe(409)
    expect((await read(id)).drafts).toEqual([])
    expect((await send('boss', 'PUT', `/api/scoring/calls/${await call({ ended: false })}/draft`, some)).status).toBe(409)
    expect(has(await list(), id)).toBe(false)
    expect(has(await list('&state=graded'), id)).toBe(true)

    const own = (await send<OwnScores>('an', 'GET', '/api/scoring/own')).body
    expect(endpoints.ownScores.response.safeParse(own).error).toBeUndefined()
    expect(own).toMatchObject({ total: 1, unread: 1, meanPercent: 96 })
    expect(own.items[0]).toMatchObject({
      call: { number: '+84900000014', recordings: [{ durationMs: 195_000 }] },
      grading: { percent: 96, answers: { chao: { points: 3, comment: 'Quên xưng tên' } }, reply: null },
    })
    expect((await send<OwnScores>('binh', 'GET', '/api/scoring/own')).body.total).toBe(0)
  })

  test('that was passed on is scored for each operator by himself', async () => {
    const id = await call({ agent: 'binh', before: 'an' })
    expect((await read(id)).agents.map((one) => one.id).sort()).toEqual([idOf('an'), idOf('binh')].sort())
    expect((await send('boss', 'POST', `/api/scoring/calls/${id}/grading`, await bodyOf())).status).toBe(200)
    expect(has(await list(), id, 'an')).toBe(false)
    expect(has(await list(), id, 'binh')).toBe(true)
    expect((await send('boss', 'POST', `/api/scoring/calls/${id}/grading`, await bodyOf({ agentId: idOf('binh') }))).status).toBe(200)
    expect((await read(id)).gradings).toHaveLength(2)
  })

  test('is nobody’s who only tried to reach the citizen before: who is heard is told by the recording’s segments', async () => {
    const id = await call({ agent: 'binh', before: 'an' })
    await db.recordingSegment.create({ data: { callId: id, seq: 3, at: at('09:00:05'), kind: 'talk', agentId: idOf('binh') } })
    expect((await read(id)).agents.map((one) => one.id)).toEqual([idOf('binh')])
    expect(has(await list(), id, 'an')).toBe(false)
    expect(has(await list(), id, 'binh')).toBe(true)
    expect((await send('boss', 'POST', `/api/scoring/calls/${id}/grading`, await bodyOf())).status).toBe(404)
  })

  test('without a recording, still going on, or of a ticket nobody may hear, is not offered or not opened', async () => {
    expect(has(await list(), await call({ recorded: false }))).toBe(false)
    const on = await call({ ended: false })
    expect(has(await list(), on)).toBe(false)
    expect((await send('boss', 'GET', `/api/scoring/calls/${on}`)).status).toBe(409)
    const ticketId = randomUUID()
    unheard.add(ticketId)
    expect((await send('boss', 'GET', `/api/scoring/calls/${await call({ ticketId })}`)).status).toBe(404)
    expect((await send('boss', 'GET', `/api/scoring/calls/${randomUUID()}`)).status).toBe(404)
  })

  test('is drawn by chance, so many of each operator', async () => {
    const day = '2026-11-10'
    for (let n = 0; n < 6; n += 1) await call({ agent: n % 2 ? 'an' : 'binh', arrived: at(`1${n}:00:00`, day) })
    const drawn = async (seed: string) =>
      (await send<ScoringList>('boss', 'GET', `/api/scoring/calls?from=${day}&to=${day}&sample=1&seed=${seed}`)).body.items.map(({ callId }) => callId)
    expect(await drawn('a')).toHaveLength(2)
    expect(await drawn('a')).toEqual(await drawn('a'))
  })
})

describe('a grading', () => {
  test('is never changed: the service, the database and a second supervisor are refused', async () => {
    const id = await call()
    expect((await send('boss', 'POST', `/api/scoring/calls/${id}/grading`, await bodyOf())).status).toBe(200)
    const [grading] = (await read(id)).gradings
    const second = await send<{ message: string }>('other', 'POST', `/api/scoring/calls/${id}/grading`, await bodyOf({ comment: 'Khác' }))
    expect(second).toMatchObject({ status: 409 })
    const where = { where: { id: grading?.id ?? '' } }
    await expect(db.callScore.update({ ...where, data: { comment: 'Sửa lén' } })).rejects.toThrow('never changed')
    await expect(db.callScore.update({ ...where, data: { state: 'draft', gradedAt: null, permille: null, passed: null } })).rejects.toThrow('never changed')
    await expect(db.callScore.delete(where)).rejects.toThrow('never changed')
    await expect(db.$executeRaw`TRUNCATE call_score CASCADE`).rejects.toThrow('append-only')
    await expect(db.scoringForm.update({ where: { version: 1 }, data: { reason: 'Sửa lén' } })).rejects.toThrow('append-only')
    expect((await read(id)).gradings).toMatchObject([{ id: grading?.id, comment: 'Tốt' }])
  })

  test('of two supervisors at once is one', async () => {
    const id = await call()
    const answers = await Promise.all(
      ['boss', 'other'].map(async (who) => (await send(who, 'POST', `/api/scoring/calls/${id}/grading`, await bodyOf({ comment: `Của ${who}` }))).status),
    )
    expect(answers.sort()).toEqual([200, 409])
    expect((await read(id)).gradings).toHaveLength(1)
  })

  test('is corrected by another that names it; both are kept, one counts', async () => {
    const id = await call()
    await send('boss', 'POST', `/api/scoring/calls/${id}/grading`, await bodyOf())
    const [first] = (await read(id)).gradings
    const again = await bodyOf({ replacesId: first?.id, answers: fullAnswers(await form(), 0.4), comment: '' })
    expect(await send('other', 'POST', `/api/scoring/calls/${id}/grading`, again)).toMatchObject({
      status: 400,
      body: { fields: { comment: 'Ghi lý do chấm lại' } },
    })
    const before = (await send<OwnScores>('an', 'GET', '/api/scoring/own')).body.total
    clock.at = new Date(clock.at.getTime() + 60_000)
    expect((await send('other', 'POST', `/api/scoring/calls/${id}/grading`, { ...again, comment: 'Nghe lại đoạn cuối' })).status).toBe(200)
    const gradings = (await read(id)).gradings
    expect(gradings.map(({ percent, replacesId, replacedById }) => [percent, replacesId, replacedById])).toEqual([
      [40, first?.id, null],
      [100, null, gradings[0]?.id],
    ])
    expect((await send<OwnScores>('an', 'GET', '/api/scoring/own')).body.total).toBe(before)
    expect((await send<OwnScores>('an', 'GET', '/api/scoring/own')).body.total).toBe(before)
    // One correction of a grading; a further one is of the correction.
    expect((await send('boss', 'POST', `/api/scoring/calls/${id}/grading`, { ...again, comment: 'Lần nữa' })).status).toBe(409)
    const other = await call()
    expect((await send('boss', 'POST', `/api/scoring/calls/${other}/grading`, { ...again, comment: 'Của cuộc khác' })).status).toBe(404)
    const row = { callId: other, agentId: idOf('an'), scorerId: idOf('boss'), formVersion: 1, answers: {}, createdAt: clock.at, updatedAt: clock.at }
    await expect(db.callScore.create({ data: { id: randomUUID(), ...row, replacesId: first?.id ?? '' } })).rejects.toThrow()
  })

  test('fails as a whole for one critical thing, which must be told', async () => {
    const id = await call()
    const answers = { ...fullAnswers(await form()), 'bi-mat': { points: 0, comment: '' } }
    const untold = await send('boss', 'POST', `/api/scoring/calls/${id}/grading`, await bodyOf({ answers }))
    expect(untold).toMatchObject({ status: 400, body: { fields: { 'answers.bi-mat': 'Ghi rõ vi phạm ở đâu' } } })
    const told = await bodyOf({ answers: { ...answers, 'bi-mat': { points: 0, comment: 'Đọc số của người khác ở phút 02:10' } } })
    expect((await send<CallToScore>('boss', 'POST', `/api/scoring/calls/${id}/grading`, told)).body.gradings).toMatchObject([
      { percent: 0, passed: false, failedCritical: true },
    ])
  })

  test('is never the supervisor’s own, nor of somebody who did not talk', async () => {
    const own = await call({ agent: 'boss' })
    expect(await read(own)).toMatchObject({ own: true, agents: [] })
    expect((await send('boss', 'POST', `/api/scoring/calls/${own}/grading`, await bodyOf({ agentId: idOf('boss') }))).status).toBe(403)
    expect((await send('other', 'POST', `/api/scoring/calls/${own}/grading`, await bodyOf({ agentId: idOf('boss') }))).status).toBe(200)
    const shared = await call({ agent: 'an', before: 'boss' })
    expect((await send('boss', 'POST', `/api/scoring/calls/${shared}/grading`, await bodyOf())).status).toBe(403)
    expect((await send('boss', 'POST', `/api/scoring/calls/${await call()}/grading`, await bodyOf({ agentId: idOf('binh') }))).status).toBe(404)
    const row = { callId: own, agentId: idOf('boss'), scorerId: idOf('boss'), formVersion: 1, answers: {}, createdAt: clock.at, updatedAt: clock.at }
    await expect(db.callScore.create({ data: { id: randomUUID(), ...row } })).rejects.toThrow('call_score_not_own')
  })

  it('takes nothing that does not fit the form', async () => {
    const id = await call()
    for (const answers of [
      { chao: { points: 6, comment: '' } },
      { chao: { points: 2.5, comment: '' } },
      { nothing: { points: 1, comment: '' } },
      { chao: { points: null, comment: '' } },
    ])
      expect((await send('boss', 'PUT', `/api/scoring/calls/${id}/draft`, await bodyOf({ answers }))).status).toBe(400)
    expect((await send('boss', 'PUT', `/api/scoring/calls/${id}/draft`, await bodyOf({ formVersion: 99 }))).status).toBe(404)
    expect((await read(id)).drafts).toEqual([])
  })
})

describe('the operator', () => {
  test('acknowledges or answers his own grading, once', async () => {
    const id = await call({ agent: 'binh' })
    await send('boss', 'POST', `/api/scoring/calls/${id}/grading`, await bodyOf({ agentId: idOf('binh') }))
    const [grading] = (await read(id)).gradings
    const path = `/api/scoring/gradings/${grading?.id}/reply`
    expect((await send('an', 'POST', path, { text: 'Không phải của tôi' })).status).toBe(404)
    const unread = (await send<OwnScores>('binh', 'GET', '/api/scoring/own')).body.unread
    expect((await send('binh', 'POST', path, { text: 'Cảm ơn anh, em sẽ xưng tên' })).status).toBe(204)
    expect((await send('binh', 'POST', path, { text: 'Cảm ơn anh, em sẽ xưng tên' })).status).toBe(204)
    expect((await send('binh', 'POST', path, { text: 'Lời khác' })).status).toBe(409)
    expect((await read(id)).gradings).toMatchObject([{ reply: { text: 'Cảm ơn anh, em sẽ xưng tên' } }])
    expect((await send<OwnScores>('binh', 'GET', '/api/scoring/own')).body.unread).toBe(unread - 1)
    await expect(db.callScoreReply.update({ where: { scoreId: grading?.id ?? '' }, data: { text: 'Sửa' } })).rejects.toThrow('append-only')
  })
  it('scores nobody, and sees no list', async () => {
    const id = await call({ agent: 'binh' })
    for (const who of ['an', 'admin']) {
      expect((await send(who, 'GET', '/api/scoring/calls?from=2026-11-18&to=2026-11-18')).status).toBe(403)
      expect((await send(who, 'POST', `/api/scoring/calls/${id}/grading`, await bodyOf({ agentId: idOf('binh') }))).status).toBe(403)
      expect((await send(who, 'GET', '/api/scoring/summary?from=2026-11-18&to=2026-11-18')).status).toBe(403)
    }
  })
})

describe('the form', () => {
  test('is saved as a new version; what was graded, and a draft that was begun, keep theirs', async () => {
    const [graded, begun] = [await call(), await call()]
    const old = await form()
    await send('boss', 'POST', `/api/scoring/calls/${graded}/grading`, await bodyOf())
    await send('boss', 'PUT', `/api/scoring/calls/${begun}/draft`, await bodyOf())
    const content = structuredClone(old.content)
    content.sections[0]?.criteria.push({ id: 'moi', text: 'Tiêu chí mới', help: '', max: 5, weight: 10, critical: false, mayBeNotApplicable: false })
    const save = (who: string, version: number) => send<ScoringForm>(who, 'PUT', '/api/scoring/form', { version, content, reason: 'Thêm tiêu chí' })
    expect((await save('an', old.version)).status).toBe(403)
    expect(await save('admin', old.version)).toMatchObject({ status: 200, body: { version: old.version + 1, reason: 'Thêm tiêu chí' } })
    expect((await save('boss', old.version)).status).toBe(409)
    expect((await read(graded)).gradings[0]?.form.version).toBe(old.version)
    expect(await read(begun)).toMatchObject({ form: { version: old.version + 1 }, drafts: [{ form: { version: old.version } }] })
    expect(
      (await send('boss', 'POST', `/api/scoring/calls/${begun}/grading`, await bodyOf({ formVersion: old.version, answers: fullAnswers(old) }))).status,
    ).toBe(200)
  })
  it('that is broken is refused with the field', async () => {
    const now = await form()
    const content = structuredClone(now.content)
    Object.assign(content.sections[0]?.criteria[0] ?? {}, { weight: 0 })
    const answer = await send<{ fields: object }>('boss', 'PUT', '/api/scoring/form', { version: now.version, content, reason: 'x' })
    expect(answer).toMatchObject({ status: 400, body: { fields: { 'content.sections.0.criteria.0.weight': 'Trọng số từ 1 đến 100' } } })
  })
})

test('means of a period count what counts, by operator and criterion', async () => {
  const { status, body } = await send<ScoringSummary>('boss', 'GET', '/api/scoring/summary?from=2026-11-18&to=2026-11-18')
  expect(status).toBe(200)
  expect(endpoints.scoringSummary.response.safeParse(body).error).toBeUndefined()
  const counted = await db.callScore.count({ where: { state: 'graded', correctedBy: { none: { state: 'graded' } } } })
  expect(body.graded).toBe(counted)
  expect(body.agents.reduce((all, { graded }) => all + graded, 0)).toBe(counted)
  expect(body.criteria.find(({ id }) => id === 'chao')?.scored).toBe(counted)
  expect((await send<ScoringSummary>('boss', 'GET', '/api/scoring/summary?from=2026-11-01&to=2026-11-02')).body).toMatchObject({
    graded: 0,
    meanPercent: null,
    agents: [],
  })
  expect((await send('boss', 'GET', '/api/scoring/summary?from=2026-11-18&to=2026-11-17')).status).toBe(400)
})
