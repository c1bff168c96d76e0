// The folder Asterisk plays from, kept as the database says: what was replaced is put in place by a rename, so that a call that hears the
// old words hears them to their end, and the next call hears the new ones. With the database away what lies there holds.
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Logger } from 'winston'
import { menuPromptOf } from '../../calls/service-rules.ts'
import { MENU_PROMPT } from '../../contract/prompts.ts'
import type { Database } from '../../platform/database/client.ts'
import { originalPrompts } from './catalogue.ts'

interface Deps {
  db: Database
  logger: Logger
  /** Where Asterisk plays from. */
  dir: string
}

/** Which versions lie in the folder, negative for the original's: the launcher leaves the others alone when it lays out the originals. */
export const REPLACED_FILE = 'replaced.json'
const LOOK_MS = 2_000

export type PromptFiles = ReturnType<typeof createPromptFiles>

export function createPromptFiles({ db, logger, dir }: Deps) {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false
  let failed = false
  let missing: number | null = null

  const put = async (name: string, content: Uint8Array | string): Promise<void> => {
    await mkdir(dir, { recursive: true })
    const beside = path.join(dir, `.${name}.new`)
    await writeFile(beside, content)
    await rename(beside, path.join(dir, name))
  }
  const there = async (): Promise<Record<string, number>> => {
    try {
      return JSON.parse(await readFile(path.join(dir, REPLACED_FILE), 'utf8')) as Record<string, number>
    } catch {
      return {}
    }
  }

  async function bringInStep(): Promise<void> {
    const newest = await db.promptVersion.findMany({
      where: { name: { not: MENU_PROMPT } },
      distinct: ['name'],
      orderBy: [{ name: 'asc' }, { version: 'desc' }],
      select: { name: true, version: true, source: true },
    })
    const known = await there()
    const markOf = ({ version, source }: { version: number; source: string }) => (source === 'original' ? -version : version)
    const stale = newest.filter((prompt) => known[prompt.name] !== markOf(prompt))
    if (stale.length === 0) return
    const originals = new Map((await originalPrompts()).map((prompt) => [prompt.name, prompt]))
    for (const prompt of stale) {
      const { name, version, source } = prompt
      const original = originals.get(name)
      if (source === 'original' && !original) continue
      const audio = source === 'original' && original ? await readFile(original.file) : await audioOf(name, version)
      if (audio) await put(`${name}.wav`, audio)
      known[name] = markOf(prompt)
      logger.info('a prompt was replaced', { name, version })
    }
    await put(REPLACED_FILE, JSON.stringify(known))
  }

  const audioOf = async (name: string, version: number) =>
    (await db.promptVersion.findUnique({ where: { name_version: { name, version } }, select: { audio: true } }))?.audio ?? null

  /** Looks now, or once more when it is looking already. */
  async function sync(): Promise<void> {
    if (running) {
      again = true
      return running
    }
    running = bringInStep().finally(() => {
      running = undefined
    })
    await running
    if (again) {
      again = false
      await sync()
    }
  }

  const look = () =>
    sync().then(
      () => {
        failed = false
      },
      (error: Error) => {
        if (!failed) logger.warn('prompts not brought in step', { reason: error.message.slice(0, 200) })
        failed = true
      },
    )

  return {
    sync,
    /** The words of a menu lie there before its keys go live: nobody is asked in silence. */
    async ready(recording: number): Promise<void> {
      const file = `${menuPromptOf(recording)}.wav`
      if (
        await stat(path.join(dir, file)).then(
          () => true,
          () => false,
        )
      )
        return
      try {
        const audio = await audioOf(MENU_PROMPT, recording)
        if (!audio) throw new Error('it is not in the database')
        await put(file, audio)
      } catch (error) {
        // Asked for again every other second: said once.
        if (missing !== recording) logger.error("the menu's recording cannot be put in place: the settings of before hold", { recording, error })
        missing = recording
        throw error
      }
    },
    start(): void {
      void look()
      timer ??= setInterval(() => void look(), LOOK_MS).unref()
    },
    stop(): void {
      clearInterval(timer)
      timer = undefined
    },
  }
}
