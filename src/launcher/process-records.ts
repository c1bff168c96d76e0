// What is written about a running server, so that a later launcher finds it: its pid file, and its own environment
// for the case that the file is missing or torn.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { allProcesses, identify, isRunning, type ProcessIdentity, placeOf } from './process-identity.ts'

/** The variable every server is started with; it tells whose it is and by which plan it runs. */
const markName = 'HOTLINE_PROCESS'

/** Which server of which data folder. */
export interface ServerName {
  dataDir: string
  name: string
}

/** How a server is known that wipes its environment, as Redis does: no other process of this program runs in this folder. */
export interface Whereabouts {
  cwd: string
  program: string
}

/** A running server and the plan it was started by. */
export interface ProcessRecord extends ProcessIdentity {
  plan: string
}

/** A plan in a few letters. */
export function planDigest(fingerprint: string): string {
  return createHash('sha256').update(fingerprint).digest('hex').slice(0, 16)
}

/** The variable a server must be started with. */
export function markOf({ dataDir, name }: ServerName, plan: string): Record<string, string> {
  return { [markName]: `${dataDir}:${name}:${plan}` }
}

/** The server that runs under this name now, or null. */
export function runningServer(server: ServerName, place?: Whereabouts): ProcessRecord | null {
  const known = readRecord(fileOf(server))
  if (known) return isRunning(known) ? known : null
  // No file is the rule before a first start, yet a launcher killed just after it started a server leaves none either.
  return findUnrecorded(server, place)
}

/** Keeps the record; whole or not at all. */
export function keepRecord(server: ServerName, record: ProcessRecord): void {
  const file = fileOf(server)
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  fs.writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
}

/** The server has ended. */
export function dropRecord(server: ServerName): void {
  fs.rmSync(fileOf(server), { force: true })
}

function fileOf({ dataDir, name }: ServerName): string {
  return path.join(dataDir, 'run', `${name}.json`)
}

function readRecord(file: string): ProcessRecord | null {
  try {
    const read = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<ProcessRecord>
    return Number.isInteger(read.pid) && typeof read.startedAt === 'string' ? { plan: '', ...(read as ProcessIdentity) } : null
  } catch {
    return null
  }
}

/** Looks through all processes: by the mark, or by where it runs. */
function findUnrecorded({ dataDir, name }: ServerName, place: Whereabouts | undefined): ProcessRecord | null {
  // A folder that is not there has nobody working in it.
  const at = place && fs.existsSync(place.cwd) ? { cwd: fs.realpathSync(place.cwd), program: fs.realpathSync(place.program) } : null
  const begin = `${markName}=${dataDir}:${name}:`
  const found = new Map<number, { record: ProcessRecord; parent: number }>()
  for (const pid of allProcesses()) {
    const mark = environmentOf(pid).find((line) => line.startsWith(begin))
    if (mark === undefined && !(at && isDeepStrictEqual(placeOf(pid), at))) continue
    const identity = identify(pid)
    if (identity) found.set(pid, { record: { ...identity, plan: mark?.slice(begin.length) ?? '' }, parent: parentOf(pid) })
  }
  // A server's own children carry its mark as well: the one whose parent does not is the server.
  return [...found.values()].find(({ parent }) => !found.has(parent))?.record ?? null
}

function environmentOf(pid: number): string[] {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    return []
  }
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
