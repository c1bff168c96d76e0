// The units of the service. Each gets a stable code from its name, so that a second seed finds the first one's rows.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Capability, capabilities } from '../../src/directory/role-rules.ts'
import type { Database } from '../../src/platform/database/client.ts'

const Units = z.object({ units: z.array(z.object({ name: z.string(), kind: z.string(), headIsFocalPoint: z.boolean() })) })

/** The day the regulation came into force: before it there was no service and no slip to any unit. */
const since = new Date('2021-03-30T00:00:00Z')

/** Đ18-19: these two watch over the service. From here on only the capability counts, the name does not. */
const overseers = ['Sở Thông tin và Truyền thông', 'Sở Nội vụ']

/** `UBND Thành phố Pleiku` becomes `ubnd-thanh-pho-pleiku`. */
export function codeOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function capabilitiesOf(unit: { name: string; kind: string }): Capability[] {
  const own = capabilities.filter((capability) => capability === unit.kind)
  return overseers.includes(unit.name) ? [...own, 'overseer'] : own
}

/** Adds the units that are missing; what the administrator has changed since stays. */
export async function seedUnits(db: Database): Promise<void> {
  const { units } = Units.parse(JSON.parse(readFileSync(new URL('units.json', import.meta.url), 'utf8')))
  await db.unit.createMany({
    skipDuplicates: true,
    data: units.map((unit) => ({
      code: codeOf(unit.name),
      name: unit.name,
      kind: unit.kind,
      capabilities: capabilitiesOf(unit),
      headIsFocal: unit.headIsFocalPoint,
      validFrom: since,
    })),
  })
}
