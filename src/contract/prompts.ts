// What callers hear: the prompts with their words, and what replaced them.
import { z } from 'zod'

export const PromptName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
/** The words of the menus: they have no original, and the settings say which of them is heard. */
export const MENU_PROMPT = 'menu'
export const promptSources = ['upload', 'voice', 'original'] as const
export const PromptSource = z.enum(promptSources)
/** What may be sent as a recording, bytes: two minutes at 48 kHz with two channels are 23 MB. */
export const LARGEST_PROMPT = 32 * 2 ** 20
export const LONGEST_PROMPT_SECONDS = 120
export const PromptText = z.string().trim().min(1, 'Nhập lời mà người gọi sẽ nghe').max(1000, 'Nhiều nhất 1000 ký tự')

export const PromptVersion = z.object({
  /** 0: as the installation brought it. */
  version: z.number().int(),
  text: z.string(),
  source: PromptSource,
  durationMs: z.number().int(),
  savedAt: z.iso.datetime().nullable(),
  savedBy: z.string().nullable(),
})
export type PromptVersion = z.infer<typeof PromptVersion>

export const PromptView = z.object({
  name: PromptName,
  /** When callers hear it, in words; empty for a piece of a sentence. */
  heard: z.string(),
  /** Newest first; the first one is heard. Empty for a menu that was never recorded. */
  versions: z.array(PromptVersion),
})
export type PromptView = z.infer<typeof PromptView>

export const PromptList = z.object({
  prompts: z.array(PromptView),
  /** The recordings of menus; the settings say which is heard. */
  menu: PromptView,
  /** Can the machine speak a text here? */
  voice: z.boolean(),
})
export type PromptList = z.infer<typeof PromptList>

/** `seen`: the newest version when the administrator looked, so that of two who replace it the second is told. */
export const ReplacePromptQuery = z.object({ text: PromptText, seen: z.coerce.number().int().min(0) })
export const RestorePromptBody = z.object({ version: z.number().int().min(0).max(2_147_483_647), seen: z.number().int().min(0) })
export const SpeakPromptBody = z.object({ text: PromptText, seen: z.number().int().min(0) })
export type SpeakPromptBody = z.infer<typeof SpeakPromptBody>
