// Every page in light and dark against WCAG 2.2 AA, as far as a machine can tell.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from '../harness/axe.ts'
import { agentState, answer, becomeReady, cutLines, openBrowser, signIn, type TestBrowser, type Theme } from '../harness/browser.ts'
import { addCallbacks } from '../harness/callback-tasks.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dial } from '../sip/caller.ts'

let platform: TestPlatform
let browser: TestBrowser

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '60' })
  await addCallbacks(platform, [
    { number: '+84900000014', reason: 'interrupted', at: new Date() },
    { number: '+84900000046', reason: 'voicemail', at: new Date() },
  ])
  browser = await openBrowser(1300)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await platform?.stop()
}, 60_000)

test.each<Theme>(['light', 'dark'])(
  'no page breaks a rule (%s)',
  async (theme) => {
    const page = await browser.newPage(platform.baseUrl, { theme })
    const found: string[] = []
    await page.goto('/dang-nhap')
    await page.getByTestId('login-submit').waitFor()
    found.push(...(await violations(page, 'login')))
    await signIn(page, platform.login('operator', theme === 'light' ? 0 : 1))
    await page.getByTestId('set-ready-button').waitFor()
    found.push(...(await violations(page, 'desk idle')))
    await becomeReady(page)
    await page.locator('[data-testid="callbacks"][data-count="2"]').click()
    await page.getByTestId('callback').last().waitFor()
    found.push(...(await violations(page, 'callbacks')))
    await page.keyboard.press('Escape')
    await page.getByTestId('callbacks-dialog').waitFor({ state: 'hidden' })
    // Nobody who is owed a call: that would be done by this one.
    const caller = await dial({ sipPort: platform.sipPort, from: '0900000015' })
    await page.getByTestId('ticket-form').waitFor()
    await page.getByTestId('answer').waitFor()
    found.push(...(await violations(page, 'desk ringing')))
    await answer(page)
    found.push(...(await violations(page, 'desk talking')))
    await page.keyboard.press('F9')
    await agentState(page, 'held')
    found.push(...(await violations(page, 'desk held')))
    await caller.hangup()
    await page.getByTestId('wrapup').waitFor()
    found.push(...(await violations(page, 'desk wrap-up')))
    await page.goto('/phan-anh')
    await page.getByTestId('ticket-row').first().waitFor()
    found.push(...(await violations(page, 'list')))
    await page.getByTestId('ticket-row').first().dblclick()
    await page.getByTestId('ticket-facts').waitFor()
    found.push(...(await violations(page, 'ticket')))
    await page.context().close()
    expect(found).toEqual([])
  },
  90_000,
)

test.each<Theme>(['light', 'dark'])(
  'nor do units and people, on a screen and on a telephone (%s)',
  async (theme) => {
    const page = await browser.newPage(platform.baseUrl, theme === 'light' ? { theme } : { theme, width: 390, height: 844 })
    const found: string[] = []
    await signIn(page, platform.login('administrator'))
    await page.goto('/don-vi')
    await page.getByTestId('unit-row').first().waitFor()
    found.push(...(await violations(page, 'units')))
    await page.getByTestId('unit-find').fill('so xay dung')
    await page.locator('[data-testid="unit-row"][data-code="so-xay-dung"] a').click()
    await page.getByTestId('close-unit').click()
    await page.getByTestId('close-submit').waitFor()
    found.push(...(await violations(page, 'closing a unit')))
    await page.goto('/tai-khoan')
    await page.getByTestId('people-find').fill('duc thinh')
    await page.getByTestId('open-person').click()
    await page.getByTestId('add-role').click()
    await page.locator('#role-unitId').fill('nong nghiep')
    await page.locator('.ant-select-item-option').first().waitFor()
    await page.keyboard.press('Enter')
    // In another unit already: nothing happens before that was chosen.
    await page.getByTestId('two-units').getByText('Sở Xây dựng').waitFor()
    await page.getByTestId('role-submit').click()
    await page.getByText('Chọn một trong hai').waitFor()
    found.push(...(await violations(page, 'a role in a second unit')))
    await page.goto('/tai-khoan')
    await page.getByTestId('import-people').click()
    const rows = 'Họ và tên;Số điện thoại;Mã đơn vị;Vai trò\nNgười Sai;0900;so-xay-dung;Đầu mối\n'
    await page.locator('input[type=file]').setInputFiles({ name: 'can-bo.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
    await page.getByTestId('row-error').getByText('“0900”').waitFor()
    found.push(...(await violations(page, 'import')))
    await page.context().close()
    expect(found).toEqual([])
  },
  90_000,
)

test.each<Theme>(['light', 'dark'])(
  'nor does it while the server is away (%s)',
  async (theme) => {
    const page = await browser.newPage(platform.baseUrl, { theme })
    const found: string[] = []
    const alarm = { code: 'database-away', detail: '127.0.0.1:5432', raisedAt: new Date().toISOString() }
    await page.route('**/api/alarms', (route) => route.fulfill({ json: [alarm, { ...alarm, code: 'recordings-full', detail: '412 MB' }] }))
    await signIn(page, platform.login('supervisor'))
    await page.getByTestId('alarm').last().waitFor()
    found.push(...(await violations(page, 'alarms')))
    await page.getByTestId('new-draft').click()
    await page.getByText('Tiếp nhận trực tiếp').click()
    await page.getByTestId('ticket-form').waitFor()
    // The server is kept from this page only, so that the other tests keep theirs.
    await page.route(/\/(api|socket\.io)\//, (route) => route.abort())
    await cutLines(page, '/socket.io/')
    await page.getByTestId('field-title').fill('Nắp hố ga vỡ')
    await page.locator('[data-testid="save-state"][data-state="local"]').waitFor()
    await page.getByTestId('reconnecting').waitFor()
    await page.locator('[data-testid="unsent-drafts"][data-count="1"]').click()
    await page.getByTestId('unsent').waitFor()
    found.push(...(await violations(page, 'unsent')))
    await page.keyboard.press('Escape')
    await page.getByTestId('unsent-dialog').waitFor({ state: 'hidden' })
    found.push(...(await violations(page, 'away')))
    await page.context().close()
    expect(found).toEqual([])
  },
  60_000,
)

test.each<[Theme, 'wide' | 'phone']>([
  ['light', 'wide'],
  ['dark', 'phone'],
])(
  'nor do the work lists (%s, %s)',
  async (theme, size) => {
    const wide = size === 'wide'
    const look = { theme, ...(wide ? {} : { width: 390, height: 844 }) }
    const found: string[] = []
    const unit = await browser.newPage(platform.baseUrl, look)
    await signIn(unit, platform.login('focal-point'))
    await unit.getByTestId('work-row').first().waitFor()
    found.push(...(await violations(unit, 'unit desk')))
    if (wide) {
      await unit.locator('.row-more').first().click()
      await unit.getByRole('menuitem').first().waitFor()
      found.push(...(await violations(unit, 'menu of a row')))
    } else {
      await unit.getByTestId('work-search').click()
      await unit.getByTestId('search-keyword').waitFor()
      found.push(...(await violations(unit, 'search')))
    }
    await unit.goto('/xu-ly/hen')
    await unit.getByTestId('work-row').first().waitFor()
    found.push(...(await violations(unit, 'scheduled')))
    await unit.goto('/xu-ly?keyword=khong-co-gi-nhu-the')
    await unit.getByTestId('work-empty').waitFor()
    found.push(...(await violations(unit, 'nothing found')))
    await unit.context().close()

    const desk = await browser.newPage(platform.baseUrl, look)
    await signIn(desk, platform.login('supervisor'))
    await desk.goto('/ban-viec?muc=refused')
    await desk.getByTestId('desk-row').first().waitFor()
    found.push(...(await violations(desk, 'desk work')))
    await desk.context().close()

    if (wide) {
      const office = await browser.newPage(platform.baseUrl, look)
      await signIn(office, platform.login('provincial-office'))
      await office.getByTestId('row-assign').first().click()
      await office.getByTestId('act-dialog-assign').waitFor()
      found.push(...(await violations(office, 'assigning')))
      await office.context().close()
    }
    expect(found).toEqual([])
  },
  60_000,
)

test.each<[Theme, 'wide' | 'phone']>([
  ['light', 'wide'],
  ['dark', 'phone'],
])(
  'nor does the petition with its dialogs, and the keyboard comes back (%s, %s)',
  async (theme, size) => {
    const wide = size === 'wide'
    const found: string[] = []
    const page = await browser.newPage(platform.baseUrl, { theme, ...(wide ? {} : { width: 390, height: 844 }) })
    await signIn(page, platform.login('unit-head'))
    await page.locator('[data-testid="work-row"]', { hasText: 'Đang xử lý' }).first().locator('a').first().click()
    await page.getByTestId('slip-clock').waitFor()
    found.push(...(await violations(page, 'petition')))
    const dialog = page.locator('.act-form')
    for (const act of ['act-save-result', 'act-extend']) {
      await page.getByTestId(act).focus()
      await page.keyboard.press('Enter')
      await dialog.waitFor()
      await page.waitForFunction(() => document.querySelector('.act-form')?.contains(document.activeElement))
      found.push(...(await violations(page, act)))
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await page.waitForFunction((testId) => document.activeElement?.getAttribute('data-testid') === testId, act)
    }
    if (wide) {
      await page.getByTestId('act-specialist').click()
      await page.getByRole('menuitem').first().waitFor()
      found.push(...(await violations(page, 'menu of the specialist')))
      await page.getByRole('menuitem').first().click()
      await dialog.waitFor()
      found.push(...(await violations(page, 'coordination')))
    } else {
      await page.getByTestId('act-more').click()
      await page.getByTestId('act-sheet').waitFor()
      found.push(...(await violations(page, 'sheet of acts')))
      await page.getByTestId('act-sheet').getByTestId('act-return').click()
      await dialog.waitFor()
      found.push(...(await violations(page, 'return')))
    }
    await page.context().close()
    expect(found).toEqual([])
  },
  60_000,
)
