// The hotline's settings as an administrator sees and changes them: checked whole before they go live.

import { Refusal } from '../contract/errors.ts'
import { type HotlineCheck, HotlineContent, type HotlineProblem, type HotlineView, type SaveHotlineBody } from '../contract/hotline.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import { isUniqueViolation } from '../platform/database/errors.ts'
import { problemsOf, warningsOf } from './hotline-check-rules.ts'
import { inForce } from './hotline-defaults-rules.ts'
import type { HotlineStore } from './hotline-store.ts'

interface Deps {
  db: Database
  clock: Clock
  store: HotlineStore
  /** Who may be given skills. */
  agents: () => Promise<readonly { personId: string }[]>
}

export type HotlineAdmin = ReturnType<typeof createHotlineAdmin>

export function createHotlineAdmin({ db, clock, store, agents }: Deps) {
  const agentIds = async () => new Set((await agents()).map(({ personId }) => personId))

  /** Above a version that cannot be read, too. */
  const nextVersion = async () => ((await db.hotlineSettingsVersion.aggregate({ _max: { version: true } }))._max.version ?? 0) + 1

  async function read(): Promise<HotlineView> {
    const kept = await store.read()
    const known = await agentIds()
    // Who has left is let go of here, so that the next save is not refused for him.
    const agentSkills = Object.fromEntries(Object.entries(kept.content.agentSkills).filter(([personId]) => known.has(personId)))
    const content = inForce({ ...kept.content, agentSkills }, store.fixed)
    return {
      version: kept.version,
      savedAt: kept.savedAt?.toISOString() ?? null,
      savedBy: kept.savedBy,
      reason: kept.reason,
      content,
      fixed: Object.keys(store.fixed),
      warnings: warningsOf(content),
    }
  }

  return {
    read,

    /** What is wrong with it and what is hardly meant; nothing is saved. */
    async check(content: unknown): Promise<HotlineCheck> {
      const parsed = HotlineContent.safeParse(content)
      if (!parsed.success) return { problems: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })), warnings: [] }
      return { problems: problemsOf(parsed.data, await agentIds()), warnings: warningsOf(parsed.data) }
    },

    /** Saves a new version over the one it was made from; of two who edit the second is told. */
    async save({ version, content, reason }: SaveHotlineBody, by: string): Promise<HotlineView> {
      const conflict = (now: number) => new Refusal('conflict', 'Cấu hình tổng đài vừa được người khác sửa. Xem bản mới rồi sửa lại.', { version: String(now) })
      // Asked for first: whoever saves after this has this number, or is seen below.
      const next = await nextVersion()
      const kept = await store.read()
      if (kept.version !== version) throw conflict(kept.version)
      const problems = problemsOf(content, await agentIds())
      if (problems.length > 0) throw new Refusal('invalid-input', 'Cấu hình chưa đưa vào dùng được', fieldsOf(problems))
      try {
        await db.hotlineSettingsVersion.create({ data: { version: next, content, reason, savedAt: clock.now(), savedById: by } })
      } catch (error) {
        if (isUniqueViolation(error)) throw conflict(next)
        throw error
      }
      return read()
    },
  }
}

const fieldsOf = (problems: readonly HotlineProblem[]): Record<string, string> => Object.fromEntries(problems.map(({ path, message }) => [path, message]))
