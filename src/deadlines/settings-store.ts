// The settings of deadlines as they are kept: append-only versions, the newest holds; what it does not name has its default.
import { z } from 'zod'
import { deskTaskKinds } from '../contract/slips.ts'
import type { Database } from '../platform/database/client.ts'
import { type DeadlineSettings, overDefaults } from './deadline-settings-rules.ts'

const ms = z
  .number()
  .int()
  .min(0)
  .max(1_000 * 3_600_000)
/** Any part of the settings; an unknown value of a kept version is left out rather than stop all deadlines. */
export const SettingsContent = z
  .object({
    focalPointTermMs: ms.min(60_000),
    unitHeadTermMs: ms.min(60_000),
    onePersonHeadTermMs: ms.min(60_000),
    provincialOfficeTargetMs: ms.min(60_000),
    coordinatorTermMs: ms.min(60_000),
    coordinatorMovesUp: z.boolean(),
    dueAtEdge: z.enum(['closing', 'opening']),
    moveUpGraceMs: ms,
    warnBeforeMs: z.array(ms.min(60_000)).max(10),
    extensionTimes: z.number().int().min(0).max(20),
    extensionCountedBy: z.enum(['ticket', 'unit']),
    extensionLongestDays: z.number().int().min(1).max(3_650),
    extensionDays: z.enum(['calendar', 'working']),
    extensionEndOutside: z.enum(['next-opening', 'last-closing']),
    extensionExpired: z.enum(['move-up', 'mark-only']),
    reminderBeforeMs: ms,
    reminderMovedBeforeClosingMs: ms.min(60_000),
    sentBackTerm: z.enum(['new', 'rest']),
    returnsToProvincialOffice: z.number().int().min(1).max(20),
    pauseAllowed: z.boolean(),
    pauseLongestMs: ms,
    // Partial: versions kept before a target there is now still hold.
    deskTargetsMs: z.partialRecord(z.enum([...deskTaskKinds, 'callback']), ms),
  })
  .partial()
export type SettingsContent = z.infer<typeof SettingsContent>

const FRESH_MS = 1_000

export type SettingsStore = ReturnType<typeof createSettingsStore>

/** Makes the store; see createCalendarStore for how fresh it is. */
export function createSettingsStore(db: Database) {
  let version = 0
  let content: SettingsContent = {}
  let readAt = Number.NEGATIVE_INFINITY

  let reading: Promise<void> | null = null

  async function fresh(): Promise<void> {
    const age = performance.now() - readAt
    if (age < FRESH_MS) return
    reading ??= read().finally(() => {
      reading = null
    })
    if (age === Number.POSITIVE_INFINITY) await reading
    else reading.catch(() => undefined)
  }

  async function read(): Promise<void> {
    const row = await db.deadlineSettingsVersion.findFirst({ orderBy: { version: 'desc' } })
    if (row && row.version !== version) {
      const parsed = SettingsContent.safeParse(row.content)
      version = row.version
      content = parsed.success ? parsed.data : {}
    }
    readAt = performance.now()
  }

  return {
    changed(): void {
      readAt = Number.NEGATIVE_INFINITY
    },
    async read(): Promise<{ version: number; content: SettingsContent; settings: DeadlineSettings }> {
      await fresh()
      return { version, content, settings: overDefaults(content as Parameters<typeof overDefaults>[0]) }
    },
  }
}
