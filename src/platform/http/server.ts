// The web server: every endpoint of the contract behind its access rule, the pages, health.

import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import express from 'express'
import { type EndpointName, endpoints } from '../../contract/endpoints.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging/logger.ts'
import type { Redis } from '../redis/client.ts'
import { mountEndpoint } from './endpoint-route.ts'
import type { Handler, HttpBinder } from './handlers.ts'
import { createHealthRegistry, type HealthRegistry } from './health.ts'
import { describeApi } from './openapi.ts'
import { servePages } from './pages.ts'
import { notFound, problemHandler } from './problems.ts'
import { createPublicLimits } from './rate-limits.ts'
import { sameOriginOnly, securityHeaders } from './security.ts'
import type { SessionContext } from './session-context.ts'
import { sessionIdFromHeader } from './session-cookie.ts'
import { sessionCookies } from './session-middleware.ts'
import type { SessionRegistry } from './session-registry.ts'

export interface HttpConfig {
  http: { host: string; port: number }
  tls: { cert: string; key: string } | null
  sessionSecret: string
  softphone: { sipWsUrl: string }
  asterisk: { httpPort: number; httpsPort: number }
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
  /** The session is in use: its end moves on. */
  touch(sessionId: string): Promise<void>
}

export interface HttpServer extends HttpBinder {
  app: express.Express
  httpServer: http.Server | https.Server
  sessions: SessionDoor
  health: HealthRegistry
  /** Mounts what is left (404, pages, errors) and listens. Refuses when an endpoint of the contract has no handler. */
  start(): Promise<void>
  stop(): Promise<void>
}

const sweepEveryMs = 5 * 60_000
// How long the end of the server waits for requests under way.
const longestRequestMs = 3_000

/** Makes the server; it listens after `start`. */
export function createHttpServer({ config, logger, directory, redis }: HttpServerDeps): HttpServer {
  const log = logger.child({ room: 'http' })
  const { sessions } = directory
  const app = express()
  const httpServer = config.tls ? https.createServer({ cert: readFileSync(config.tls.cert), key: readFileSync(config.tls.key) }, app) : http.createServer(app)
  const upgraded = new Set<Duplex>()
  httpServer.on('upgrade', (_req: http.IncomingMessage, socket: Duplex) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
  })
  const health = createHealthRegistry(logger)
  health.add('database', { vital: true, check: directory.ping })
  // Without Redis everything goes on: it only carries what other processes want to know.
  health.add('redis', { vital: false, check: redis.ping })

  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  app.use(securityHeaders(config))
  app.get('/health/live', (_req, res) => void res.json({ ok: true }))
  app.get('/health/ready', async (_req, res) => {
    const report = await health.report()
    res
      .status(report.ok ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(report)
  })
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
    app,
    httpServer,
    health,
    handle,
    sessions: {
      fromCookie: async (header) => {
        const sessionId = sessionIdFromHeader(header, config.sessionSecret)
        return sessionId ? sessions.resolve(sessionId) : null
      },
      current: sessions.current,
      touch: sessions.touch,
    },
    async start() {
      const missing = Object.keys(endpoints).filter((name) => !bound.has(name as EndpointName))
      if (missing.length > 0) throw new Error(`endpoints without a handler: ${missing.join(', ')}`)
      app.use(['/api', '/health'], () => {
        throw notFound()
      })
      servePages(app)
      app.use(problemHandler(log))
      await new Promise<void>((resolve, reject) => {
        httpServer.once('error', reject)
        httpServer.listen(config.http.port, config.http.host, () => {
          httpServer.off('error', reject)
          resolve()
        })
      })
      sweeper = setInterval(() => sessions.sweep().catch((error: unknown) => log.warn('sessions not swept', { error })), sweepEveryMs)
      sweeper.unref()
    },
    async stop() {
      clearInterval(sweeper)
      if (!httpServer.listening) return
      await new Promise<void>((resolve) => {
        httpServer.close(() => resolve())
        // Open sockets and kept-alive connections would hold the end up for ever; requests under way may finish.
        for (const socket of upgraded) socket.destroy()
        httpServer.closeIdleConnections()
        setTimeout(() => httpServer.closeAllConnections(), longestRequestMs).unref()
      })
    },
  }
}
