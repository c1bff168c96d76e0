// The session cookie on every API request, and who is behind it.
import type { Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import type { SessionContext } from './session-context.ts'
import { sessionCookieName, sessionIdOf } from './session-cookie.ts'
import { type SessionRegistry, sessionLifeMs } from './session-registry.ts'
import { RegistryStore } from './session-store.ts'

const contexts = new WeakMap<Request, SessionContext>()

/** Who sent this request; null without a session. */
export function sessionOf(req: Request): SessionContext | null {
  return contexts.get(req) ?? null
}

/** The middlewares that read and write the cookie. */
export function sessionCookies(config: { tls: unknown; sessionSecret: string }, sessions: SessionRegistry): RequestHandler[] {
  const cookies = session({
    name: sessionCookieName,
    secret: config.sessionSecret,
    store: new RegistryStore(sessions),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { maxAge: sessionLifeMs, httpOnly: true, sameSite: 'lax', secure: Boolean(config.tls), path: '/' },
  })
  const identify: RequestHandler = (req, _res, next) => {
    // The store has just read the row, so memory is as fresh as the table.
    const found = req.session?.personId ? sessions.current(sessionIdOf(req.sessionID)) : null
    if (found) contexts.set(req, found)
    next()
  }
  return [cookies, identify]
}

/** Gives the browser a new session of this person; a cookie known before sign-in must never be the one after it. */
export async function openSession(req: Request, personId: string): Promise<void> {
  await new Promise<void>((resolve, reject) => req.session.regenerate((error) => (error ? reject(error) : resolve())))
  req.session.personId = personId
  await new Promise<void>((resolve, reject) => req.session.save((error) => (error ? reject(error) : resolve())))
}

/** Takes the cookie away; without its session object express-session sends none after it. */
export function forgetCookie(req: Request, res: Response): void {
  Reflect.deleteProperty(req, 'session')
  res.clearCookie(sessionCookieName, { path: '/' })
}
