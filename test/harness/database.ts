// A real PostgreSQL and a real Redis for one test file: started empty in a folder of their own, ended and removed afterwards.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { projectDir } from '../../src/config.ts'
import { openRuntime } from '../../src/launcher/debian-runtime.ts'
import { migrate } from '../../src/launcher/migrate.ts'
import { embeddedPostgres } from '../../src/launcher/postgres.ts'
import { embeddedRedis } from '../../src/launcher/redis.ts'
import { createDatabase, type Database } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'

export interface TestDatabase {
  db: Database
  url: string
  dataDir: string
  /** Takes the server away and brings it back on the same port, for tests of outages. */
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

const password = 'only-for-this-test'

/** Starts a migrated, empty database. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'h1022-db-'))
  const server = await embeddedPostgres(dataDir, password)
  await server.process.start()
  await server.createDatabase()
  await migrate(server.url)
  const db = createDatabase({ url: server.url, logger: silentLogger })
  return {
    db,
    url: server.url,
    dataDir,
    pause: () => server.process.stop(),
    resume: async () => void (await server.process.start()),
    async stop() {
      await db.$disconnect().catch(() => undefined)
      await server.process.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export interface TestRedis {
  url: string
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

/** Starts an empty Redis. */
export async function startTestRedis(): Promise<TestRedis> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'h1022-redis-'))
  const server = await embeddedRedis(dataDir, password, openRuntime(process.env['RUNTIME_DIR'] ?? path.join(projectDir, '.runtime')))
  await server.process.start()
  return {
    url: server.url,
    pause: () => server.process.stop(),
    resume: async () => void (await server.process.start()),
    async stop() {
      await server.process.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
