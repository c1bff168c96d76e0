// The web server: every endpoint of the contract behind its access rule, the pages, health.

import express from 'express'
import { type EndpointName, endpoints } from '../../contract/endpoints.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging/logger.ts'
import type { Redis } from '../redis/client.ts'
import { mountEndpoint } from './endpoint-route.ts'
import type { Handler, HttpBinder } from './handlers.ts'
import { createListener, type Listener, type ListenerConfig } from './listener.ts'
import { describeApi } from './openapi.ts'
import { servePages } from './pages.ts'
import { notFound } from './problems.ts'
import { createPublicLimits } from './rate-limits.ts'
import { sameOriginOnly } from './security.ts'
import type { SessionContext } from './session-context.ts'
import { sessionIdFromHeader } from './session-cookie.ts'
import { sessionCookies } from './session-middleware.ts'
import type { SessionRegistry } from './session-registry.ts'

export interface HttpConfig extends ListenerConfig {
  sessionSecret: string
}

export interface HttpServerDeps {
  config: HttpConfig
  logger: Logger
  clock: Clock
  /** Sessions and the database's health come from the directory, which owns both. */
  directory: { sessions: SessionRegistry; ping: () => Promise<boolean> }
  redis: Redis
}

/** How the socket gateway recognises who connects. */
export interface SessionDoor {
  /** The session of a Cookie header, read afresh. */
  fromCookie(header: string | undefined): Promise<SessionContext | null>
  /** The session as last seen, without waiting for the database. */
  current(sessionId: string): SessionContext | null
  /** Reads the session's person afresh. */
  renew(sessionId: string): Promise<SessionContext | null>
  /** The session is in use: its end moves on. */
  touch(sessionId: string): Promise<void>
}

/** Its `start` refuses when an endpoint of the contract has no handler. */
export interface HttpServer extends HttpBinder, Listener {
  sessions: SessionDoor
}

const sweepEveryMs = 5 * 60_000

/** Makes the server; it listens after `start`. */
export function createHttpServer({ config, logger, directory, redis }: HttpServerDeps): HttpServer {
  const log = logger.child({ room: 'http' })
  const { sessions } = directory
  const listener = createListener({ config, logger, database: directory.ping, redis: redis.ping })
  const { app } = listener
  const description = describeApi()
  app.get('/api/openapi.json', (_req, res) => void res.json(description))
  app.use('/api', sameOriginOnly, express.json({ limit: '1mb', strict: true }), sessionCookies(config, sessions))

  const api = express.Router()
  app.use(api)
  const limits = createPublicLimits(redis, logger)
  const bound = new Set<EndpointName>()
  let sweeper: NodeJS.Timeout | undefined

  function handle<N extends EndpointName>(name: N, handler: Handler<N>): void {
    if (bound.has(name)) throw new Error(`endpoint ${name} has two handlers`)
    bound.add(name)
    mountEndpoint(api, name, handler, limits)
  }

  return {
    ...listener,
    handle,
    sessions: {
      fromCookie: async (header) => {
        const sessionId = sessionIdFromHeader(header, config.sessionSecret)
        return sessionId ? sessions.resolve(sessionId) : null
      },
      current: sessions.current,
      renew: sessions.resolve,
      touch: sessions.touch,
    },
    async start() {
      const missing = Object.keys(endpoints).filter((name) => !bound.has(name as EndpointName))
      if (missing.length > 0) throw new Error(`endpoints without a handler: ${missing.join(', ')}`)
      app.use(['/api', '/health'], () => {
        throw notFound()
      })
      servePages(app)
      await listener.start()
      sweeper = setInterval(() => sessions.sweep().catch((error: unknown) => log.warn('sessions not swept', { error })), sweepEveryMs)
      sweeper.unref()
    },
    async stop() {
      clearInterval(sweeper)
      await listener.stop()
    },
  }
}
