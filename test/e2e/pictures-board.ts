// Takes the pictures of the live board from the running system: `node test/e2e/pictures-board.ts`.
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { criteriaOf, scoreOf } from '../../src/contract/score-rules.ts'
import { ScoringFormContent } from '../../src/contract/scoring.ts'
import { createDatabase, type Database } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { openBrowser, signIn } from '../harness/browser.ts'
import { closeOperators, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dial, type SipCaller } from '../sip/caller.ts'

const folder = path.resolve(import.meta.dirname, '../../docs/pictures')
mkdirSync(folder, { recursive: true })
const platform = await startPlatform({ WRAPUP_SECONDS: '5', GREETING: 'off' })
const browser = await openBrowser(1300)
const operators = await openOperators(platform, 8)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
try {
  await fillDay(platform)
  const talking: SipCaller[] = []
  const call = async (last: string) => dial({ sipPort: platform.sipPort, from: `0900000${last}` })
  for (const { desk, phone } of operators.slice(0, 5)) {
    await desk.send('agent:ready', {})
    talking.push(await call(['014', '061', '027', '045', '072'][talking.length] ?? '019'))
    await (await phone.incoming()).answer()
  }
  await operators[5]?.desk.send('agent:pause', { reason: 'meal' })
  const held = operators[3]?.desk
  const heldCall = await held?.wait('call:pop')
  if (heldCall) await held?.send('call:hold', { callId: heldCall.call.callId })
  const waiting = [await call('046')]
  await pause(26_000)
  waiting.push(await call('052'), await call('077'))
  // One finishes his ticket and takes his time, at another it rings.
  await talking[4]?.hangup()
  await operators[4]?.desk.wait('agent:state', ({ state }) => state === 'wrap-up')
  await operators[4]?.desk.send('wrapup:extend', {})
  await pause(7_000)
  await operators[6]?.desk.send('agent:ready', {})
  await pause(700)

  const shoot = async (page: Page, name: string) => {
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
  }
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('supervisor'))
  await page.goto('/giam-sat')
  await page.getByTestId('board-call').first().waitFor()
  await page.getByTestId('figures-as-of').waitFor()
  await shoot(page, 'board')
  // His own telephone registers a moment after the page is there.
  for (let tries = 0; tries < 20 && (await page.getByTestId('monitor-own').count()) === 0; tries++) {
    await page.getByTestId('monitor-listen').first().click()
    await pause(500)
  }
  await page.locator('[data-testid="monitor-own"][data-on="true"]').waitFor()
  await pause(6_000)
  await shoot(page, 'board-listening')
  await page.getByTestId('monitor-stop').click()
  await page.goto('/giam-sat?xem=abandoned')
  await page.getByTestId('behind-row').first().waitFor()
  await pause(400)
  await shoot(page, 'board-calls')
  const wall = await browser.newPage(platform.baseUrl, { width: 1920, height: 1080 })
  await signIn(wall, platform.login('supervisor'))
  await wall.goto('/giam-sat/man-hinh-lon')
  await wall.getByTestId('wall-agent').first().waitFor()
  await wall.locator('.hour-chart').waitFor()
  await wall.mouse.move(900, 1079)
  await shoot(wall, 'board-wall')
  const dark = await browser.newPage(platform.baseUrl, { theme: 'dark' })
  await signIn(dark, platform.login('supervisor'))
  await dark.goto('/giam-sat')
  await dark.getByTestId('board-call').first().waitFor()
  await dark.getByTestId('figures-as-of').waitFor()
  await shoot(dark, 'board-dark')
  const phone = await browser.newPage(platform.baseUrl, { width: 390, height: 844 })
  await signIn(phone, platform.login('supervisor'))
  await phone.goto('/giam-sat')
  await phone.getByTestId('board-call').first().waitFor()
  await phone.getByTestId('figures-as-of').waitFor()
  await shoot(phone, 'board-phone')
  await shootScoring(shoot)
  for (const caller of [...talking, ...waiting]) await caller.hangup()
} finally {
  closeOperators(operators)
  for (const { phone } of operators) await phone.close()
  await browser.close()
  await platform.stop()
}

/** Quality scoring and the figures by operator, wide and narrow. */
async function shootScoring(shoot: (page: Page, name: string) => Promise<void>): Promise<void> {
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  // The call that really was recorded.
  const recorded = await db.recording.findFirst({ where: { durationMs: { gt: 5_000 } }, select: { callId: true } })
  await db.$disconnect()
  const pages = [
    ['scoring-list', '/cham-diem', 'scoring-row'],
    ['scoring', `/cham-diem/cuoc/${recorded?.callId}`, 'player'],
    ['scoring-results', '/cham-diem/ket-qua', 'summary-agent'],
    ['scoring-form', '/cham-diem/bieu-mau', 'form-editor'],
    ['agent-figures', '/giam-sat/nhan-vien', 'agent-figures'],
  ] as const
  for (const [look, suffix] of [
    [{}, ''],
    [{ width: 390, height: 844 }, '-phone'],
    [{ theme: 'dark' }, '-dark'],
  ] as const) {
    const page = await browser.newPage(platform.baseUrl, look)
    await signIn(page, platform.login('supervisor'))
    for (const [name, address, ready] of pages) {
      if (suffix === '-dark' && name !== 'scoring') continue
      await page.goto(address)
      await page.getByTestId(ready).first().waitFor()
      if (name === 'scoring') {
        await page.locator('input[name="criterion-chao"]').first().focus()
        for (const key of ['4', '5', '4', '3']) await page.keyboard.press(key)
        await pause(1_200)
      }
      await shoot(page, `${name}${suffix}`)
    }
    await page.context().close()
  }
  const own = await browser.newPage(platform.baseUrl)
  await signIn(own, platform.login('operator'))
  await own.goto('/diem-cua-toi')
  await own.getByTestId('own-score').first().waitFor()
  await shoot(own, 'scoring-own')
}

/** Recordings of the day's calls, and gradings of some of them by the form there is. */
async function fillScores(db: Database, answered: readonly { id: string; agentId: string | null; arrivedAt: Date; endedAt: Date }[]): Promise<void> {
  const { content } = await db.scoringForm.findFirstOrThrow({ where: { version: 1 } })
  const form = ScoringFormContent.parse(content)
  const boss = await db.person.findFirstOrThrow({ where: { memberships: { some: { role: 'supervisor' } } }, select: { id: true } })
  await db.recording.createMany({
    data: answered.map(({ id, arrivedAt, endedAt }) => ({
      ...{ id: randomUUID(), callId: id, path: `pictures/${id}.wav`, startedAt: arrivedAt, durationMs: endedAt.getTime() - arrivedAt.getTime() },
    })),
  })
  const graded = answered.filter(({ agentId }, n) => agentId && agentId !== boss.id && n % 5 === 0)
  await db.callScore.createMany({
    data: graded.map(({ id, agentId, endedAt }, n) => {
      const answers = Object.fromEntries(
        criteriaOf(form).map(({ id: key, max, critical }, place) => [
          key,
          { points: critical ? max : Math.max(0, max - ((n * 7 + place * 3) % 3)), comment: '' },
        ]),
      )
      Object.assign(answers['chao'] ?? {}, { comment: n % 2 ? 'Quên xưng tên trong câu đầu.' : '' })
      const { percent, passed, failedCritical } = scoreOf(form, answers)
      return {
        ...{ id: randomUUID(), callId: id, agentId: agentId ?? '', scorerId: boss.id, formVersion: 1, answers, state: 'graded' },
        ...{ comment: 'Giọng rõ, hỏi đủ nơi xảy ra. Nên tóm tắt trước khi chào.', permille: Math.round((percent ?? 0) * 10), passed, failedCritical },
        ...{ createdAt: endedAt, updatedAt: endedAt, gradedAt: endedAt },
      }
    }),
  })
}

/**
 * A day's calls up to now, invented: most answered, some given up, some left a message. Before the hotline's morning has begun they lie in the night,
 * so that the pictures can be taken at any hour.
 */
async function fillDay({ servers }: TestPlatform): Promise<void> {
  const db = createDatabase({ url: servers().databaseUrl, logger: silentLogger })
  try {
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
    const morning = Date.parse(`${day}T07:00:00+07:00`)
    const start = Date.now() - morning > 2 * 3_600_000 ? morning : Date.parse(`${day}T00:00:00+07:00`)
    // As many as a full day has, however much of it there is yet.
    const pace = Math.min(243_000, Math.max(1_000, (Date.now() - start - 600_000) / 190))
    const agents = await db.person.findMany({ where: { memberships: { some: { role: 'operator' } } }, select: { id: true } })
    const ticket = await db.ticket.findFirst({ where: { code: { not: null } }, select: { id: true } })
    const calls = Array.from({ length: 190 }, (_, n) => {
      const arrived = start + Math.round(n * pace) + ((n * 7919) % 180) * 1000
      const outcome = n % 23 === 7 ? 'abandoned' : n % 37 === 5 ? 'voicemail' : 'answered'
      const wait = outcome === 'answered' ? (n % 9 === 0 ? 31 : 4 + (n % 14)) : 45 + (n % 40)
      const talk = 120 + ((n * 31) % 200)
      const after = (seconds: number) => new Date(arrived + seconds * 1000)
      return {
        id: randomUUID(),
        serverId: 'asterisk-1',
        channelId: `picture-${n}`,
        callerNumber: `+849000000${String((n * 13) % 90).padStart(2, '0')}`,
        callerRaw: '',
        callerDisplay: '',
        hotlineNumber: '1022',
        arrivedAt: after(0),
        queuedAt: after(10),
        answeredAt: outcome === 'answered' ? after(10 + wait) : null,
        endedAt: after(10 + wait + (outcome === 'answered' ? talk : 20)),
        outcome,
        agentId: outcome === 'answered' ? (agents[n % agents.length]?.id ?? null) : null,
        talkMs: outcome === 'answered' ? (talk - 12) * 1000 : 0,
        holdMs: outcome === 'answered' ? 12_000 : 0,
        ticketId: ticket?.id ?? null,
      }
    }).filter(({ endedAt }) => endedAt.getTime() < Date.now())
    await db.call.createMany({ data: calls })
    const answered = calls.filter(({ answeredAt }) => answeredAt)
    await fillScores(db, answered)
    await db.agentInterval.createMany({
      data: answered.flatMap(({ id, agentId, answeredAt, endedAt }) => {
        if (!agentId || !answeredAt) return []
        const wrapUp = new Date(endedAt.getTime() + 62_000)
        const interval = (state: string, startedAt: Date, end: Date, callId: string | null) => ({
          id: randomUUID(),
          agentId,
          state,
          startedAt,
          endedAt: end,
          callId,
        })
        return [
          interval('ready', new Date(answeredAt.getTime() - 150_000), answeredAt, null),
          interval('on-call', answeredAt, endedAt, id),
          interval('wrap-up', endedAt, wrapUp, id),
        ]
      }),
    })
  } finally {
    await db.$disconnect()
  }
}
