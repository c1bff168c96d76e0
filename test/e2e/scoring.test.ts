// Quality scoring in a real browser with a real recorded call: graded by the keyboard, for good; and its operator reads it and answers.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { violations } from '../harness/axe.ts'
import { openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { clearDesks, closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'

let platform: TestPlatform
let browser: TestBrowser
let operators: Operator[] = []
let callId = ''

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '1', GREETING: 'off' })
  operators = await openOperators(platform, 1)
  browser = await openBrowser(1300)
  callId = await talk('0900000014')
}, 150_000)
afterAll(async () => {
  closeOperators(operators)
  for (const { phone } of operators) await phone.close()
  await browser?.close()
  await platform?.stop()
}, 60_000)

/** A call of two seconds, recorded and written; its id. */
async function talk(from: string): Promise<string> {
  const [{ desk, phone }] = operators as [Operator]
  await desk.send('agent:ready', {})
  const mark = desk.mark
  const caller = await dial({ sipPort: platform.sipPort, from, toneHz: 1000 })
  const leg = await phone.incoming()
  const pop = await desk.wait('call:pop', () => true, 10_000, mark)
  await leg.answer()
  await caller.answered
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  await caller.hangup()
  await desk.wait('agent:state', ({ state }) => state === 'wrap-up', 10_000, mark)
  await clearDesks(operators)
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  try {
    await waitUntil(async () => (await db.recording.count({ where: { callId: pop.call.callId, durationMs: { not: null } } })) === 1, 15_000)
  } finally {
    await db.$disconnect()
  }
  return pop.call.callId
}

async function signedIn(role: string, look: { width?: number; height?: number; theme?: 'light' | 'dark' } = {}): Promise<Page> {
  const page = await browser.newPage(platform.baseUrl, look)
  await signIn(page, platform.login(role))
  return page
}
const points = (page: Page, id: string) => page.getByTestId(`criterion-${id}`).getAttribute('data-points')

test('chosen from the list, scored and graded by the keyboard alone; then nobody changes it', async () => {
  const [{ login }] = operators as [Operator]
  const page = await signedIn('supervisor')
  await page.goto('/cham-diem')
  const row = page.locator(`[data-testid="scoring-row"][data-call-id="${callId}"]`)
  await row.waitFor()
  expect(await row.textContent()).toContain(login.name)
  await row.getByTestId('scoring-open').focus()
  await page.keyboard.press('Enter')
  await page.getByTestId('player').waitFor()

  // Digits go from one criterion to the next; X says that it does not apply; a digit the scale does not have gives nothing.
  await page.locator('input[name="criterion-chao"]').first().focus()
  await page.keyboard.press('9')
  expect(await points(page, 'chao')).toBe('')
  for (const key of ['3', '5', '4', '5', 'x', '5', 'x', '4']) await page.keyboard.press(key)
  expect(await points(page, 'chao')).toBe('3')
  expect(await points(page, 'ghi-phieu')).toBe('x')
  expect(await points(page, 'ket-thuc')).toBe('4')
  expect(await page.getByTestId('score-missing').textContent()).toContain('còn 2 tiêu chí')

  // Ctrl+Enter with something missing leads to it, and grades nothing.
  await page.keyboard.press('Control+Enter')
  await page.locator('.criterion-wrong').first().waitFor()
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'criterion-ton-trong')
  await page.keyboard.press('1')
  await page.keyboard.press('1')
  await page.waitForFunction(() => document.activeElement?.id === 'score-comment')
  await page.keyboard.type('Giọng rõ, cần xưng tên trong câu đầu.')

  // The note of a criterion, and back to its points.
  await page.locator('input[name="criterion-chao"]:checked').focus()
  await page.keyboard.press('n')
  await page.keyboard.type('Quên xưng tên ở giây 00:01')
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'criterion-chao')
  // The recording by key, from within the form.
  await page.keyboard.press('p')
  await waitUntil(async () => page.evaluate(() => [...document.querySelectorAll('audio')].some((audio) => !audio.paused || audio.currentTime > 0)), 5_000)

  // What was written is kept: the page may go and come.
  await page.getByTestId('score-saved').waitFor()
  await page.waitForTimeout(1_500)
  await page.reload()
  await page.locator('[data-testid="criterion-chao"][data-points="3"]').waitFor()
  expect(await page.getByTestId('score-comment').inputValue()).toContain('Giọng rõ')

  await page.locator('input[name="criterion-bi-mat"]:checked').focus()
  await page.keyboard.press('Control+Enter')
  await page.locator('.ant-modal-confirm-title', { hasText: 'Chấm xong cuộc này?' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]') !== null)
  await page.keyboard.press('Enter')
  await page.getByTestId('score-graded').waitFor()
  expect(await page.getByTestId('score-form').count()).toBe(0)
  const grading = page.getByTestId('grading')
  expect(await grading.textContent()).toContain('Quên xưng tên ở giây 00:01')
  // 10·3/5 + 10·5/5 + 20·4/5 + 20·5/5 + 15·5/5 + 5·4/5 of 80.
  expect(await grading.getByTestId('percent').textContent()).toContain('88,8%')
  await page.goto('/cham-diem/da-cham')
  await page.locator(`[data-testid="scoring-row"][data-call-id="${callId}"]`, { hasText: '88,8%' }).waitFor()
  await page.goto('/cham-diem')
  await page.getByTestId('scoring-empty').waitFor()

  // The database refuses what no page offers.
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  try {
    await expect(db.callScore.updateMany({ where: { callId }, data: { permille: 1000 } })).rejects.toThrow('never changed')
    await expect(db.callScore.deleteMany({ where: { callId } })).rejects.toThrow('never changed')
  } finally {
    await db.$disconnect()
  }
  await page.context().close()
}, 90_000)

test('the operator reads his score with its notes, hears the call, answers once; the supervisor sees the answer', async () => {
  const [{ login }] = operators as [Operator]
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, login)
  await page.getByTestId('account-menu').click()
  await page.getByTestId('own-scores').click()
  await page.getByTestId('own-scores-sum').getByText('1 chưa xem').waitFor()
  const own = page.getByTestId('own-score')
  expect(await own.textContent()).toContain('Quên xưng tên ở giây 00:01')
  await own.getByTestId('player').waitFor()
  await own.getByTestId('reply-text').fill('Em sẽ xưng tên ngay câu đầu.')
  await own.getByTestId('reply-send').click()
  await own.getByTestId('grading-reply').getByText('Em sẽ xưng tên ngay câu đầu.').waitFor()
  expect(await own.getByTestId('reply-text').count()).toBe(0)
  await page.goto('/cham-diem')
  await page.getByText('Không có trang này').waitFor()
  await page.context().close()

  const boss = await signedIn('supervisor')
  await boss.goto(`/cham-diem/cuoc/${callId}`)
  await boss.getByTestId('grading-reply').getByText('Em sẽ xưng tên ngay câu đầu.').waitFor()
  // A correction is another grading; both stand there.
  await boss.getByTestId('score-correct').click()
  await boss.locator('input[name="criterion-chao"]:checked').focus()
  await boss.keyboard.press('5')
  await boss.getByTestId('grade').click()
  await boss.getByRole('dialog').getByRole('button', { name: 'Chấm xong' }).click()
  await boss.getByTestId('score-problem').getByText('Ghi lý do chấm lại').waitFor()
  await boss.getByTestId('score-comment').fill('Nghe lại: có xưng tên.')
  await boss.getByTestId('grade').click()
  await boss.getByRole('dialog').getByRole('button', { name: 'Chấm xong' }).click()
  await boss.locator('[data-testid="grading"][data-replaced="true"]').waitFor()
  expect(await boss.getByTestId('grading').count()).toBe(2)
  await boss.goto('/cham-diem/ket-qua')
  await boss.locator('[data-testid="summary-agent"]', { hasText: '93,8%' }).waitFor()
  await boss.context().close()
}, 60_000)

test('a call is reached from the figures and from its ticket; figures by operator open his calls', async () => {
  const page = await signedIn('supervisor')
  await page.goto('/giam-sat?xem=answered')
  await page.getByTestId('behind-score').first().click()
  await page.getByTestId('score-graded').waitFor()
  await page.goto('/giam-sat/nhan-vien')
  const [{ login }] = operators as [Operator]
  const row = page.locator(`[data-testid="agent-figures"][data-name="${login.name}"]`)
  const answered = Number(await row.getByTestId('agent-answered').textContent())
  await row.getByTestId('agent-answered').focus()
  await page.keyboard.press('Enter')
  await page.locator(`[data-testid="behind-count"][data-count="${answered}"]`).waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('behind-file').click()])
  expect(file.suggestedFilename()).toMatch(/^cuoc-goi-\d{4}-\d\d-\d\d-answered\.csv$/)
  await page.context().close()
}, 60_000)

test('the form is edited as a new version, with words for what is wrong', async () => {
  const page = await signedIn('supervisor')
  await page.goto('/cham-diem/bieu-mau')
  await page.getByTestId('add-criterion-mo-dau').click()
  await page.getByTestId('form-reason').fill('Thêm tiêu chí')
  await page.getByTestId('form-save').click()
  await page.getByText('Chưa lưu: Nhập tên tiêu chí').waitFor()
  await page.locator('#text-tc-1').fill('Hỏi nhu cầu trước khi ghi phiếu')
  await page.getByTestId('form-save').click()
  await page.getByText('biểu mẫu bản 2').waitFor()
  await page.context().close()
}, 60_000)

test.each<['light' | 'dark', number, number]>([
  ['light', 1366, 768],
  ['dark', 390, 844],
])(
  'no rule of accessibility is broken, nothing is wider than the screen (%s, %i×%i)',
  async (theme, width, height) => {
    const page = await signedIn('supervisor', { theme, width, height })
    const found: string[] = []
    const look = async (name: string) => {
      found.push(...(await violations(page, name)))
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (over > 0) found.push(`${name}: ${over} px too wide`)
    }
    for (const [path, ready] of [
      ['/cham-diem/da-cham', 'scoring-row'],
      [`/cham-diem/cuoc/${callId}`, 'grading'],
      ['/cham-diem/ket-qua', 'summary-agent'],
      ['/cham-diem/bieu-mau', 'form-editor'],
      ['/giam-sat/nhan-vien', 'agent-figures'],
    ] as const) {
      await page.goto(path)
      await page.getByTestId(ready).first().waitFor()
      await look(path)
    }
    await page.goto(`/cham-diem/cuoc/${callId}`)
    await page.getByTestId('score-correct').click()
    await page.getByTestId('score-form').waitFor()
    await look('form')
    await page.context().close()
    const own = await browser.newPage(platform.baseUrl, { theme, width, height })
    await signIn(own, (operators[0] as Operator).login)
    await own.goto('/diem-cua-toi')
    await own.getByTestId('own-score').first().waitFor()
    found.push(...(await violations(own, 'own')))
    await own.context().close()
    expect(found).toEqual([])
  },
  60_000,
)
