// Takes the pictures of the hotline's settings from the running system: `node test/e2e/pictures-hotline.ts`; with a folder all of them, in
// both sizes and themes, to be looked at.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser, signIn, type Theme } from '../harness/browser.ts'
import { HotlineAdministrator, toneFile } from '../harness/hotline-settings.ts'
import { startPlatform } from '../harness/platform.ts'

const folder = process.argv[2] ?? path.resolve(import.meta.dirname, '../../docs/pictures')
mkdirSync(folder, { recursive: true })
const platform = await startPlatform({ WRAPUP_SECONDS: '5', GREETING: '', VOICEMAIL: '' })
const browser = await openBrowser(1300)
const words =
  'Đất đai, môi trường, bấm phím 1. Giao thông, xây dựng, bấm phím 2. Y tế, giáo dục, bấm phím 3. Sự cố khẩn, bấm phím 4. Để lại lời nhắn, bấm phím 8. Nghe lại, bấm phím 9. Hoặc xin giữ máy để gặp nhân viên trực.'
const queue = { action: 'queue', skill: null, priorityMinutes: 0 } as const
try {
  const administrator = await HotlineAdministrator.signedIn(platform)
  const spoken = await administrator.request('POST', '/api/hotline-prompts/menu/voice', { text: words, seen: 0 })
  if (spoken.status !== 200) await administrator.upload('menu', toneFile(700, 12), words, 0)
  await administrator.upload('goodbye', toneFile(700, 3), 'Tổng đài 1022 xin cảm ơn quý vị.', 0)
  const agents = (await administrator.request<{ agents: { personId: string }[] }>('GET', '/api/hotline-settings')).body.agents
  await administrator.save(
    (content) => ({
      ...content,
      skills: [
        { code: 'dat-dai', name: 'Đất đai' },
        { code: 'xay-dung', name: 'Giao thông, xây dựng' },
        { code: 'y-te', name: 'Y tế' },
      ],
      agentSkills: Object.fromEntries(
        agents
          .slice(0, 6)
          .map(({ personId }, i) => [
            personId,
            { 'dat-dai': ([3, 2, 1] as const)[i % 3] ?? 1, ...(i % 2 ? { 'y-te': 2 as const } : { 'xay-dung': 3 as const }) },
          ]),
      ),
      menu: {
        ...content.menu,
        on: true,
        words,
        recording: 1,
        entries: [
          { key: '1', label: 'Đất đai, môi trường', ...queue, skill: 'dat-dai' },
          { key: '2', label: 'Giao thông, xây dựng', ...queue, skill: 'xay-dung' },
          { key: '3', label: 'Y tế, giáo dục', ...queue, skill: 'y-te' },
          { key: '4', label: 'Sự cố khẩn', ...queue, priorityMinutes: 15 },
          { key: '8', label: 'Để lại lời nhắn', ...queue, action: 'message' },
          { key: '9', label: 'Nghe lại', ...queue, action: 'again' },
        ],
      },
      waiting: { ...content.waiting, longestSeconds: 900, mostCallers: 60 },
    }),
    'Mở menu năm nhánh theo kế hoạch quý IV',
  )
  const shoot = async (page: Page, name: string) => {
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
  }
  const open = async (look: { theme?: Theme; width?: number; height?: number }) => {
    const page = await browser.newPage(platform.baseUrl, look)
    await signIn(page, platform.login('administrator'))
    await page.goto('/tong-dai?muc=menu')
    await page.getByTestId('menu-preview').waitFor()
    return page
  }
  const page = await open({})
  await shoot(page, 'hotline-menu')
  if (process.argv[2]) {
    const looks = [
      ['wide', page],
      ['dark', await open({ theme: 'dark' })],
      ['narrow', await open({ width: 390, height: 844 })],
    ] as const
    for (const [look, one] of looks)
      for (const section of ['menu', 'prompts', 'waiting', 'skills', 'general', 'history']) {
        await one.goto(`/tong-dai?muc=${section}`)
        await one.getByTestId(`hotline-tab-${section}`).waitFor()
        await one.waitForTimeout(500)
        await shoot(one, `${look}-${section}`)
      }
    await page.goto('/tong-dai?muc=menu')
    await page.getByTestId('menu-label').nth(1).fill('Giao thông và đường sá')
    await page.getByTestId('menu-add').click()
    await page.getByTestId('menu-words').fill(`${words} Việc khác, bấm phím 7.`)
    await page.waitForTimeout(1200)
    await shoot(page, 'wide-changed')
    await page.goto('/tong-dai?muc=prompts')
    await page
      .getByRole('button', { name: 'Bỏ thay đổi và rời đi' })
      .click({ timeout: 2000 })
      .catch(() => undefined)
    await page.getByTestId('replace-goodbye').click()
    await page.getByTestId('replace-goodbye').scrollIntoViewIfNeeded()
    await page.waitForTimeout(400)
    await shoot(page, 'wide-replace')
  }
} finally {
  await browser.close()
  await platform.stop()
}
