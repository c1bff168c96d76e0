// What every process of the platform has: a port that tells how it is, and beside which sockets can be opened.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import express from 'express'
import type { SipSocketSettings } from '../asterisk/server-list.ts'
import type { Logger } from '../logging/logger.ts'
import { createHealthRegistry, type HealthRegistry } from './health.ts'
import { notFound, problemHandler } from './problems.ts'
import { securityHeaders } from './security.ts'

export interface ListenerConfig {
  http: { host: string; port: number }
  tls: { cert: string; key: string } | null
  asterisk: Omit<SipSocketSettings, 'tls'>
}

export interface Listener {
  app: express.Express
  httpServer: http.Server | https.Server
  health: HealthRegistry
  /** Mounts what is left and listens. */
  start(): Promise<void>
  stop(): Promise<void>
}

interface ListenerDeps {
  config: ListenerConfig
  logger: Logger
  /** Do the servers answer that every process leans on? */
  database: () => Promise<boolean>
  redis: () => Promise<boolean>
}

// A film over a slow line takes many minutes; headers still have to come within Node's one minute.
const slowestUploadMs = 30 * 60_000
// How long the end of the server waits for requests under way.
const longestRequestMs = 3_000

/** Makes the port, with /health/live and /health/ready; it listens after `start`. */
export function createListener({ config, logger, database, redis }: ListenerDeps): Listener {
  const app = express()
  const httpServer = config.tls ? https.createServer({ cert: readFileSync(config.tls.cert), key: readFileSync(config.tls.key) }, app) : http.createServer(app)
  httpServer.requestTimeout = slowestUploadMs
  httpServer.headersTimeout = 60_000
  const upgraded = new Set<Duplex>()
  httpServer.on('upgrade', (_req: http.IncomingMessage, socket: Duplex) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
  })
  const health = createHealthRegistry(logger)
  health.add('database', { vital: true, check: database })
  // Without Redis everything goes on: it only carries what other processes want to know.
  health.add('redis', { vital: false, check: redis })

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

  return {
    app,
    httpServer,
    health,
    async start() {
      app.use(() => {
        throw notFound()
      })
      app.use(problemHandler(logger.child({ room: 'http' })))
      await new Promise<void>((resolve, reject) => {
        httpServer.once('error', reject)
        httpServer.listen(config.http.port, config.http.host, () => {
          httpServer.off('error', reject)
          resolve()
        })
      })
    },
    async stop() {
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
