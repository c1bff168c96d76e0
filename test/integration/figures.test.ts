// Figures and the calls behind them on a real PostgreSQL, over HTTP: who may read them, and that both say the same.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFigures } from '../../src/acd/figures.ts'
import { bindFigureRoutes } from '../../src/acd/figures-routes.ts'
import { type DayAgents, type DayFigures, type FigureCalls, figureNames } from '../../src/contract/board.ts'
import { endpoints } from '../../src/contract/endpoints.ts'
import type { Role } from '../../src/contract/values.ts'
import { createDirectoryService } from '../../src/directory/service.ts'
import type { Database } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { startTestDatabase, startTestRedis, type TestDatabase, type TestRedis } from '../harness/database.ts'
import { HttpClient } from '../harness/desk-client.ts'
import { addPerson, startWeb, type TestPerson, type TestWeb } from '../harness/web.ts'

/** 14:32 in Gia Lai. */
const clock = { at: new Date('2026-11-18T07:32:00.000Z'), now: () => clock.at }
const at = (time: string) => new Date(`2026-11-18T${time}+07:00`)

let database: TestDatabase
let redis: TestRedis
let web: TestWeb
let agent: TestPerson
let ticketId: string
const clients = new Map<Role, HttpClient>()

beforeAll(async () => {
  ;[database, redis] = await Promise.all([startTestDatabase(), startTestRedis()])
  web = await startWeb({ database: database.url, redis: redis.url }, clock, undefined, (http, db) =>
    bindFigureRoutes(
      http,
      createFigures({
        db,
        clock,
        rules: { targetSeconds: 20, formula: 'answered-or-abandoned', shortAbandonSeconds: 5 },
        namesOf: createDirectoryService({ db, clock, logger: silentLogger }).namesOf,
      }),
    ),
  )
  agent = await addPerson(database.db, 'operator')
  for (const role of ['operator', 'supervisor', 'overseer', 'focal-point'] as const) {
    const client = new HttpClient(web.baseUrl)
    await client.signIn(await addPerson(database.db, role))
    clients.set(role, client)
  }
  await fill(database.db)
}, 120_000)
afterAll(async () => {
  await web?.stop()
  await Promise.all([database?.stop(), redis?.stop()])
})

async function fill(db: Database): Promise<void> {
  ticketId = randomUUID()
  await db.ticket.create({ data: { id: ticketId, channel: 'hotline', reportedAt: at('09:00:00') } })
  const call = (
    arrivedAt: Date,
    more: { wait?: number; ended?: number; outcome: string | null; talk?: number; number?: string | null; ticket?: boolean; rating?: number },
  ) => {
    const id = randomUUID()
    const after = (seconds: number) => new Date(arrivedAt.getTime() + seconds * 1000)
    const answered = more.wait !== undefined
    return {
      id,
      serverId: 'asterisk-1',
      channelId: `c-${id}`,
      callerNumber: more.number === undefined ? '+84900000014' : more.number,
      callerRaw: more.number === null ? 'unreadable' : '0900000014',
      callerDisplay: '',
      hotlineNumber: '1022',
      arrivedAt,
      queuedAt: more.outcome === 'out-of-hours' ? null : after(10),
      answeredAt: answered ? after(10 + (more.wait ?? 0)) : null,
      endedAt: more.outcome === null ? null : after(more.ended ?? 200),
      outcome: more.outcome,
      agentId: answered ? agent.id : null,
      talkMs: (more.talk ?? 0) * 1000,
      holdMs: answered ? 4000 : 0,
      ticketId: more.ticket ? ticketId : null,
      ratingAskedAt: more.rating ? after(more.ended ?? 200) : null,
      rating: more.rating ?? null,
    }
  }
  const first = call(at('09:10:00'), { wait: 8, outcome: 'answered', talk: 100, ticket: true, rating: 1 })
  await db.call.createMany({
    data: [
      first,
      call(at('09:59:59'), { wait: 40, outcome: 'answered', talk: 60, rating: 3 }),
      call(at('10:20:00'), { wait: 12, outcome: null, talk: 0 }),
      call(at('10:30:00'), { outcome: 'abandoned', ended: 100, number: null }),
      call(at('10:31:00'), { outcome: 'abandoned', ended: 13 }),
      call(at('11:00:00'), { outcome: 'voicemail' }),
      call(at('00:00:00'), { outcome: 'out-of-hours' }),
      // The last moment of yesterday, and the first of tomorrow.
      call(new Date(at('00:00:00').getTime() - 1), { wait: 1, outcome: 'answered' }),
      call(new Date('2026-11-18T17:00:00.000Z'), { wait: 1, outcome: 'answered' }),
    ],
  })
  const interval = (state: string, from: string, to: string, callId: string | null = null) => ({
    id: randomUUID(),
    agentId: agent.id,
    state,
    startedAt: at(from),
    endedAt: at(to),
    callId,
  })
  await db.agentInterval.createMany({
    data: [
      interval('ready', '09:00:00', '09:10:18'),
      interval('on-call', '09:10:18', '09:13:20', first.id),
      interval('wrap-up', '09:13:20', '09:14:20', first.id),
      interval('offline', '09:14:20', '09:30:00'),
    ],
  })
}

const get = <T>(role: Role, path: string) => clients.get(role)?.request<T>('GET', path) ?? Promise.reject(new Error(role))
const behind = async (figure: string, more = '', role: Role = 'supervisor') => (await get<FigureCalls>(role, `/api/figures/calls?figure=${figure}${more}`)).body

describe('the figures of today', () => {
  it('are those of Gia Lai’s day, by the rules of this installation', async () => {
    const { status, body } = await get<DayFigures>('supervisor', '/api/figures')
    expect(status).toBe(200)
    expect(endpoints.figures.response.safeParse(body).error).toBeUndefined()
    expect(body).toMatchObject({ day: '2026-11-18', asOf: clock.at.toISOString(), rules: { targetSeconds: 20, formula: 'answered-or-abandoned' } })
    expect(body.total).toMatchObject({ offered: 5, answered: 3, abandoned: 1, flowOut: 1, short: 1, outOfHours: 1, answeredInTime: 2, serviceLevel: 0.5 })
    expect(body.total).toMatchObject({ ratingAsked: 2, rated: 2, satisfied: 1, acceptable: 0, dissatisfied: 1, satisfaction: 0.5 })
    // Of the two answered calls that are over: talk 80 s, hold 4 s, wrap-up 30 s.
    expect(body.total).toMatchObject({ handled: 2, meanTalkMs: 80_000, meanHoldMs: 4_000, meanWrapUpMs: 30_000, meanHandlingMs: 114_000, meanWaitMs: 20_000 })
    expect(body.total.occupancy).toBeCloseTo(242 / (242 + 618))
  })
  it('count a call in the hour in which it arrived', async () => {
    const { body } = await get<DayFigures>('supervisor', '/api/figures')
    expect(body.hours.filter(({ offered }) => offered > 0).map(({ hour, offered, answered }) => [hour, offered, answered])).toEqual([
      [9, 2, 2],
      [10, 2, 1],
      [11, 1, 0],
    ])
  })
  it('of another day are asked for by its name', async () => {
    const { body } = await get<DayFigures>('supervisor', '/api/figures?day=2026-11-17')
    expect(body.total).toMatchObject({ offered: 1, answered: 1 })
    expect((await get('supervisor', '/api/figures?day=yesterday')).status).toBe(400)
  })
  it('follow what is written within a second', async () => {
    const before = (await get<DayFigures>('supervisor', '/api/figures')).body.total.offered
    const { id } = await database.db.call.create({
      data: {
        ...{ serverId: 'asterisk-1', channelId: 'c-late', callerRaw: '', callerDisplay: '', hotlineNumber: '1022', outcome: 'abandoned' },
        ...{ id: randomUUID(), arrivedAt: at('14:30:00'), queuedAt: at('14:30:10'), endedAt: at('14:31:00') },
      },
    })
    clock.at = new Date(clock.at.getTime() + 1000)
    expect((await get<DayFigures>('supervisor', '/api/figures')).body.total.offered).toBe(before + 1)
    await database.db.call.delete({ where: { id } })
    clock.at = new Date(clock.at.getTime() + 1000)
  })
})

describe('the calls behind a figure', () => {
  it('are as many as it says, each of them', async () => {
    const { total } = (await get<DayFigures>('supervisor', '/api/figures')).body
    const said = {
      ...{ offered: total.offered, answered: total.answered, 'in-time': total.answeredInTime, abandoned: total.abandoned, 'flow-out': total.flowOut },
      ...{
        short: total.short,
        'out-of-hours': total.outOfHours,
        handled: total.handled,
        longest: total.offered,
        rated: total.rated,
        dissatisfied: total.dissatisfied,
      },
    }
    for (const figure of figureNames) expect([figure, (await behind(figure)).total]).toEqual([figure, said[figure]])
  })
  it('say who called, how long he waited, who answered and where it is written', async () => {
    const list = await behind('answered', '&hour=9')
    expect(endpoints.figureCalls.response.safeParse(list).error).toBeUndefined()
    expect(list.items).toMatchObject([
      { waitMs: 40_000, inTime: false, talkMs: 60_000, ticketId: null },
      { waitMs: 8_000, inTime: true, talkMs: 100_000, holdMs: 4_000, wrapUpMs: 60_000, number: '+84900000014', ticketId, outcome: 'answered' },
    ])
    expect(list.items[0]?.agentName).toMatch(/^Người/)
  })
  it('say how the operator was rated', async () => {
    expect((await behind('rated')).items.map(({ rating }) => rating)).toEqual([3, 1])
    expect((await behind('dissatisfied')).items.map(({ rating }) => rating)).toEqual([3])
  })
  it('come by pages, the newest first, the longest wait first where that is asked', async () => {
    expect(await behind('offered', '&pageSize=2&page=3')).toMatchObject({ total: 5, page: 3, items: [{ arrivedAt: at('09:10:00').toISOString() }] })
    const waits = (await behind('longest')).items.map(({ waitMs }) => waitMs)
    expect(waits).toEqual([...waits].sort((a, b) => b - a))
  })
  it('hide the callers’ numbers from those who only watch over the service', async () => {
    const numbers = (await behind('offered', '', 'overseer')).items.map(({ number }) => number)
    expect(new Set(numbers)).toEqual(new Set(['0900 ••• •14', null]))
    // The supervisor sees even what could not be read as a number.
    expect((await behind('abandoned')).items.map(({ number }) => number)).toEqual(['unreadable'])
  })
})

describe('figures by operator', () => {
  it('are of the same day and the same calls, and their list is his', async () => {
    const { status, body } = await get<DayAgents>('supervisor', '/api/figures/agents')
    expect(status).toBe(200)
    expect(endpoints.agentFigures.response.safeParse(body).error).toBeUndefined()
    expect(body.agents).toMatchObject([{ agentId: agent.id, answered: 3, handled: 2, talkMs: 160_000, wrapUpMs: 60_000, satisfied: 1, dissatisfied: 1 }])
    expect(body.agents[0]?.name).toMatch(/^Người/)
    expect((await behind('answered', `&agentId=${agent.id}`)).total).toBe(3)
    expect((await behind('answered', `&agentId=${randomUUID()}`)).total).toBe(0)
  })
})

describe('the calls as a file', () => {
  const file = async (role: Role, query = 'figure=offered') => {
    const answer = await fetch(`${web.baseUrl}/api/figures/calls.csv?${query}`, { headers: { cookie: clients.get(role)?.cookie ?? '' } })
    return { status: answer.status, head: answer.headers, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer()) }
  }
  it('has as many rows as the figure says, opens in Excel, and hides numbers where they are hidden', async () => {
    const { head, text } = await file('supervisor')
    expect(head.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(head.get('content-disposition')).toBe('attachment; filename="cuoc-goi-2026-11-18-offered.csv"')
    expect(text.startsWith('\uFEFFĐến lúc,')).toBe(true)
    expect(text.trim().split('\r\n')).toHaveLength(1 + 5)
    expect(text).toContain('0900 000 014')
    expect((await file('supervisor', 'figure=offered&hour=9')).text.trim().split('\r\n')).toHaveLength(1 + 2)
    const masked = (await file('overseer')).text
    expect(masked).toContain('0900 ••• •14')
    expect(masked).not.toContain('0900 000 014')
    expect((await file('operator')).status).toBe(403)
  })
})

describe('access', () => {
  it.each(['/api/figures', '/api/figures/agents', '/api/figures/calls?figure=offered', '/api/figures/calls.csv?figure=offered'])(
    '%s is for supervisors and overseers alone',
    async (path) => {
      expect((await new HttpClient(web.baseUrl).request('GET', path)).status).toBe(401)
      for (const role of ['operator', 'focal-point'] as const) expect([role, (await get(role, path)).status]).toEqual([role, 403])
      for (const role of ['supervisor', 'overseer'] as const) expect([role, (await get(role, path)).status]).toEqual([role, 200])
    },
  )
})

it.each([
  ['a fourth rating', { rating: 4, ratingAskedAt: new Date() }],
  ['a rating nobody was asked for', { rating: 1 }],
])('the database refuses %s', async (_, data) => {
  const { id } = await database.db.call.findFirstOrThrow({ where: { outcome: 'abandoned' }, select: { id: true } })
  await expect(database.db.call.update({ where: { id }, data })).rejects.toThrow('call_rating')
})

it('both questions are answered by an index, among many calls', async () => {
  const plan = async (query: string) => {
    const rows = await database.db.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${query}`)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }
  await database.db.$executeRaw`
    INSERT INTO call (id, server_id, channel_id, hotline_number, arrived_at)
    SELECT gen_random_uuid(), 'asterisk-1', 'many-' || n, '1022', timestamptz '2025-01-01' + n * interval '10 minutes' FROM generate_series(1, 20000) AS n`
  await database.db.$executeRaw`
    INSERT INTO agent_interval (id, agent_id, state, started_at, ended_at)
    SELECT gen_random_uuid(), ${agent.id}::uuid, 'ready', timestamptz '2025-01-01' + n * interval '10 minutes', timestamptz '2025-01-01' + (n + 1) * interval '10 minutes'
    FROM generate_series(1, 20000) AS n`
  await database.db.$executeRaw`ANALYZE call, agent_interval`
  const day = `>= '2025-03-01T17:00:00Z'`
  const end = `< '2025-03-02T17:00:00Z'`
  expect(await plan(`SELECT id FROM call WHERE arrived_at ${day} AND arrived_at ${end}`)).toContain('call_arrived_at_idx')
  expect(await plan(`SELECT id FROM agent_interval WHERE started_at ${day} AND started_at ${end} AND state IN ('ready', 'on-call')`)).toContain(
    'agent_interval_started_at_idx',
  )
})
