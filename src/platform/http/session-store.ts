// The bridge from express-session to the registry.
import session from 'express-session'
import { sessionIdOf } from './session-cookie.ts'
import type { SessionRegistry } from './session-registry.ts'

type Done<T = undefined> = (error: unknown, value?: T) => void

/** An express-session store whose rows are named by the hash of the cookie's value. */
export class RegistryStore extends session.Store {
  readonly #registry: SessionRegistry

  constructor(registry: SessionRegistry) {
    super()
    this.#registry = registry
  }

  override get(sid: string, done: Done<session.SessionData | null>): void {
    this.#registry.load(sessionIdOf(sid)).then((found) => done(null, found ? structuredClone(found.data) : null), done)
  }

  override set(sid: string, data: session.SessionData, done: Done = () => {}): void {
    this.#registry.save(sessionIdOf(sid), data).then(() => done(null), done)
  }

  override touch(sid: string, _data: session.SessionData, done: () => void = () => {}): void {
    this.#registry.touch(sessionIdOf(sid)).finally(done)
  }

  override destroy(sid: string, done: Done = () => {}): void {
    this.#registry.discard(sessionIdOf(sid)).then(() => done(null), done)
  }
}
