// The prompts as an administrator sees, hears and replaces them: append-only versions, nothing changes when a recording is refused.
import { readFile } from 'node:fs/promises'
import { Refusal } from '../../contract/errors.ts'
import { MENU_PROMPT, type PromptList, PromptSource, type PromptVersion, type PromptView } from '../../contract/prompts.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Prisma } from '../../platform/database/client.ts'
import { isUniqueViolation } from '../../platform/database/errors.ts'
import { type OriginalPrompt, originalMs, originalPrompts } from './catalogue.ts'
import { type Played, toPrompt } from './convert.ts'
import type { Voice } from './voice.ts'

interface Deps {
  db: Database
  clock: Clock
  /** Speaks a text; null where the machine cannot. */
  voice: Voice | null
}

export type PromptAdmin = ReturnType<typeof createPromptAdmin>

const select = { name: true, version: true, text: true, source: true, durationMs: true, savedAt: true, savedBy: { select: { name: true } } } as const
type Row = Prisma.PromptVersionGetPayload<{ select: typeof select }>

export function createPromptAdmin({ db, clock, voice }: Deps) {
  async function view(name: string): Promise<PromptView> {
    const original = (await originalPrompts()).find((prompt) => prompt.name === name)
    if (!original && name !== MENU_PROMPT) throw missing()
    const rows = await db.promptVersion.findMany({ where: { name }, orderBy: { version: 'desc' }, select })
    return viewOf(name, original, rows)
  }

  /** Puts a new version down on top of the one that was seen. */
  async function add(name: string, seen: number, by: string, what: { text: string; source: PromptVersion['source'] } & Partial<Played>): Promise<PromptView> {
    const { versions } = await view(name)
    const conflict = () => new Refusal('conflict', 'Lời thoại này vừa được người khác thay. Nghe bản mới rồi làm lại.')
    if ((versions[0]?.version ?? 0) !== seen) throw conflict()
    try {
      await db.promptVersion.create({ data: { name, version: seen + 1, savedAt: clock.now(), savedById: by, ...what } })
    } catch (error) {
      if (isUniqueViolation(error)) throw conflict()
      throw error
    }
    return view(name)
  }

  return {
    async list(): Promise<PromptList> {
      const rows = await db.promptVersion.findMany({ orderBy: [{ name: 'asc' }, { version: 'desc' }], select })
      const of = (name: string) => rows.filter((row) => row.name === name)
      const prompts = await Promise.all((await originalPrompts()).map((original) => viewOf(original.name, original, of(original.name))))
      return { prompts, menu: await viewOf(MENU_PROMPT, undefined, of(MENU_PROMPT)), voice: voice !== null }
    },

    /** The file of a version as it is played. */
    async audio(name: string, version: number): Promise<Uint8Array> {
      const row = version === 0 ? null : await db.promptVersion.findUnique({ where: { name_version: { name, version } }, select: { audio: true } })
      if (version !== 0 && !row) throw missing()
      if (row?.audio) return row.audio
      const original = (await originalPrompts()).find((prompt) => prompt.name === name)
      if (!original) throw missing()
      return readFile(original.file)
    },

    /** A recording somebody brought. */
    async replace(name: string, file: Uint8Array, { text, seen }: { text: string; seen: number }, by: string): Promise<PromptView> {
      return add(name, seen, by, { text, source: 'upload', ...(await toPrompt(file)) })
    },

    /** The machine speaks it. */
    async speak(name: string, { text, seen }: { text: string; seen: number }, by: string): Promise<PromptView> {
      if (!voice) throw new Refusal('unavailable', 'Máy chủ chưa có giọng đọc. Hãy tải lên bản ghi âm.')
      return add(name, seen, by, { text, source: 'voice', ...(await toPrompt(await voice(text))) })
    },

    /** An earlier version once more, or with 0 the original. */
    async restore(name: string, { version, seen }: { version: number; seen: number }, by: string): Promise<PromptView> {
      const original = (await originalPrompts()).find((prompt) => prompt.name === name)
      if (version === 0) {
        if (!original) throw missing()
        return add(name, seen, by, { text: original.text, source: 'original' })
      }
      const row = await db.promptVersion.findUnique({ where: { name_version: { name, version } } })
      if (!row) throw missing()
      const { text, audio, sha256, durationMs } = row
      const source = PromptSource.parse(row.source)
      return add(name, seen, by, { text, source, ...(audio && sha256 && durationMs ? { audio, sha256, durationMs } : {}) })
    },
  }
}

const missing = () => new Refusal('not-found', 'Không thấy lời thoại này')

/** What is on record of a prompt, the original last. */
async function viewOf(name: string, original: OriginalPrompt | undefined, rows: readonly Row[]): Promise<PromptView> {
  const ms = original ? await originalMs(original) : 0
  const later = rows.map(
    (row): PromptVersion => ({
      version: row.version,
      text: row.text,
      source: PromptSource.parse(row.source),
      durationMs: row.durationMs ?? ms,
      savedAt: row.savedAt.toISOString(),
      savedBy: row.savedBy?.name ?? null,
    }),
  )
  const first: PromptVersion[] = original ? [{ version: 0, text: original.text, source: 'original', durationMs: ms, savedAt: null, savedBy: null }] : []
  return { name, heard: original?.heard ?? '', versions: [...later, ...first] }
}
