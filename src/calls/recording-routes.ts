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

/** Binds `recording`. A player asks for many ranges of one file; the first (from byte 0) is the one noted. */
export function bindRecordingRoutes(http: HttpBinder, deps: Deps): void {
  http.handle('recording', async ({ params, session, req, res }) => {
    const recording = await deps.db.recording.findUnique({ where: { id: params.id }, include: { call: { select: { ticketId: true } } } })
    const missing = new Refusal('not-found', 'Không thấy bản ghi âm này')
    if (!recording || !(await deps.mayHear(recording.call.ticketId, session))) throw missing
    const root = path.resolve(deps.recordingDir)
    const file = path.resolve(root, recording.path)
    if (!file.startsWith(root + path.sep) || !existsSync(file)) throw missing
    const range = req.headers.range
    if (!range || range.startsWith('bytes=0-')) await deps.db.recordingListen.create({ data: { recordingId: recording.id, personId: session.personId } })
    await new Promise<void>((resolve, reject) => {
      res.sendFile(
        path.relative(root, file),
        { root, dotfiles: 'allow', headers: { 'Content-Type': 'audio/wav', 'Cache-Control': 'private, no-store' } },
        (error?: Error) => (error && !res.headersSent ? reject(error) : resolve()),
      )
    })
  })
}
