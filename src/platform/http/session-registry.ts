// All sessions: kept in PostgreSQL, remembered in the process. Every request reads the row again, so that a session ended
// anywhere is ended everywhere; with the database away the remembered one counts, so that nobody is logged out by an outage.
import { EventEmitter } from 'node:events'
import type { SessionData } from 'express-session'
import { Refusal } from '../../contract/errors.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logging/logger.ts'
import type { EndedSession, Identity, SessionContext, SessionEndReason } from './session-context.ts'
import { withinTime } from './time-limit.ts'

declare module 'express-session' {
  interface SessionData {
    personId?: string
  }
}

export const sessionLifeMs = 12 * 60 * 60 * 1000
const queryLimitMs = 1_000
/** There is no memory to fall back on, least of all in a process just started, where everybody comes back at once. */
const firstQueryLimitMs = 6_000
// After a failed look-up the next ones spare themselves the wait.
const awayPauseMs = 2_000
// A sliding end is written once a minute at most: not every request needs a write.
const touchEveryMs = 60_000

interface Remembered {
  data: SessionData
  identity: Identity | null
  expiresAt: number
  writtenAt: number
}

export interface SessionRegistryDeps {
  db: Database
  clock: Clock
  logger: Logger
  /** Who the person is now; null when locked or gone. Given by the directory. */
  loadIdentity: (personId: string) => Promise<Identity | null>
}

export type SessionRegistry = ReturnType<typeof createSessionRegistry>

/** Makes the registry that HTTP, the sockets and the directory share. */
export function createSessionRegistry({ db, clock, logger, loadIdentity }: SessionRegistryDeps) {
  const log = logger.child({ room: 'sessions' })
  const remembered = new Map<string, Remembered>()
  // Sessions ended here, until the next sweep: a look-up that was under way must not bring one back, and a row that
  // could not be removed because the database was away is removed then.
  const buried = new Set<string>()
  const notices = new EventEmitter<{ ended: [EndedSession]; started: [SessionContext] }>()
  let awayUntil = 0

  async function fromDatabase(sessionId: string): Promise<Remembered | null> {
    const row = await db.session.findUnique({ where: { id: sessionId } })
    if (!row || row.expiresAt.getTime() <= clock.now().getTime()) return null
    const identity = row.personId ? await loadIdentity(row.personId) : null
    // A signed-in session whose person was locked or removed meanwhile is none any more.
    if (row.personId && !identity) return null
    const data = row.data as unknown as SessionData
    return { data, identity, expiresAt: row.expiresAt.getTime(), writtenAt: remembered.get(sessionId)?.writtenAt ?? 0 }
  }

  /** Reads the session; from memory when the database does not answer. Rejects when neither can tell. */
  async function load(sessionId: string): Promise<Remembered | null> {
    if (buried.has(sessionId)) return null
    const now = clock.now().getTime()
    if (now >= awayUntil) {
      try {
        const found = await withinTime(fromDatabase(sessionId), remembered.has(sessionId) ? queryLimitMs : firstQueryLimitMs, 'session look-up')
        // It may have been ended while the query was on its way.
        if (!found || buried.has(sessionId)) {
          remembered.delete(sessionId)
          return null
        }
        remembered.set(sessionId, found)
        return found
      } catch (error) {
        awayUntil = now + awayPauseMs
        log.warn('session table away, remembered sessions count', { error })
      }
    }
    const kept = remembered.get(sessionId)
    // After a restart nothing is remembered: whoever cannot be looked up is not thereby signed out.
    if (!kept) throw new Refusal('unavailable', 'Hệ thống tạm thời không đọc được phiên làm việc, xin thử lại sau ít phút')
    return kept.expiresAt > now ? kept : null
  }

  /** Creates or overwrites the row; fails when the database is away, so that no one signs in to a session that is not kept. */
  async function save(sessionId: string, data: SessionData): Promise<void> {
    const now = clock.now()
    const expiresAt = new Date(now.getTime() + sessionLifeMs)
    const personId = data.personId ?? null
    const row = { personId, data: JSON.parse(JSON.stringify(data)), expiresAt }
    await db.session.upsert({ where: { id: sessionId }, create: { id: sessionId, createdAt: now, ...row }, update: row })
    const identity = personId ? await loadIdentity(personId) : null
    const known = remembered.get(sessionId)?.identity
    remembered.set(sessionId, { data, identity, expiresAt: expiresAt.getTime(), writtenAt: now.getTime() })
    if (identity && !known) notices.emit('started', { sessionId, ...identity })
  }

  /** Moves the end of a used session on; a database that is away is no reason to refuse the request. */
  async function touch(sessionId: string): Promise<void> {
    const kept = remembered.get(sessionId)
    const now = clock.now().getTime()
    if (!kept) return
    kept.expiresAt = now + sessionLifeMs
    if (now - kept.writtenAt < touchEveryMs || now < awayUntil) return
    kept.writtenAt = now
    try {
      await withinTime(db.session.updateMany({ where: { id: sessionId }, data: { expiresAt: new Date(kept.expiresAt) } }), queryLimitMs, 'session update')
    } catch (error) {
      kept.writtenAt = 0
      awayUntil = now + awayPauseMs
      log.warn('end of a session not moved on', { error })
    }
  }

  function bury(ended: EndedSession): void {
    remembered.delete(ended.sessionId)
    buried.add(ended.sessionId)
    notices.emit('ended', ended)
  }

  return {
    load,
    save,
    touch,
    /** The session as last seen here, without asking the database: for the sockets' commands, which must not wait. */
    current(sessionId: string): SessionContext | null {
      const kept = remembered.get(sessionId)
      if (!kept?.identity || kept.expiresAt <= clock.now().getTime()) return null
      return { sessionId, ...kept.identity }
    },
    /** Reads the session afresh; null when there is none or no one has signed in to it. */
    async resolve(sessionId: string): Promise<SessionContext | null> {
      const found = await load(sessionId)
      return found?.identity ? { sessionId, ...found.identity } : null
    },
    /** Drops a session no one was told about (a cookie renewed at sign-in). */
    async discard(sessionId: string): Promise<void> {
      remembered.delete(sessionId)
      await db.session.deleteMany({ where: { id: sessionId } })
    },
    /** Ends one session at once; its row may go a little later when the database is away. */
    async end(sessionId: string, personId: string, reason: SessionEndReason): Promise<void> {
      bury({ sessionId, personId, reason })
      try {
        await db.session.deleteMany({ where: { id: sessionId } })
      } catch (error) {
        log.warn('row of an ended session not removed yet', { error })
      }
    },
    /** Ends all sessions of a person but one. Fails when the database is away: other processes would not know. */
    async endAllOf(personId: string, reason: SessionEndReason, exceptSessionId?: string): Promise<void> {
      const rows = await db.session.findMany({ where: { personId, ...(exceptSessionId ? { id: { not: exceptSessionId } } : {}) }, select: { id: true } })
      const ids = new Set(rows.map((row) => row.id))
      for (const [id, kept] of remembered) if (kept.identity?.personId === personId && id !== exceptSessionId) ids.add(id)
      await db.session.deleteMany({ where: { id: { in: [...ids] } } })
      for (const sessionId of ids) bury({ sessionId, personId, reason })
    },
    /** Removes what has expired and what could not be removed before; called every few minutes. */
    async sweep(): Promise<void> {
      const now = clock.now()
      for (const [id, { identity, expiresAt }] of remembered) {
        // Another process may have moved the end on: the table decides. While it is away nobody is logged out.
        if (expiresAt > now.getTime() || (await load(id)) || now.getTime() < awayUntil) continue
        if (identity) bury({ sessionId: id, personId: identity.personId, reason: 'signed-out' })
      }
      const ended = [...buried]
      await db.session.deleteMany({ where: { OR: [{ expiresAt: { lte: now } }, { id: { in: ended } }] } })
      for (const id of ended) buried.delete(id)
    },
    onEnded: (listener: (ended: EndedSession) => void) => void notices.on('ended', listener),
    onStarted: (listener: (started: SessionContext) => void) => void notices.on('started', listener),
  }
}
