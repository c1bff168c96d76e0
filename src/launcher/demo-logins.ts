// The logins of the invented people, as the seed left them; shown at the start, never in production.
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const shape = z.array(z.object({ name: z.string(), phone: z.string(), password: z.string(), role: z.string() }))

/** The lines to print; none when nothing was seeded. */
export function demoLogins(dataDir: string): string[] {
  const file = path.join(dataDir, 'demo-logins.json')
  if (!fs.existsSync(file)) return []
  const logins = shape.safeParse(JSON.parse(fs.readFileSync(file, 'utf8')))
  if (!logins.success) return []
  const widest = Math.max(...logins.data.map(({ name }) => name.length))
  return logins.data.map(({ name, phone, password, role }) => `    ${phone}  ${password}  ${name.padEnd(widest)}  ${role}`)
}
