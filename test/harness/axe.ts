// A page against WCAG 2.2 AA, as far as a machine can tell.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { waitUntil } from './wait.ts'

const PATIENCE_MS = 15_000

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Only what is wrong is gathered: to list all that is right takes longer than to find out. */
const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
  preload: false,
}

/** What of the page goes round for ever, by the classes of what is drawn. */
const endless = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY)
      .map(({ effect }) => {
        const drawn = effect instanceof KeyframeEffect ? effect.target : null
        return `${drawn?.getAttribute('class')} in ${drawn?.closest('[data-testid]')?.getAttribute('data-testid')}`
      }),
  )

/** What is wrong on this page, one line for each place. */
export async function violations(page: Page, name: string): Promise<string[]> {
  // What goes round for ever is a wait that is not over.
  await waitUntil(
    async () => (await endless(page)).length === 0,
    PATIENCE_MS,
    async () => `${name}: still waits: ${(await endless(page)).join(', ')}`,
  )
  // Colours that are still fading in would be measured half-way.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finish())))
  if (!(await page.evaluate(`window.axe !== undefined`))) await page.evaluate(axe)
  const found = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return found.violations.flatMap((one) => one.nodes.map((node) => `${name}: ${one.id}: ${node.target.join(' ')}: ${node.failureSummary}`))
}
