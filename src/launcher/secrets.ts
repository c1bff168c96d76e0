// Passwords between our own servers: made once, kept in DATA_DIR, readable by the owner only.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const names = ['sessionSecret', 'postgresPassword', 'redisPassword', 'ariPassword', 'amiPassword'] as const
const shape = z.partialRecord(z.enum(names), z.string().min(32))
export type Secrets = Record<(typeof names)[number], string>

/** Reads the secrets, making those that are not there yet. */
export function loadSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json')
  const known = fs.existsSync(file) ? shape.parse(JSON.parse(fs.readFileSync(file, 'utf8'))) : {}
  const all = Object.fromEntries(names.map((name) => [name, known[name] ?? randomBytes(24).toString('hex')])) as Secrets
  if (names.some((name) => known[name] === undefined)) {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    fs.writeFileSync(`${file}.new`, JSON.stringify(all, null, 1), { mode: 0o600 })
    fs.renameSync(`${file}.new`, file)
  }
  return all
}
