// The endpoints of the prompts.
import { LARGEST_PROMPT } from '../../contract/prompts.ts'
import type { HttpBinder } from '../../platform/http/handlers.ts'
import { readUpload } from '../../platform/http/upload.ts'
import type { PromptAdmin } from './admin.ts'

/** Binds them. */
export function bindPromptRoutes(http: HttpBinder, prompts: PromptAdmin): void {
  http.handle('hotlinePrompts', () => prompts.list())
  http.handle('promptAudio', async ({ params, res }) => {
    const audio = await prompts.audio(params.name, params.version)
    // A version never changes, but an upgrade may bring another original.
    res.set({ 'Content-Type': 'audio/wav', 'Cache-Control': params.version === 0 ? 'private, no-store' : 'private, max-age=86400' }).send(Buffer.from(audio))
  })
  http.handle('replacePrompt', async ({ params, query, session, req }) =>
    prompts.replace(params.name, await readUpload(req, LARGEST_PROMPT), query, session.personId),
  )
  http.handle('speakPrompt', ({ params, body, session }) => prompts.speak(params.name, body, session.personId))
  http.handle('restorePrompt', ({ params, body, session }) => prompts.restore(params.name, body, session.personId))
}
