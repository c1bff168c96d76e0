// The web half of the platform on real PostgreSQL and Redis, without telephony: directory, HTTP, socket.
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type EndpointName, endpoints } from '../../src/contract/endpoints.ts'
import { commands } from '../../src/contract/socket.ts'
import type { Role } from '../../src/contract/values.ts'
import { hashPassword } from '../../src/directory/passwords.ts'
import { capabilityFor } from '../../src/directory/role-rules.ts'
import { bindDirectoryRoutes } from '../../src/directory/routes.ts'
import { createDirectoryService, type DirectoryService } from '../../src/directory/service.ts'
import { serverAddresses } from '../../src/platform/asterisk/server-list.ts'
import type { Clock } from '../../src/platform/clock.ts'
import { createDatabase, type Database } from '../../src/platform/database/client.ts'
import type { HttpBinder } from '../../src/platform/http/handlers.ts'
import { createHttpServer } from '../../src/platform/http/server.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { createRealtimeGateway, type RealtimeGateway } from '../../src/platform/realtime/gateway.ts'
import { createRedis, type Redis } from '../../src/platform/redis/client.ts'

/** What a stub answers for an endpoint of another room: reached means allowed. */
export const reached = 299

export interface TestWeb {
  baseUrl: string
  db: Database
  redis: Redis
  directory: DirectoryService
  gateway: RealtimeGateway
  stop(): Promise<void>
}

/** Starts one web process on a free port; two on the same database are two processes of one platform. */
export async function startWeb(
  urls: { database: string; redis: string },
  clock: Clock,
  sessionSecret = 'a secret for tests, long enough to be one',
  /** Binds what a test needs of other rooms. */
  bindMore: (http: HttpBinder, db: Database) => void = () => undefined,
): Promise<TestWeb> {
  const logger = silentLogger
  const db = createDatabase({ url: urls.database, logger })
  const redis = await createRedis({ url: urls.redis, logger })
  const directory = createDirectoryService({ db, clock, logger })
  const config = {
    http: { host: '127.0.0.1', port: 0 },
    tls: null,
    sessionSecret,
    asterisk: { httpsPort: 8089, servers: serverAddresses(null, { ariUrl: '', ami: { host: '', port: 0 }, wsUrl: '', wsPort: 8088 }) },
  }
  const http = createHttpServer({ config, logger, clock, directory, redis })
  const gateway = createRealtimeGateway({ httpServer: http.httpServer, sessions: http.sessions, redis, logger })
  const bound = new Set<string>()
  const binder: HttpBinder = {
    handle: (name, handler) => {
      bound.add(name)
      http.handle(name, handler)
    },
  }
  bindDirectoryRoutes(binder, directory)
  bindMore(binder, db)
  for (const name of Object.keys(endpoints) as EndpointName[])
    if (!bound.has(name))
      http.handle(name, async ({ res }) => {
        res.status(reached).json({})
        return undefined as never
      })
  for (const name of Object.keys(commands) as (keyof typeof commands)[]) gateway.onCommand(name, () => ({ reached: true }) as never)
  directory.onRolesChanged(gateway.rolesChanged)
  directory.onSessionEnded(({ sessionId, reason }) => gateway.closeSession(sessionId, reason))
  await http.start()
  return {
    baseUrl: `http://127.0.0.1:${(http.httpServer.address() as AddressInfo).port}`,
    db,
    redis,
    directory,
    gateway,
    async stop() {
      await http.stop()
      await redis.close()
      await db.$disconnect()
    },
  }
}

let people = 100

export interface TestPerson {
  id: string
  phone: string
  password: string
}

/** An active account with this role in a unit that may hold it. */
export async function addPerson(db: Database, role: Role): Promise<TestPerson> {
  people += 1
  const capability = capabilityFor(role)
  const unit = await db.unit.create({
    data: {
      code: `unit-${people}`,
      name: `Đơn vị ${people}`,
      kind: 'department',
      capabilities: capability ? [capability] : [],
      validFrom: new Date('2021-01-01'),
    },
  })
  const password = randomBytes(9).toString('base64url')
  const phone = `+84900000${people}`
  const { id } = await db.person.create({
    data: {
      name: `Người ${people}`,
      phone,
      passwordHash: await hashPassword(password),
      memberships: { create: { unitId: unit.id, role, validFrom: new Date('2026-01-01') } },
    },
  })
  return { id, phone, password }
}
