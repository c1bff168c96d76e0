// The prompts of the installation: dialplan/prompts/prompts.json and the files it names.
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { projectDir } from '../../config.ts'
import { PromptName } from '../../contract/prompts.ts'

const folder = path.join(projectDir, 'dialplan/prompts')
const Entry = z.object({ name: PromptName, file: z.string(), text: z.string(), heard: z.string().default('') })
const HEADER_BYTES = 44
/** 8 kHz, 16 bit. */
const BYTES_PER_MS = 16

export interface OriginalPrompt {
  name: string
  /** The words in it. */
  text: string
  /** When callers hear it; empty for a piece of a sentence. */
  heard: string
  file: string
}

/** Reads the list. */
export async function originalPrompts(): Promise<OriginalPrompt[]> {
  const list = z.array(Entry).parse(JSON.parse(await readFile(path.join(folder, 'prompts.json'), 'utf8')))
  return list.map(({ name, text, heard, file }) => ({ name, text, heard, file: path.join(folder, file) }))
}

/** How long an original is, ms. */
export async function originalMs({ file }: OriginalPrompt): Promise<number> {
  return Math.round(((await stat(file)).size - HEADER_BYTES) / BYTES_PER_MS)
}
