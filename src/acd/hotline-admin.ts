// The hotline's settings as an administrator sees and changes them: checked whole before they go live.

import { Refusal } from '../contract/errors.ts'
import { type HotlineCheck, HotlineContent, type HotlineProblem, type HotlineVersion, type HotlineView, type SaveHotlineBody } from '../contract/hotline.ts'
import { MENU_PROMPT } from '../contract/prompts.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import { isUniqueViolation } from '../platform/database/errors.ts'
import { type MenuRecordings, problemsOf, warningsOf } from './hotline-check-rules.ts'
import { inForce } from './hotline-defaults-rules.ts'
import { contentOf, type HotlineStore } from './hotline-store.ts'

interface Deps {
  db: Database
  clock: Clock
  store: HotlineStore
  /** Who may be given skills. */
  agents: () => Promise<readonly { personId: string; name: string }[]>
}

export type HotlineAdmin = ReturnType<typeof createHotlineAdmin>

export function createHotlineAdmin({ db, clock, store, agents }: Deps) {
  const agentIds = async () => new Set((await agents()).map(({ personId }) => personId))

  const recordings = async (): Promise<MenuRecordings> =>
    new Map(
      (await db.promptVersion.findMany({ where: { name: MENU_PROMPT }, select: { version: true, text: true } })).map(({ version, text }) => [version, text]),
    )
  /** Above a version that cannot be read, too. */
  const nextVersion = async () => ((await db.hotlineSettingsVersion.aggregate({ _max: { version: true } }))._max.version ?? 0) + 1

  async function read(): Promise<HotlineView> {
    const kept = await store.read()
    const people = await agents()
    const known = new Set(people.map(({ personId }) => personId))
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
      agents: people.map(({ personId, name }) => ({ personId, name })).sort((a, b) => a.name.localeCompare(b.name, 'vi')),
      warnings: warningsOf(content, await recordings()),
    }
  }

  return {
    read,

    /** What is wrong with it and what is hardly meant; nothing is saved. */
    async check(content: unknown): Promise<HotlineCheck> {
      const parsed = HotlineContent.safeParse(content)
      if (!parsed.success) return { problems: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })), warnings: [] }
      const spoken = await recordings()
      return { problems: problemsOf(inForce(parsed.data, store.fixed), await agentIds(), spoken), warnings: warningsOf(parsed.data, spoken) }
    },

    /** Who saved what when and why, newest first; the newest below `before`. */
    async versions(before?: number): Promise<{ versions: HotlineVersion[]; more: boolean }> {
      const rows = await db.hotlineSettingsVersion.findMany({
        where: before === undefined ? {} : { version: { lt: before } },
        orderBy: { version: 'desc' },
        take: PAGE + 1,
        select: versionSelect,
      })
      return { versions: rows.slice(0, PAGE).map(toVersion), more: rows.length > PAGE }
    },

    /** A version as it can be taken up again. Who has left since is let go of. */
    async version(version: number): Promise<HotlineVersion & { content: HotlineContent }> {
      const row = await db.hotlineSettingsVersion.findUnique({ where: { version }, select: { ...versionSelect, content: true } })
      const content = row ? contentOf(row.content) : null
      if (!row || !content) throw new Refusal('not-found', 'Không thấy bản cấu hình này')
      const known = await agentIds()
      const agentSkills = Object.fromEntries(Object.entries(content.agentSkills).filter(([personId]) => known.has(personId)))
      return { ...toVersion(row), content: inForce({ ...content, agentSkills }, store.fixed) }
    },

    /** Saves a new version over the one it was made from; of two who edit the second is told. */
    async save({ version, content, reason }: SaveHotlineBody, by: string): Promise<HotlineView> {
      const conflict = (now: number) => new Refusal('conflict', 'Cấu hình tổng đài vừa được người khác sửa. Xem bản mới rồi sửa lại.', { version: String(now) })
      // Asked for first: whoever saves after this has this number, or is seen below.
      const next = await nextVersion()
      const kept = await store.read()
      if (kept.version !== version) throw conflict(kept.version)
      const problems = problemsOf(inForce(content, store.fixed), await agentIds(), await recordings())
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

const PAGE = 30
const versionSelect = { version: true, savedAt: true, reason: true, savedBy: { select: { name: true } } } as const

function toVersion(row: { version: number; savedAt: Date; reason: string; savedBy: { name: string } | null }): HotlineVersion {
  return { version: row.version, savedAt: row.savedAt.toISOString(), savedBy: row.savedBy?.name ?? null, reason: row.reason }
}

const fieldsOf = (problems: readonly HotlineProblem[]): Record<string, string> => Object.fromEntries(problems.map(({ path, message }) => [path, message]))
