// Playing a recording: only to those who may see its ticket, with byte ranges so that it can be seeked; each listener is noted.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Refusal } from '../contract/errors.ts'
import type { Database } from '../platform/database/client.ts'
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { SessionContext } from '../platform/http/session-context.ts'

interface Deps {
  db: Database
  recordingDir: string
  mayHear: (ticketId: string | null, viewer: SessionContext) => Promise<boolean>
}

const fromTheBeginning = /^bytes=\s*0+-/
/** A player jumps about in what it plays, ms. */
const ONE_LISTENING_MS = 10 * 60_000

async function justNoted(db: Database, heard: { recordingId: string; personId: string }): Promise<boolean> {
  const since = new Date(Date.now() - ONE_LISTENING_MS)
  return (await db.recordingListen.findFirst({ where: { ...heard, at: { gt: since } }, select: { id: true } })) !== null
}

/** Binds `recording`. A player asks for many ranges of one file: from its beginning it is noted each time, from elsewhere unless it just was. */
export function bindRecordingRoutes(http: HttpBinder, deps: Deps): void {
  http.handle('recording', async ({ params, session, req, res }) => {
    const recording = await deps.db.recording.findUnique({ where: { id: params.id }, include: { call: { select: { ticketId: true } } } })
    const missing = new Refusal('not-found', 'Không thấy bản ghi âm này')
    if (!recording || !(await deps.mayHear(recording.call.ticketId, session))) throw missing
    const root = path.resolve(deps.recordingDir)
    const file = path.resolve(root, recording.path)
    if (!file.startsWith(root + path.sep) || !existsSync(file)) throw missing
    const range = req.headers.range
    const heard = { recordingId: recording.id, personId: session.personId }
    if (!range || fromTheBeginning.test(range) || !(await justNoted(deps.db, heard))) await deps.db.recordingListen.create({ data: heard })
    await new Promise<void>((resolve, reject) => {
      res.sendFile(
        path.relative(root, file),
        { root, dotfiles: 'allow', headers: { 'Content-Type': 'audio/wav', 'Cache-Control': 'private, no-store' } },
        (error?: Error) => (error && !res.headersSent ? reject(error) : resolve()),
      )
    })
  })
}
