// Playing a recording: only to those who may see its ticket, with byte ranges so that it can be seeked; each listener is noted. And
// what stands beside it: segments, pauses, listeners, the legal hold.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Refusal } from '../contract/errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { SessionContext } from '../platform/http/session-context.ts'
import { keepers, playedFile, recordingDetail, setHold } from './recording-details.ts'
import { fileBelow } from './recordings.ts'

interface Deps {
  db: Database
  clock: Clock
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

const missing = () => new Refusal('not-found', 'Không thấy bản ghi âm này')
const isKeeper = (session: SessionContext): boolean => session.roles.some((role) => keepers.includes(role))

/** Binds `recording`. A player asks for many ranges of one file: from its beginning it is noted each time, from elsewhere unless it just was. */
export function bindRecordingRoutes(http: HttpBinder, deps: Deps): void {
  const { db } = deps
  http.handle('recording', async ({ params, session, req, res }) => {
    const recording = await db.recording.findUnique({ where: { id: params.id }, omit: { peaks: true }, include: { call: { select: { ticketId: true } } } })
    if (!recording || !(await deps.mayHear(recording.call.ticketId, session))) throw missing()
    const played = playedFile(recording)
    if (!played) throw new Refusal('not-found', 'Bản ghi âm đã xoá theo thời hạn lưu giữ')
    const file = fileBelow(deps.recordingDir, played.path)
    if (!file || !existsSync(file)) throw missing()
    const range = req.headers.range
    const heard = { recordingId: recording.id, personId: session.personId }
    if (!range || fromTheBeginning.test(range) || !(await justNoted(db, heard))) await db.recordingListen.create({ data: heard })
    const root = path.resolve(deps.recordingDir)
    await new Promise<void>((resolve, reject) => {
      res.sendFile(
        path.relative(root, file),
        { root, dotfiles: 'allow', headers: { 'Content-Type': played.type, 'Cache-Control': 'private, no-store' } },
        (error?: Error) => (error && !res.headersSent ? reject(error) : resolve()),
      )
    })
  })
  /** Who answers for recordings holds them without hearing them. */
  const mustKnow = async (id: string, session: SessionContext) => {
    const recording = await db.recording.findUnique({ where: { id }, select: { call: { select: { ticketId: true } } } })
    if (!recording) throw missing()
    if (!isKeeper(session) && !(await deps.mayHear(recording.call.ticketId, session))) throw missing()
  }
  http.handle('recordingDetail', async ({ params, session }) => {
    await mustKnow(params.id, session)
    return recordingDetail(db, params.id, isKeeper(session))
  })
  http.handle('holdRecording', async ({ params, body, session }) => {
    await mustKnow(params.id, session)
    await setHold(db, deps.clock, params.id, session.personId, body)
    return recordingDetail(db, params.id, isKeeper(session))
  })
}
