// Units through time, who serves where, deputies and the rows of imports: the rules alone.
import { describe, expect, it } from 'vitest'
import type { Membership } from '../../src/contract/accounts.ts'
import { actingFor, deputyProblems, effectiveMemberships, nameActing, principalsOf } from '../../src/directory/deputy-rules.ts'
import { type KnownPerson, type PersonField, planPeople } from '../../src/directory/import-people-rules.ts'
import { type KnownUnit, planUnits, type UnitField } from '../../src/directory/import-units-rules.ts'
import { type HeldRole, planMembership, type WantedRole } from '../../src/directory/membership-rules.ts'
import { kindWords } from '../../src/directory/unit-rows.ts'
import { closingProblems, indexUnits, lostCapabilities, type UnitShape, unitProblems } from '../../src/directory/unit-rules.ts'
import { readDay } from '../../src/platform/sheets/sheet-rules.ts'

const unit = (id: string, more: Partial<KnownUnit> = {}): KnownUnit => ({
  id,
  code: id,
  name: `Đơn vị ${id}`,
  kind: 'department',
  capabilities: [],
  parentId: null,
  predecessorId: null,
  successorId: null,
  headIsFocal: false,
  validFrom: '2021-03-30',
  validTo: null,
  ...more,
})
const wrong = (one: UnitShape, ...others: UnitShape[]) => Object.keys(unitProblems(one, indexUnits([one, ...others])))

describe('a unit among the others', () => {
  it('may stand below another one, within its time', () => {
    expect(wrong(unit('a', { parentId: 'p' }), unit('p'))).toEqual([])
    expect(wrong(unit('a', { parentId: 'p', validFrom: '2020-01-01' }), unit('p'))).toEqual(['parentId'])
    expect(wrong(unit('a', { parentId: 'p' }), unit('p', { validTo: '2025-07-01' }))).toEqual(['parentId'])
    expect(wrong(unit('a', { parentId: 'p', validTo: '2025-07-01' }), unit('p', { validTo: '2025-07-01' }))).toEqual([])
  })
  it('is neither above itself, nor below somebody who is below it, nor below nobody', () => {
    expect(wrong(unit('a', { parentId: 'a' }))).toEqual(['parentId'])
    expect(wrong(unit('a', { parentId: 'b' }), unit('b', { parentId: 'c' }), unit('c', { parentId: 'a' }))).toContain('parentId')
    expect(wrong(unit('a', { parentId: 'gone' }))).toEqual(['parentId'])
    const chain = Array.from({ length: 9 }, (_, i) => unit(`u${i}`, { parentId: i === 0 ? null : `u${i - 1}` }))
    expect(wrong(unit('deep', { parentId: 'u8' }), ...chain)).toEqual(['parentId'])
  })
  it('does not leave its sub-units outside its time', () => {
    const child = unit('c', { parentId: 'a', validFrom: '2022-01-01', validTo: '2024-01-01' })
    expect(wrong(unit('a', { validTo: '2024-01-01' }), child)).toEqual([])
    expect(wrong(unit('a', { validTo: '2023-12-31' }), child)).toEqual(['validTo'])
    expect(wrong(unit('a', { validFrom: '2022-01-02' }), child)).toEqual(['validFrom'])
  })
  it('has its code to itself while it is in force; official codes are used again later', () => {
    const old = unit('old', { code: '23.01', validTo: '2025-07-01' })
    expect(wrong(unit('new', { code: '23.01', validFrom: '2025-07-01' }), old)).toEqual([])
    expect(wrong(unit('new', { code: '23.01', validFrom: '2025-06-30' }), old)).toEqual(['code'])
  })
  it('ends after it begins', () => {
    expect(wrong(unit('a', { validTo: '2021-03-29' }))).toEqual(['validTo'])
    expect(wrong(unit('a', { predecessorId: 'a' }))).toEqual(['predecessorId'])
  })
})

describe('closing', () => {
  const office = unit('vp', { capabilities: ['province-office'] })
  const hotline = unit('1022', { capabilities: ['operator'] })
  const all = [unit('a'), unit('b'), unit('s', { validFrom: '2025-07-01' }), office, hotline]
  const close = (ids: string[], on = '2025-07-01', successor: string | null = 's', units: UnitShape[] = all) =>
    closingProblems(ids, on, successor, units, '2025-06-01')
  it('several units into one successor', () => expect(close(['a', 'b'])).toEqual({}))
  it('without a successor', () => expect(close(['a'], '2025-07-01', null)).toEqual({}))
  it.each([
    ['a unit that is not there', () => close(['zz']), 'units'],
    ['one that was closed before', () => close(['a'], '2025-07-01', null, [unit('a', { validTo: '2024-01-01' }), office]), 'units'],
    ['before it began', () => close(['s'], '2025-06-30', null), 'on'],
    ['in favour of itself', () => close(['a', 's'], '2026-01-01', 's'), 'successorId'],
    ['in favour of one that is not there yet', () => close(['a'], '2025-06-30'), 'successorId'],
    ['above a sub-unit that goes on', () => close(['a'], '2025-07-01', 's', [...all, unit('ward', { parentId: 'a' })]), 'on'],
    ['the only VP UBND tỉnh', () => close(['vp']), 'units'],
    ['the only hotline', () => close(['1022'], '2025-07-01', null), 'units'],
  ])('is refused for %s', (_case, problems, field) => expect(Object.keys(problems())).toEqual([field]))
  it('of VP UBND tỉnh is right when another one has taken over', () => {
    const next = unit('vp2', { capabilities: ['province-office'], validFrom: '2025-07-01' })
    expect(close(['vp'], '2025-07-01', 'vp2', [...all, next])).toEqual({})
    expect(lostCapabilities([office], [{ ...office, capabilities: [] }], '2025-06-01')).toEqual(['province-office'])
  })
  it('takes a sub-unit along', () => expect(close(['a', 'ward'], '2025-07-01', 's', [...all, unit('ward', { parentId: 'a' })])).toEqual({}))
})

describe('a person’s roles', () => {
  const held = (unitId: string, more: Partial<HeldRole> = {}): HeldRole => ({
    id: `${unitId} role`,
    role: 'focal-point',
    unitId,
    unitName: `Đơn vị ${unitId}`,
    from: 0,
    to: null,
    beside: false,
    ...more,
  })
  const want = (more: Partial<WantedRole> = {}): WantedRole => ({ role: 'focal-point', unit: unit('b'), from: 100, to: null, choice: null, ...more })

  it('in one unit may be several', () => {
    expect(planMembership([held('b')], want({ role: 'unit-head' }))).toMatchObject({ ok: true, end: [], beside: false })
    expect(planMembership([held('b')], want())).toMatchObject({ ok: false, code: 'conflict' })
    expect(planMembership([held('b', { to: 100 })], want())).toMatchObject({ ok: true })
  })
  it('in two units need an explicit choice', () => {
    expect(planMembership([held('a')], want())).toMatchObject({ ok: false, code: 'conflict', fields: { otherUnits: 'đang thuộc đơn vị Đơn vị a' } })
    expect(planMembership([held('a', { to: 100 })], want())).toMatchObject({ ok: true })
    expect(planMembership([held('a')], want({ choice: 'both' }))).toMatchObject({ ok: true, end: [], beside: true })
    const later = held('c', { from: 500 })
    expect(planMembership([held('a'), later], want({ choice: 'move' }))).toEqual({ ok: true, end: [held('a')], withdraw: [later], beside: false })
  })
  it('beside another unit’s are not asked about again', () => {
    const both = [held('a'), held('b', { beside: true })]
    expect(planMembership(both, want({ role: 'unit-head' }))).toMatchObject({ ok: true, beside: true })
  })
  it('need what the unit has', () => {
    expect(planMembership([], want({ role: 'operator' }))).toMatchObject({ ok: false, fields: { role: expect.stringContaining('tổng đài 1022') } })
    expect(planMembership([], want({ to: 100 }))).toMatchObject({ ok: false, fields: { to: expect.any(String) } })
  })
})

describe('a deputy', () => {
  const own: Membership = { role: 'focal-point', unitId: 'b', unitName: 'B' }
  const for_ = (role: Membership['role'], unitId: string, name: string): Membership => ({
    role,
    unitId,
    unitName: unitId,
    onBehalfOf: { personId: name, name },
  })
  const me = (...memberships: Membership[]) => ({ roles: [...new Set(memberships.map(({ role }) => role))], memberships })

  it('holds the roles of the principal in addition, but neither telephone nor keys, nor what he has himself', () => {
    const others = [for_('unit-head', 'b', 'An'), for_('focal-point', 'b', 'An'), for_('administrator', 'x', 'An'), for_('operator', 'x', 'An')]
    expect(effectiveMemberships([own], others)).toEqual([own, others[0]])
  })
  it('acts for somebody only in what he could not do himself', () => {
    const person = me(own, for_('unit-head', 'b', 'An'), for_('unit-head', 'c', 'Bình'))
    expect(principalsOf(person).map(({ name }) => name)).toEqual(['An', 'Bình'])
    expect(actingFor(person, null)).toEqual(me(own))
    expect(actingFor(person, 'Bình').memberships.map(({ unitId }) => unitId)).toEqual(['b', 'c'])
    expect(nameActing('Chi', 'An')).toBe('Chi (thay mặt An)')
    expect(actingFor(me(own), null)).toEqual(me(own))
  })
  it.each([
    ['oneself', { deputyId: 'a' }, 'deputyId'],
    ['an end before the beginning', { to: 5 }, 'to'],
    ['a time that is over', { from: 0, to: 9 }, 'to'],
    ['more than half a year', { to: 10 + 185 * 86_400_000 }, 'to'],
  ])('is refused for %s', (_case, more, field) => {
    expect(Object.keys(deputyProblems({ personId: 'a', deputyId: 'b', from: 10, to: 20, ...more }, 9))).toEqual([field])
  })
})

describe('rows of units', () => {
  const known = [unit('SXD', { name: 'Sở Xây dựng' }), unit('VP', { capabilities: ['province-office'] })]
  const row = (number: number, cells: Partial<Record<UnitField, string>>) => ({
    row: number,
    cells: {
      code: '',
      name: 'Đơn vị mới',
      kind: 'Sở, ban, ngành',
      capabilities: '',
      parent: '',
      validFrom: '01/07/2025',
      validTo: '',
      headIsFocal: '',
      ...cells,
    },
  })
  let ids = 0
  const plan = (...rows: ReturnType<typeof row>[]) =>
    planUnits(rows, {
      known,
      newId: () => {
        ids += 1
        return `new-${ids}`
      },
      readDay,
      kindWords,
      today: '2025-08-01',
    })
  const told = (...rows: ReturnType<typeof row>[]) => plan(...rows).errors.map(({ row: at, column }) => `${at} ${column}`)

  it('good ones become units, parents of the same file in any order', () => {
    const { units, errors, good } = plan(
      row(2, { code: 'P1', parent: 'X', headIsFocal: 'có' }),
      row(3, { code: 'X', kind: 'commune', capabilities: 'giám sát' }),
    )
    expect([errors, good]).toEqual([[], 2])
    expect(units).toMatchObject([
      { code: 'P1', headIsFocal: true, kind: 'department', validFrom: '2025-07-01' },
      { code: 'X', kind: 'commune', capabilities: ['overseer'] },
    ])
    expect(units[0]?.parentId).toBe(units[1]?.id)
  })
  it('each mistake is told with its line and column, and the others stay good', () => {
    const all = plan(
      row(2, { code: 'A 1' }),
      row(3, { code: 'A2', name: '' }),
      row(4, { code: 'A3', kind: 'Vũ trụ' }),
      row(5, { code: 'A4', validFrom: '31/02/2025' }),
      row(6, { code: 'A5', capabilities: 'bay' }),
      row(7, { code: 'A6', parent: 'KHONG-CO' }),
      row(8, { code: 'A7' }),
      row(9, { code: 'A7' }),
      row(10, { code: 'A8', validTo: '30/06/2025' }),
      row(11, { code: 'SXD', validFrom: '01/01/2024' }),
      row(12, { code: 'A9', headIsFocal: 'có lẽ' }),
    )
    expect(all.errors.map(({ row: at, column }) => `${at} ${column}`)).toEqual([
      '2 Mã đơn vị',
      '3 Tên đơn vị',
      '4 Loại đơn vị',
      '5 Hoạt động từ ngày',
      '6 Chức năng',
      '12 Lãnh đạo là đầu mối',
      '9 Mã đơn vị',
      '7 Mã đơn vị cấp trên',
      '10 Ngừng từ ngày',
      '11 Mã đơn vị',
    ])
    expect([all.good, all.units.map(({ code }) => code)]).toEqual([1, ['A7']])
  })
  it('below a bad row is bad too, and a circle is no tree', () => {
    expect(told(row(2, { code: 'A', name: '' }), row(3, { code: 'B', parent: 'A' }), row(4, { code: 'C', parent: 'B' }))).toEqual([
      '2 Tên đơn vị',
      '3 Mã đơn vị cấp trên',
      '4 Mã đơn vị cấp trên',
    ])
    expect(told(row(2, { code: 'A', parent: 'B' }), row(3, { code: 'B', parent: 'A' }))).toEqual(['2 Mã đơn vị cấp trên', '3 Mã đơn vị cấp trên'])
  })
  it('change what is there by code and first day; what does not change is not written', () => {
    const same = row(2, { code: 'SXD', name: 'Sở Xây dựng', validFrom: '30/03/2021' })
    expect(plan(same)).toMatchObject({ units: [], good: 1 })
    expect(plan({ ...same, cells: { ...same.cells, name: 'Sở Xây dựng (mới)' } }).units).toMatchObject([{ id: 'SXD', isNew: false, name: 'Sở Xây dựng (mới)' }])
    expect(told(row(2, { code: 'VP', name: 'Văn phòng', validFrom: '30/03/2021' }))).toEqual(['2 Chức năng'])
  })
})

describe('rows of people', () => {
  const units = [unit('SXD', { name: 'Sở Xây dựng' }), unit('SNN', { name: 'Sở Nông nghiệp' }), unit('CU', { name: 'Sở cũ', validTo: '2025-07-01' })]
  const row = (number: number, cells: Partial<Record<PersonField, string>>) => ({
    row: number,
    cells: { name: 'Rơ Mah Thử', phone: '0900000051', title: '', email: '', unit: 'SXD', role: 'Chuyên viên đầu mối', otherUnits: '', ...cells },
  })
  const there: KnownPerson = {
    id: 'p1',
    name: 'Siu Quen',
    held: [{ id: 'm1', role: 'focal-point', unitId: 'SNN', unitName: 'Sở Nông nghiệp', from: 0, to: null, beside: false }],
  }
  const plan = (...rows: ReturnType<typeof row>[]) => {
    let ids = 0
    const newId = () => {
      ids += 1
      return `new-${ids}`
    }
    return planPeople(rows, { units, byPhone: new Map([['+84900000060', there]]), newId, now: 1000, today: '2025-08-01', byId: 'admin' })
  }

  it('become accounts with a role; a second line of the same number adds a role', () => {
    const made = plan(row(2, {}), row(3, { role: 'lãnh đạo' }))
    expect(made).toMatchObject({ errors: [], good: 2, people: [{ name: 'Rơ Mah Thử', phone: '+84900000051', isNew: true }] })
    expect(made.roles.map(({ role, personId }) => [role, personId])).toEqual([
      ['focal-point', 'new-1'],
      ['unit-head', 'new-1'],
    ])
  })
  it.each([
    ['old mobile prefix', '0162 345 6789', '+84323456789', ['Đầu số cũ']],
    ['nought taken away by Excel', '900000052', '+84900000052', ['Thiếu số 0']],
    ['both', '1623456789', '+84323456789', ['Thiếu số 0', 'Đầu số cũ']],
    ['landline', '0269 3824 404', '+842693824404', ['Số máy bàn']],
  ])('with an %s are taken with a warning', (_case, phone, e164, words) => {
    const made = plan(row(2, { phone }))
    expect(made.people[0]?.phone).toBe(e164)
    expect(made.errors.map(({ severity }) => severity)).toEqual(words.map(() => 'warning'))
    for (const [index, start] of words.entries()) expect(made.errors[index]?.message.startsWith(start)).toBe(true)
  })
  it.each([
    ['malformed number', { phone: '0900 12' }, 'Số điện thoại'],
    ['letters for a number', { phone: "'; DROP TABLE person;--" }, 'Số điện thoại'],
    ['no name', { name: '' }, 'Họ và tên'],
    ['unknown unit', { unit: 'KHONG' }, 'Mã đơn vị'],
    ['closed unit', { unit: 'CU' }, 'Mã đơn vị'],
    ['unknown role', { role: 'Vua' }, 'Vai trò'],
    ['role that needs a capability', { role: 'Nhân viên trực' }, 'Vai trò'],
    ['bad e-mail', { email: 'a@' }, 'E-mail'],
    ['number of somebody else', { phone: '0900000060', unit: 'SNN', role: 'Lãnh đạo đơn vị' }, 'Số điện thoại'],
    ['person in another unit', { phone: '0900000060', name: 'Siu Quen' }, 'Đang ở đơn vị khác'],
    ['unclear choice', { phone: '0900000060', name: 'Siu Quen', otherUnits: 'sao cũng được' }, 'Đang ở đơn vị khác'],
  ])('with a %s are refused', (_case, cells, column) => {
    const made = plan(row(2, cells))
    expect(made.errors.filter(({ severity }) => severity === 'error')).toMatchObject([{ row: 2, column }])
    expect([made.good, made.people, made.roles]).toEqual([0, [], []])
  })
  it('move somebody, or keep him in both, when the line says so', () => {
    expect(plan(row(2, { phone: '0900000060', name: 'siu quen', otherUnits: 'Chuyển' }))).toMatchObject({
      good: 1,
      people: [],
      roles: [{ personId: 'p1', endIds: ['m1'], beside: false }],
    })
    expect(plan(row(2, { phone: '0900000060', name: 'Siu Quen', otherUnits: 'cả hai' })).roles).toMatchObject([{ endIds: [], beside: true }])
  })
  it('take back, too, what would only have begun later elsewhere', () => {
    const later = { ...there, held: [{ ...there.held[0], id: 'm2', from: 5_000 } as HeldRole] }
    const moved = planPeople([row(2, { phone: '0900000060', name: 'Siu Quen', otherUnits: 'chuyển' })], {
      units,
      byPhone: new Map([['+84900000060', later]]),
      newId: () => 'new',
      now: 1_000,
      today: '2025-08-01',
      byId: 'admin',
    })
    expect(moved.roles).toMatchObject([{ endIds: ['m2'] }])
  })
  it('do not put one person into two units by two lines, nor twice into one', () => {
    expect(plan(row(2, {}), row(3, { unit: 'SNN' })).errors).toMatchObject([{ row: 3, column: 'Đang ở đơn vị khác' }])
    expect(plan(row(2, {}), row(3, {})).errors).toMatchObject([{ row: 3, message: 'Trùng với dòng 2' }])
    expect(plan(row(2, {}), row(3, { name: 'Người Khác', role: 'Lãnh đạo' })).errors).toMatchObject([{ row: 3, column: 'Số điện thoại' }])
    expect(plan(row(2, { phone: '0900000060', name: 'Siu Quen', unit: 'SNN' })).errors).toMatchObject([{ severity: 'warning' }])
  })
})
