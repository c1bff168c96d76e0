// What the hotline does with callers, as it is kept: append-only versions, the newest that can be read holds. A call never waits for
// the database: what was read last holds, and before anything was read what an installation begins with.
import { HotlineContent } from '../contract/hotline.ts'
import type { Database } from '../platform/database/client.ts'
import { defaultHotline, type HotlineFixed, inForce } from './hotline-defaults-rules.ts'

export interface KeptHotline {
  version: number
  savedAt: Date | null
  savedBy: string | null
  reason: string
  content: HotlineContent
}

const REFRESH_MS = 2_000
const unsaved: KeptHotline = { version: 0, savedAt: null, savedBy: null, reason: '', content: defaultHotline }

export type HotlineStore = ReturnType<typeof createHotlineStore>

/** `fixed`: what the environment holds. `unreadable` is told of a version that is no settings: the one before it holds. */
export function createHotlineStore(db: Database, fixed: HotlineFixed, unreadable?: (version: number) => void) {
  let known = unsaved
  let now = inForce(known.content, fixed)
  let timer: NodeJS.Timeout | undefined
  const listeners: (() => void)[] = []

  /** The newest readable version below a number. */
  async function newest(below: number): Promise<KeptHotline> {
    const row = await db.hotlineSettingsVersion.findFirst({
      where: { version: { lt: below } },
      orderBy: { version: 'desc' },
      include: { savedBy: { select: { name: true } } },
    })
    if (!row) return unsaved
    const parsed = HotlineContent.safeParse({ ...defaultHotline, ...(row.content as object) })
    if (parsed.success) return { version: row.version, savedAt: row.savedAt, savedBy: row.savedBy?.name ?? null, reason: row.reason, content: parsed.data }
    unreadable?.(row.version)
    return newest(row.version)
  }

  async function read(): Promise<KeptHotline> {
    const kept = await newest(2_147_483_647)
    if (kept.version !== known.version) {
      known = kept
      now = inForce(kept.content, fixed)
      for (const listener of listeners) listener()
    }
    return kept
  }

  return {
    fixed,
    /** As last read. */
    now: (): HotlineContent => now,
    /** Reads again; what changed holds from then on. */
    read,
    /** Called after a change was seen. */
    onChange(listener: () => void): void {
      listeners.push(listener)
    },
    /** Reads by and by until `stop()`. */
    start(): void {
      void read().catch(() => undefined)
      timer ??= setInterval(() => void read().catch(() => undefined), REFRESH_MS).unref()
    },
    stop(): void {
      clearInterval(timer)
      timer = undefined
    },
  }
}
