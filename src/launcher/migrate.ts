// Brings the database to the migrations of this version.
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { runMigrations, Logger as WorkerLogger } from 'graphile-worker'
import pg from 'pg'
import { projectDir } from '../config.ts'

/** Any number, as long as it is ours alone. */
const preparationLock = 1022_0001

/** Does the work while no other instance prepares the same database; with two starting at once one waits for the other. */
export async function aloneWithDatabase<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  // A connection that breaks meanwhile breaks the work's own as well, and that one tells why.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(`set lock_timeout = '300s'`)
    await client.query('select pg_advisory_lock($1)', [preparationLock])
  } catch (error) {
    await client.end().catch(() => undefined)
    const noSuchDatabase = (error as { code?: string }).code === '3D000'
    if (!noSuchDatabase) throw new Error(`The database cannot be prepared: ${(error as Error).message || (error as { code?: string }).code}`)
    return work()
  }
  try {
    return await work()
  } finally {
    // The lock is the session's and goes with it.
    await client.end().catch(() => undefined)
  }
}

/** Applies the migrations that are missing; those already applied are left alone. */
export async function migrate(databaseUrl: string): Promise<void> {
  if (!(await isUpToDate(databaseUrl))) await deploy(databaseUrl)
  // The job queue brings its own tables.
  await runMigrations({ connectionString: databaseUrl, logger: new WorkerLogger(() => () => undefined) })
}

async function deploy(databaseUrl: string): Promise<void> {
  const script = path.join(projectDir, 'setup/prisma.mjs')
  try {
    await promisify(execFile)(process.execPath, [script, 'migrate', 'deploy'], {
      cwd: projectDir,
      env: { ...process.env, DATABASE_URL: databaseUrl },
    })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`The database could not be migrated:\n${`${stdout}\n${stderr}`.trim()}`)
  }
}

/** Whether the database already holds every migration: asked directly, for Prisma's command line takes a second to say so. */
async function isUpToDate(databaseUrl: string): Promise<boolean> {
  const folder = path.join(projectDir, 'prisma/migrations')
  const ours = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const client = new pg.Client({ connectionString: databaseUrl })
  try {
    await client.connect()
    const { rows } = await client.query<{ migration_name: string; finished: boolean }>(
      'select migration_name, finished_at is not null as finished from _prisma_migrations where rolled_back_at is null',
    )
    const done = new Set(rows.filter(({ finished }) => finished).map((row) => row.migration_name))
    return rows.every(({ finished }) => finished) && ours.every(({ name }) => done.has(name))
  } catch {
    // No such table yet, or no such database: Prisma makes both and tells what is wrong.
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Fills what is missing (prisma/seed.ts); answers what it has to tell, such as the first administrator's invitation. */
export async function seed(environment: Record<string, string>): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(projectDir, 'prisma/seed.ts')], {
      cwd: projectDir,
      env: { ...process.env, ...environment },
    })
    return stdout.trim()
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`The database could not be seeded:\n${`${stdout}\n${stderr}`.trim()}`)
  }
}
