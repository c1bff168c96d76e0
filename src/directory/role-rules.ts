// Which role needs which kind of unit. What a unit may do hangs on its capabilities, never on its name.
import { type UnitCapability, unitCapabilities } from '../contract/directory.ts'
import type { Role } from '../contract/values.ts'

export const capabilities = unitCapabilities
export type Capability = UnitCapability

const needed: Readonly<Partial<Record<Role, Capability>>> = {
  operator: 'operator',
  supervisor: 'operator',
  administrator: 'operator',
  'provincial-office': 'province-office',
  overseer: 'overseer',
}

/** The capability a unit must have for this role; null when any unit will do. */
export function capabilityFor(role: Role): Capability | null {
  return needed[role] ?? null
}
