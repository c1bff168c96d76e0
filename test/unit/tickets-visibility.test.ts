import { describe, expect, it } from 'vitest'
import { emptyTicketForm, type TicketForm } from '../../src/contract/tickets.ts'
import type { Role } from '../../src/contract/values.ts'
import {
  HIDDEN_IDENTITY_WORDS,
  mayCorrectFacts,
  mayHear,
  maySee,
  SECRET_WORDS,
  seesContent,
  type Viewer,
  visibleForm,
  visiblePlace,
  visibleTitle,
  visibleValue,
} from '../../src/tickets/visibility-rules.ts'

const viewer = (...roles: Role[]): Viewer => ({ personId: '', name: '', roles, memberships: [] })
const form: TicketForm = {
  ...emptyTicketForm,
  title: 'Tiêu đề',
  content: 'Nội dung',
  place: 'Số 48 đường Wừu',
  latitude: 13.98,
  longitude: 108,
  reporterName: 'Đinh Văn Hlưk',
  reporterPhone: '0900 000 038',
  reporterAddress: '52 Wừu',
}

describe('who sees what', () => {
  it.each([
    ['operator', true],
    ['supervisor', true],
    ['overseer', false],
    ['provincial-office', false],
  ] as const)('%s sees drafts: %s', (role, sees) => {
    expect(maySee(viewer(role), { code: null })).toBe(sees)
    expect(maySee(viewer(role), { code: 'GL26-000001' })).toBe(true)
  })

  it('whoever sits at the desk as well sees all', () => {
    const both = viewer('overseer', 'operator')
    const hidden = { ...form, stateSecret: true, identityHidden: true }
    expect(visibleForm(both, hidden)).toEqual(hidden)
    expect(mayHear(both, hidden)).toBe(true)
  })

  it('a state secret is nowhere to be read by an overseer: title, content, place, map, history, recording', () => {
    const secret = { ...form, stateSecret: true }
    const overseer = viewer('overseer')
    expect(visibleForm(overseer, secret)).toMatchObject({
      title: SECRET_WORDS,
      content: SECRET_WORDS,
      place: '',
      latitude: null,
      longitude: null,
      reporterName: 'Đinh Văn Hlưk',
    })
    expect(visibleTitle(overseer, secret)).toBe(SECRET_WORDS)
    expect(visiblePlace(overseer, secret)).toBe('')
    expect(visibleValue(overseer, secret, 'content', 'Nội dung')).toBe(SECRET_WORDS)
    expect(visibleValue(overseer, secret, 'content', null)).toBeNull()
    expect(visibleValue(overseer, secret, 'reporterName', 'Đinh Văn Hlưk')).toBe('Đinh Văn Hlưk')
    expect(mayHear(overseer, secret)).toBe(false)
  })

  it('VP UBND tỉnh reads a secret while it has to decide on it, and corrects only what it is shown', () => {
    const office: Viewer = { ...viewer('provincial-office'), memberships: [{ role: 'provincial-office', unitId: 'office' }] }
    const slip = { unitId: 'works', withinUnitId: null, holderUnitId: 'works', state: 'running', closeCause: null }
    const secret = { stateSecret: true }
    const cases = [
      [[], false],
      [[slip], false],
      [[{ ...slip, holderUnitId: 'office' }], true],
      [[{ ...slip, holderUnitId: 'office', state: 'stopped' }], true],
      [[{ ...slip, holderUnitId: 'office', state: 'closed' }], false],
    ] as const
    for (const [slips, sees] of cases) {
      expect(seesContent(office, slips)).toBe(sees)
      expect(mayCorrectFacts(office, secret, slips)).toBe(sees)
      expect(mayCorrectFacts(office, { stateSecret: false }, slips)).toBe(true)
      expect(seesContent({ ...viewer('overseer'), memberships: [{ role: 'overseer', unitId: 'office' }] }, slips)).toBe(false)
    }
  })

  it('a unit reads a secret while it works on it and once it has answered, not what it gave back', () => {
    const focal: Viewer = { ...viewer('focal-point'), memberships: [{ role: 'focal-point', unitId: 'power' }] }
    const slip = { unitId: 'power', withinUnitId: null, holderUnitId: 'power', state: 'closed' }
    expect(seesContent(focal, [{ ...slip, state: 'running', closeCause: null }])).toBe(true)
    expect(seesContent(focal, [{ ...slip, closeCause: 'completed' }])).toBe(true)
    expect(seesContent(focal, [{ ...slip, closeCause: 'returned' }])).toBe(false)
    expect(seesContent(focal, [{ ...slip, closeCause: 'reassigned' }])).toBe(false)
  })

  it('a hidden identity is known at the desk only', () => {
    const hidden = { ...form, identityHidden: true }
    const office = viewer('provincial-office')
    expect(visibleForm(office, hidden)).toMatchObject({
      title: 'Tiêu đề',
      reporterName: HIDDEN_IDENTITY_WORDS,
      reporterPhone: '',
      reporterAddress: '',
      reporterEmail: '',
      reporterIdNumber: '',
    })
    expect(visibleValue(office, hidden, 'reporterName', 'Đinh Văn Hlưk')).toBe(HIDDEN_IDENTITY_WORDS)
    expect(visibleValue(office, hidden, 'title', 'Tiêu đề')).toBe('Tiêu đề')
    expect(mayHear(office, hidden)).toBe(false)
    expect(visibleForm(viewer('operator'), hidden)).toEqual(hidden)
  })
})
