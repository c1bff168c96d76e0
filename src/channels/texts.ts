// The texts that hold now: the administrator's newest, else the built-in ones.
import type { Database, Transaction } from '../platform/database/client.ts'
import { defaultText } from './default-texts-rules.ts'
import type { MessageTemplate } from './outbox.ts'
import type { TemplateText, TextChannel } from './template-rules.ts'

/** How long texts once read stand for, ms; a change made here is seen at once. */
const FRESH_MS = 2_000

export type Texts = ReturnType<typeof createTexts>

/** Makes the texts. */
export function createTexts(db: Database) {
  let own: ReadonlyMap<string, TemplateText & { version: number }> = new Map()
  let readAt = Number.NEGATIVE_INFINITY

  async function fresh(on: Transaction): Promise<void> {
    if (performance.now() - readAt < FRESH_MS) return
    const rows = await on.messageText.findMany({ orderBy: { version: 'asc' } })
    own = new Map(rows.map(({ template, channel, version, subject, text }) => [`${template} ${channel}`, { version, subject, text }]))
    readAt = performance.now()
  }

  return {
    /** Version 0 is the built-in text. */
    async text(template: MessageTemplate, channel: TextChannel, on: Transaction = db): Promise<TemplateText & { version: number }> {
      await fresh(on)
      return own.get(`${template} ${channel}`) ?? { version: 0, ...defaultText(template, channel) }
    },
    changed(): void {
      readAt = Number.NEGATIVE_INFINITY
    },
  }
}
