// Who may do what to a slip that came up to the provincial office.
import { describe, expect, it } from 'vitest'
import { type CaseFile, mayAct, type OpenSlip, type Party } from '../../src/tickets/permission-rules.ts'

const slip: OpenSlip = {
  id: 's',
  part: 'main',
  unitId: 'works',
  withinUnitId: null,
  officeUnitId: 'office',
  state: 'running',
  level: 'provincial-office',
  handlerId: null,
  taken: false,
  hasDraftResult: false,
  scheduled: false,
  extendable: true,
}
const person = (role: 'focal-point' | 'unit-head' | 'provincial-office', unitId: string): Party => ({
  personId: `${role} of ${unitId}`,
  roles: [role],
  memberships: [{ role, unitId }],
})
const file = (more: Partial<OpenSlip> = {}): CaseFile => ({
  standing: { status: 'waiting', step: 'provincial-office', progress: 'late' },
  slips: [{ ...slip, ...more }],
  resultToCheck: false,
  answerToTell: false,
  pauseAllowed: false,
})

describe('at the provincial office’s level', () => {
  const office = person('provincial-office', 'office')
  it('the office takes and passes on; the unit that let it lapse only hands in what it has', () => {
    for (const lapsed of [person('focal-point', 'works'), person('unit-head', 'works')]) {
      expect([mayAct('take', file(), lapsed, 's'), mayAct('pass-on', file(), lapsed, 's')]).toEqual([false, false])
      expect(mayAct('hand-in', file(), lapsed, 's')).toBe(true)
    }
    expect([mayAct('take', file(), office, 's'), mayAct('pass-on', file(), office, 's')]).toEqual([true, true])
  })
  it('a colleague of the office gives back what another took', () => {
    const taken = file({ taken: true, handlerId: 'somebody else' })
    expect([mayAct('give-back', taken, office, 's'), mayAct('give-back', taken, person('focal-point', 'works'), 's')]).toEqual([true, false])
  })
})
