// Whose a file is: of the citizen, taken in by the hotline, or of a unit that handles the petition. Pure.
import type { AttachmentOrigin } from '../../contract/attachments.ts'

/** Where somebody served, and from when to when. */
export interface Served {
  role: string
  unit: { id: string; name: string }
  validFrom: Date
  validTo: Date | null
}

/** To whom a slip of the petition went. */
export interface GivenSlip {
  unitId: string
  withinUnitId: string | null
  holderUnitId: string
}

const unitRoles: readonly string[] = ['focal-point', 'unit-head', 'provincial-office']
const deskRoles: readonly string[] = ['operator', 'supervisor']

/** By what its sender was when he sent it; somebody of the hotline who serves in a unit as well sends for the unit that has the petition. */
export function originOf(at: Date, served: readonly Served[], slips: readonly GivenSlip[]): { of: AttachmentOrigin; unitName: string | null } {
  const then = served.filter(({ validFrom, validTo }) => validFrom <= at && (validTo === null || at < validTo))
  const inUnits = then.filter(({ role }) => unitRoles.includes(role))
  const given = new Set(slips.flatMap(({ unitId, withinUnitId, holderUnitId }) => [unitId, withinUnitId, holderUnitId]))
  const handling = inUnits.find(({ unit }) => given.has(unit.id))
  const ofUnit = handling ?? (then.some(({ role }) => deskRoles.includes(role)) ? undefined : inUnits[0])
  return ofUnit ? { of: 'unit', unitName: ofUnit.unit.name } : { of: 'desk', unitName: null }
}
