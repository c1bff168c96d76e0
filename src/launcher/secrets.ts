// Passwords between our own servers: made once, kept in DATA_DIR, readable by the owner only.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { replaceFile } from './small-files.ts'

const names = ['sessionSecret', 'postgresPassword', 'redisPassword', 'ariPassword', 'amiPassword'] as const
const shape = z.partialRecord(z.enum(names), z.string().min(32))
export type Secrets = Record<(typeof names)[number], string>

/** Reads the secrets, making those that are not there yet. */
export function loadSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json')
  const known = fs.existsSync(file) ? readSecrets(file) : {}
  const all = Object.fromEntries(names.map((name) => [name, known[name] ?? randomBytes(24).toString('hex')])) as Secrets
  if (names.some((name) => known[name] === undefined)) {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    replaceFile(file, JSON.stringify(all, null, 1))
  }
  return all
}

/** New secrets would lock everybody out of the database and end all sessions: that is not done behind anybody's back. */
function readSecrets(file: string): z.infer<typeof shape> {
  try {
    return shape.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  } catch {
    throw new Error(`${file} is damaged. It holds the database's password: put it back from a backup.`)
  }
}
