// The directory as administrators keep it, over HTTP on a real PostgreSQL: two at once, somebody in two units, deputies to the
// minute, units that close, imports with bad rows, and what looks like code.
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Me, Person } from '../../src/contract/accounts.ts'
import type { DirectoryUnit, PeopleImportReport, PersonDetail, UnitDetail } from '../../src/contract/directory.ts'
import type { ImportReport } from '../../src/contract/imports.ts'
import type { Role } from '../../src/contract/values.ts'
import { startTestDatabase, startTestRedis, type TestDatabase, type TestRedis } from '../harness/database.ts'
import { HttpClient } from '../harness/desk-client.ts'
import { addPerson, startWeb, type TestPerson, type TestWeb } from '../harness/web.ts'

let database: TestDatabase
let redis: TestRedis
let web: TestWeb
let admin: HttpClient
let second: HttpClient
let office: string
let at = new Date('2026-11-18T02:00:00.000Z')
const clock = { now: () => at }
const minute = 60_000
interface Problem {
  code: string
  message: string
  fields: Record<string, string>
}

beforeAll(async () => {
  ;[database, redis] = await Promise.all([startTestDatabase(), startTestRedis()])
  web = await startWeb({ database: database.url, redis: redis.url }, clock)
  ;[admin, second] = await Promise.all([signedIn(await addPerson(database.db, 'administrator')), signedIn(await addPerson(database.db, 'administrator'))])
  office = (await addUnit('VP', { capabilities: ['province-office'], kind: 'province-office', name: 'Văn phòng UBND tỉnh' })).unit.id
})
afterAll(async () => {
  await web?.stop()
  await Promise.all([database?.stop(), redis?.stop()])
})

async function signedIn(person: TestPerson): Promise<HttpClient> {
  const client = new HttpClient(web.baseUrl)
  await client.signIn(person)
  return client
}
const newUnit = (code: string, more: object = {}) => ({
  code,
  name: `Đơn vị ${code}`,
  kind: 'department',
  capabilities: [],
  parentId: null,
  predecessorId: null,
  headIsFocal: false,
  validFrom: '2021-03-30',
  ...more,
})
async function addUnit(code: string, more: object = {}): Promise<UnitDetail> {
  const added = await admin.request<UnitDetail>('POST', '/api/directory/units', newUnit(code, more))
  if (added.status !== 200) throw new Error(JSON.stringify(added.body))
  return added.body
}
let phones = 500
/** Somebody who has set a password and serves in a unit. */
async function member(unitId: string, role: Role = 'focal-point') {
  phones += 1
  const person = await addPerson(database.db, 'focal-point')
  await database.db.membership.updateMany({ where: { personId: person.id }, data: { unitId, role } })
  return person
}
const detail = async (id: string) => (await admin.request<PersonDetail>('GET', `/api/people/${id}`)).body
const me = async (client: HttpClient) => (await client.request<Me>('GET', '/api/session')).body
const upload = async <T>(path: string, file: string | Buffer, mode: string, fileName = 'tep.csv') => {
  const answer = await fetch(`${web.baseUrl}${path}?fileName=${fileName}&mode=${mode}`, {
    method: 'POST',
    headers: { cookie: admin.cookie, origin: web.baseUrl, 'content-type': 'application/octet-stream' },
    body: typeof file === 'string' ? file : new Uint8Array(file),
  })
  return { status: answer.status, body: (await answer.json()) as T }
}

describe('two administrators at once', () => {
  it('on a unit: one wins, the other is told who was first and nothing of the first is lost', async () => {
    const { unit } = await addUnit('HAI')
    const edit = (client: HttpClient, name: string) =>
      client.request<UnitDetail & Problem>('PUT', `/api/directory/units/${unit.id}`, { ...newUnit('HAI', { name }), version: unit.version })
    const answers = await Promise.all([edit(admin, 'Tên của người thứ nhất'), edit(second, 'Tên của người thứ hai')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const lost = answers.find(({ status }) => status === 409)?.body
    expect(lost).toMatchObject({ code: 'conflict', message: expect.stringMatching(/^Người \d+ vừa sửa đơn vị này/) })
    const { body } = await admin.request<UnitDetail>('GET', `/api/directory/units/${unit.id}`)
    expect(body.unit.version).toBe(unit.version + 1)
    expect(body.events.map(({ action, field, oldValue, newValue }) => [action, field, oldValue, newValue])).toEqual([
      ['Sửa', 'Tên', 'Đơn vị HAI', body.unit.name],
      ['Thêm đơn vị', null, null, 'Đơn vị HAI'],
    ])
  })
  it('adding the same code: one unit', async () => {
    const add = (client: HttpClient) => client.request<Problem>('POST', '/api/directory/units', newUnit('TRUNG'))
    const answers = await Promise.all([add(admin), add(second)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(answers.find(({ status }) => status === 400)?.body.fields['code']).toContain('Đơn vị TRUNG')
  })
  it('making two units each other’s parent: never a circle', async () => {
    const [a, b] = [(await addUnit('VONG-A')).unit, (await addUnit('VONG-B')).unit]
    const under = (client: HttpClient, unit: DirectoryUnit, parentId: string) =>
      client.request('PUT', `/api/directory/units/${unit.id}`, { ...newUnit(unit.code, { parentId }), version: unit.version })
    const answers = await Promise.all([under(admin, a, b.id), under(second, b, a.id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  })
  it('on a person: the second is refused, also when both give a role', async () => {
    const [a, b] = [(await addUnit('NG-A')).unit.id, (await addUnit('NG-B')).unit.id]
    const person = await member((await addUnit('NG-0')).unit.id)
    const { version } = (await detail(person.id)).person
    const give = (client: HttpClient, unitId: string) =>
      client.request<Problem>('POST', `/api/people/${person.id}/memberships`, { version, role: 'focal-point', unitId, otherUnits: 'move' })
    const answers = await Promise.all([give(admin, a), give(second, b)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await detail(person.id)).person.memberships.length).toBe(1)
  })
})

describe('a person and two units', () => {
  it('is warned about, and moved or kept in both only when that is chosen', async () => {
    const [works, farms] = [(await addUnit('SXD', { name: 'Sở Xây dựng' })).unit.id, (await addUnit('SNN', { name: 'Sở Nông nghiệp' })).unit.id]
    const person = await member(works)
    const client = await signedIn(person)
    const socket = io(web.baseUrl, { extraHeaders: { cookie: client.cookie, origin: web.baseUrl }, transports: ['websocket'], forceNew: true })
    await new Promise((resolve) => socket.once('connect', () => resolve(null)))
    const told = new Promise((resolve) => socket.once('roles:changed', resolve))
    const give = async (more: object) => {
      const { version } = (await detail(person.id)).person
      return admin.request<PersonDetail & Problem>('POST', `/api/people/${person.id}/memberships`, { version, role: 'focal-point', unitId: farms, ...more })
    }
    const asked = await give({})
    expect(asked).toMatchObject({ status: 409, body: { code: 'conflict', fields: { otherUnits: 'đang thuộc đơn vị Sở Xây dựng' } } })
    expect((await me(client)).memberships.map(({ unitId }) => unitId)).toEqual([works])

    const moved = await give({ otherUnits: 'move' })
    expect(moved.body.person.memberships).toMatchObject([{ unitId: farms, role: 'focal-point' }])
    expect(moved.body.memberships.find(({ unitId }) => unitId === works)?.validTo).toBe(at.toISOString())
    // The very next request knows, and the open page is told.
    expect((await me(client)).memberships.map(({ unitId }) => unitId)).toEqual([farms])
    await told
    socket.disconnect()
    expect((await web.directory.unitBook.people(works, ['focal-point'], at)).map(({ personId }) => personId)).not.toContain(person.id)

    at = new Date(at.getTime() + minute)
    const both = await give({ unitId: works, otherUnits: 'both' })
    expect(both.body.person.memberships.map(({ unitId }) => unitId).sort()).toEqual([works, farms].sort())
    expect(both.body.memberships.find(({ unitId, validTo }) => unitId === works && validTo === null)?.beside).toBe(true)
    expect(both.body.events.slice(0, 1)).toMatchObject([{ action: 'Giao vai trò', newValue: expect.stringContaining('Sở Xây dựng') }])
  })
  it('cannot happen behind the service’s back: the database refuses it', async () => {
    const [a, b] = [(await addUnit('DB-A')).unit.id, (await addUnit('DB-B')).unit.id]
    const person = await member(a)
    const put = (unitId: string, validFrom: Date) => database.db.membership.create({ data: { personId: person.id, unitId, role: 'focal-point', validFrom } })
    await expect(put(b, at)).rejects.toThrow('membership_one_unit')
    await expect(put(a, at)).rejects.toThrow('membership_no_double')
  })
  it('a second account with the same number says whose it is and where he serves', async () => {
    const { unit } = await addUnit('SO-CU', { name: 'Sở Có Người' })
    const person = await member(unit.id)
    const answer = await admin.request<Problem>('POST', '/api/people', { name: 'Trùng Số', phone: person.phone, role: 'focal-point', unitId: unit.id })
    expect(answer).toMatchObject({ status: 409, body: { message: expect.stringContaining('đang thuộc đơn vị Sở Có Người') } })
  })
  it('a role ends when it is ended; an administrator keeps his own keys', async () => {
    const person = await member((await addUnit('HET')).unit.id)
    const client = await signedIn(person)
    const before = await detail(person.id)
    const end = (id: string | undefined, version: number) => admin.request<PersonDetail & Problem>('PUT', `/api/memberships/${id}/end`, { version })
    expect((await end(before.memberships[0]?.id, before.person.version + 1)).status).toBe(409)
    expect((await end(before.memberships[0]?.id, before.person.version)).body.person.memberships).toEqual([])
    expect((await me(client)).roles).toEqual([])
    const self = await detail((await me(admin)).id)
    expect(await end(self.memberships[0]?.id, self.person.version)).toMatchObject({ status: 409, body: { message: expect.stringContaining('chính mình') } })
  })
})

describe('a deputy', () => {
  it('has the principal’s roles from the first minute to the last and not a moment longer', async () => {
    const unit = (await addUnit('UQ', { name: 'Sở Ủy Quyền' })).unit.id
    const [head, deputy, stranger] = [await member(unit, 'unit-head'), await member(unit), await member((await addUnit('UQ-2')).unit.id)]
    const [client, own] = await Promise.all([signedIn(deputy), signedIn(head)])
    const from = new Date(at.getTime() + 10 * minute)
    const to = new Date(at.getTime() + 70 * minute)
    const name = (by: HttpClient, more: object = {}) =>
      by.request<Problem>('POST', '/api/profile/deputies', {
        deputyId: deputy.id,
        from: from.toISOString(),
        to: to.toISOString(),
        reason: 'Đi công tác',
        ...more,
      })
    expect(await name(own, { deputyId: stranger.id })).toMatchObject({ status: 400, body: { fields: { deputyId: expect.stringContaining('cùng đơn vị') } } })
    expect(await name(own, { deputyId: head.id })).toMatchObject({ status: 400 })
    expect(await name(own, { to: from.toISOString() })).toMatchObject({ status: 400, body: { fields: { to: expect.any(String) } } })
    expect((await name(own)).status).toBe(200)
    expect(await name(own, { from: new Date(to.getTime() - minute).toISOString(), to: new Date(to.getTime() + minute).toISOString() })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
    const seen = async () => (await me(client)).memberships.map(({ role, onBehalfOf }) => [role, onBehalfOf?.personId ?? null])
    const heads = async () => (await web.directory.unitBook.people(unit, ['unit-head'], at)).map(({ personId, onBehalfOf }) => [personId, onBehalfOf])
    const headName = (await me(own)).name
    const alone = [['focal-point', null]]
    const with_ = [...alone, ['unit-head', head.id]]

    at = new Date(from.getTime() - 1)
    expect([await seen(), await heads()]).toEqual([alone, [[head.id, null]]])
    at = from
    expect([await seen(), await heads()]).toEqual([
      with_,
      [
        [head.id, null],
        [deputy.id, headName],
      ],
    ])
    expect((await me(client)).roles).toEqual(['focal-point', 'unit-head'])
    at = new Date(to.getTime() - 1)
    expect(await seen()).toEqual(with_)
    at = to
    expect([await seen(), await heads()]).toEqual([alone, [[head.id, null]]])

    // An administrator names another one and ends it at once; the principal who is locked has nothing to hand on.
    const until = new Date(at.getTime() + 60 * minute).toISOString()
    const named = await admin.request<PersonDetail>('POST', `/api/people/${head.id}/deputies`, { deputyId: stranger.id, from: at.toISOString(), to: until })
    const other = await signedIn(stranger)
    expect((await me(other)).roles).toContain('unit-head')
    await admin.request('PUT', `/api/people/${head.id}/lock`, { locked: true })
    expect((await me(other)).roles).not.toContain('unit-head')
    await admin.request('PUT', `/api/people/${head.id}/lock`, { locked: false })
    expect((await me(other)).roles).toContain('unit-head')
    const id = named.body.deputies.find(({ standing }) => standing === 'in-force')?.id
    expect((await client.request('PUT', `/api/profile/deputies/${id}/end`)).status).toBe(404)
    expect(await admin.request('PUT', `/api/deputies/${id}/end`)).toMatchObject({ status: 200, body: { standing: 'over' } })
    expect((await me(other)).roles).not.toContain('unit-head')
    expect((await detail(head.id)).events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['Ủy quyền', 'Chấm dứt ủy quyền', 'Khóa tài khoản', 'Mở khóa tài khoản']),
    )
  })
})

describe('closing', () => {
  it('merges several into one: people go along, slips are warned about, nobody comes in any more', async () => {
    const [a, b, next] = [await addUnit('SAP-A'), await addUnit('SAP-B'), await addUnit('SAP-MOI', { name: 'Sở Sáp Nhập', validFrom: '2026-01-01' })]
    const [one, two] = [await member(a.unit.id), await member(b.unit.id, 'unit-head')]
    const slips = new Map([[a.unit.id, 3]])
    web.directory.countOpenSlipsBy(async (id) => slips.get(id) ?? 0)
    const close = (more: object = {}) =>
      admin.request<DirectoryUnit[] & Problem>('POST', '/api/directory/closing', {
        units: [a, b].map(({ unit }) => ({ id: unit.id, version: unit.version })),
        on: '2026-11-18',
        successorId: next.unit.id,
        members: 'move',
        ...more,
      })
    expect(await close()).toMatchObject({ status: 409, body: { fields: { acceptOpenSlips: '3' } } })
    slips.set(b.unit.id, 1)
    // One more came meanwhile: it is asked again.
    expect(await close({ acceptOpenSlips: 3 })).toMatchObject({ status: 409, body: { fields: { acceptOpenSlips: '4' } } })
    expect((await close({ acceptOpenSlips: 4 })).status).toBe(200)
    expect(await web.directory.unitBook.unit(a.unit.id, at)).toMatchObject({ inForce: false, successorName: 'Sở Sáp Nhập', successorId: next.unit.id })
    for (const person of [one, two]) expect((await detail(person.id)).person.memberships).toMatchObject([{ unitId: next.unit.id }])
    const after = (await admin.request<UnitDetail>('GET', `/api/directory/units/${next.unit.id}`)).body
    expect(after.predecessors.map(({ id }) => id).sort()).toEqual([a.unit.id, b.unit.id].sort())
    expect(after.members.length).toBe(2)
    const late = await admin.request<Problem>('POST', '/api/people', { name: 'Đến Muộn', phone: '0900088001', role: 'focal-point', unitId: a.unit.id })
    expect(late).toMatchObject({ status: 400, body: { fields: { unitId: 'Đơn vị này không còn hoạt động' } } })
    expect((await close({ acceptOpenSlips: 4 })).status).toBe(409)

    const { body: closed } = await admin.request<UnitDetail>('GET', `/api/directory/units/${a.unit.id}`)
    expect(closed).toMatchObject({ successor: { name: 'Sở Sáp Nhập' }, openSlips: 3, members: [] })
    expect((await admin.request<UnitDetail>('POST', `/api/directory/units/${a.unit.id}/reopening`, { version: closed.unit.version })).body.unit).toMatchObject({
      validTo: null,
      successorId: null,
      inForce: true,
    })
  })
  it('of the only VP UBND tỉnh, or taking its capability away, is refused', async () => {
    const { body } = await admin.request<UnitDetail>('GET', `/api/directory/units/${office}`)
    const units = [{ id: office, version: body.unit.version }]
    const close = await admin.request<Problem>('POST', '/api/directory/closing', { units, on: '2026-12-01', successorId: null, members: 'end' })
    expect(close).toMatchObject({ status: 400, body: { fields: { units: expect.stringContaining('Văn phòng UBND tỉnh') } } })
    const save = { ...newUnit('VP', { name: 'Văn phòng', kind: 'province-office' }), version: body.unit.version }
    expect(await admin.request('PUT', `/api/directory/units/${office}`, save)).toMatchObject({
      status: 400,
      body: { fields: { capabilities: expect.any(String) } },
    })
    expect(await web.directory.unitBook.officeUnit(at)).toBe(office)
  })
  it('a second unit with the function of VP UBND tỉnh takes nothing over while the first has it and people in it', async () => {
    await member(office, 'provincial-office')
    const { unit } = await addUnit('VP2', { capabilities: ['province-office'], kind: 'province-office', name: 'Văn phòng thứ hai', validFrom: '2020-01-01' })
    expect(await web.directory.unitBook.officeUnit(at)).toBe(office)
    await admin.request('PUT', `/api/directory/units/${unit.id}`, {
      ...newUnit('VP2', { name: 'Văn phòng thứ hai', kind: 'province-office', validFrom: '2020-01-01' }),
      version: unit.version,
    })
  })
  it('on a day to come ends the roles on that day, and the tree of that day is without it', async () => {
    const { unit } = await addUnit('MAI')
    const person = await member(unit.id)
    const units = [{ id: unit.id, version: unit.version }]
    expect((await admin.request('POST', '/api/directory/closing', { units, on: '2026-11-20', successorId: null, members: 'end' })).status).toBe(200)
    const roles = async () => (await web.directory.me(person.id)).roles
    const names = async () => (await web.directory.unitBook.tree(at)).map(({ id }) => id)
    const today = at
    at = new Date('2026-11-19T16:59:59.999Z')
    const before = [await roles(), (await names()).includes(unit.id)]
    at = new Date('2026-11-19T17:00:00.000Z')
    const after = [await roles(), (await names()).includes(unit.id)]
    at = today
    expect([before, after]).toEqual([
      [['focal-point'], true],
      [[], false],
    ])
  })
})

describe('an import', () => {
  const units = 'Mã đơn vị;Tên đơn vị;Loại đơn vị;Mã đơn vị cấp trên;Hoạt động từ ngày'
  const people = 'Họ và tên;Số điện thoại;Chức vụ;Mã đơn vị;Vai trò;Đang ở đơn vị khác'

  it('of units is checked first, then takes the good rows or none', async () => {
    const file = `\ufeff${units}\nIMP-1;Phường Một;UBND xã, phường;;01/07/2025\nIMP-2;"Phòng; ""Hai""";division;IMP-1;01/07/2025\nIMP 3;Sai mã;division;;01/07/2025\nIMP-4;Mồ côi;division;KHONG-CO;01/07/2025\n`
    const send = (mode: string) => upload<ImportReport>('/api/directory/imports/units', file, mode)
    const count = () => database.db.unit.count({ where: { code: { startsWith: 'IMP' } } })
    const checked = await send('check')
    expect(checked.body).toMatchObject({
      rows: 4,
      good: 2,
      saved: 0,
      errors: [
        { row: 4, column: 'Mã đơn vị' },
        { row: 5, column: 'Mã đơn vị cấp trên', message: 'Không có đơn vị nào mang mã “KHONG-CO”' },
      ],
    })
    expect([(await send('all')).body.saved, await count()]).toEqual([0, 0])
    expect([(await send('good')).body.saved, await count()]).toEqual([2, 2])
    const two = await database.db.unit.findFirstOrThrow({ where: { code: 'IMP-2' }, include: { parent: true } })
    expect([two.name, two.parent?.code]).toEqual(['Phòng; "Hai"', 'IMP-1'])
  })
  it('of people gives each new account its link, once, and moves nobody silently', async () => {
    const unit = (await addUnit('NHAP', { name: 'Sở Nhập' })).unit.id
    const other = await member((await addUnit('NHAP-2', { name: 'Sở Khác' })).unit.id)
    const name = (await detail(other.id)).person.name
    const line = (...cells: string[]) => cells.join(';')
    const file = (choice: string) =>
      [
        people,
        line('Nguyễn Thị Mới', '0162 000 0001', 'Chuyên viên', 'NHAP', 'Chuyên viên đầu mối', ''),
        line(name, other.phone, '', 'NHAP', 'Chuyên viên đầu mối', choice),
        line('Máy Bàn', '0269 3824 404', '', 'NHAP', 'Lãnh đạo đơn vị', ''),
        line('Số Sai', '09000', '', 'NHAP', 'Lãnh đạo đơn vị', ''),
      ].join('\r\n')
    const send = (mode: string, choice: string) => upload<PeopleImportReport>('/api/directory/imports/people', file(choice), mode)
    expect((await send('check', '')).body).toMatchObject({
      rows: 4,
      good: 2,
      invitations: [],
      errors: [
        { row: 2, severity: 'warning', message: 'Đầu số cũ, đổi thành 0320 000 001' },
        { row: 3, severity: 'error', message: 'Người này đang thuộc đơn vị Sở Khác: ghi “chuyển” hoặc “cả hai”' },
        { row: 4, severity: 'warning', message: 'Số máy bàn không nhận được tin nhắn SMS' },
        { row: 5, severity: 'error' },
      ],
    })
    const done = await send('good', 'chuyển')
    expect(done.body.saved).toBe(3)
    expect(done.body.invitations.map((one) => one.name)).toEqual(['Nguyễn Thị Mới', 'Máy Bàn'])
    const token = done.body.invitations[0]?.invitation.url.split('/').at(-1)
    expect(await new HttpClient(web.baseUrl).request('GET', `/api/invitations/${token}`)).toMatchObject({ status: 200, body: { name: 'Nguyễn Thị Mới' } })
    expect((await detail(other.id)).person.memberships).toMatchObject([{ unitId: unit }])
    // The same file again: everybody is there already.
    const again = await send('all', 'chuyển')
    expect([again.body.saved, (await send('good', 'chuyển')).body.invitations]).toEqual([0, []])
  })
  it('reads the template it gives out, and refuses what is no sheet or too large', async () => {
    const template = await fetch(`${web.baseUrl}/api/directory/templates/people`, { headers: { cookie: admin.cookie } })
    expect(template.headers.get('content-disposition')).toContain('mau-tai-khoan.xlsx')
    const file = Buffer.from(await template.arrayBuffer())
    expect((await upload<ImportReport>('/api/directory/imports/people', file, 'check', 'mau.xlsx')).body).toMatchObject({
      rows: 1,
      good: 1,
      errors: [],
    })
    const refused = async (content: Buffer, fileName?: string) => {
      const { status, body } = await upload<Problem>('/api/directory/imports/units', content, 'check', fileName)
      return [status, body.code]
    }
    expect(await refused(Buffer.from('MZ\0\0'))).toEqual([400, 'invalid-input'])
    expect(await refused(Buffer.alloc(5 * 1024 * 1024 + 1, 'a;b\n'))).toEqual([400, 'invalid-input'])
    expect(await refused(Buffer.from(units), 'tep.exe')).toEqual([400, 'invalid-input'])
    expect((await admin.request('POST', '/api/directory/imports/units?fileName=a.csv&mode=check', {})).status).toBe(400)
  })
  it('of thousands of units goes through within the time of a request', async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => `LON-${i};Thôn ${i};other;${i === 0 ? '' : `LON-${Math.floor((i - 1) / 40)}`};01/07/2025`)
    const done = await upload<ImportReport>('/api/directory/imports/units', [units, ...rows].join('\n'), 'all')
    expect(done.body).toMatchObject({ good: 2_000, saved: 2_000, errors: [] })
  })
})

describe('what looks like code', () => {
  it.each(["Robert'); DROP TABLE person;--", '<img src=x onerror=alert(1)>', '=HYPERLINK("http://evil.example")', '%00%0d%0aX: y'])(
    'is a name like any other: %s',
    async (name) => {
      phones += 1
      const { unit } = await addUnit(`MA-${phones}`, { name })
      const added = await admin.request<{ person: Person }>('POST', '/api/people', {
        name,
        phone: `0900077${phones}`,
        title: name,
        role: 'focal-point',
        unitId: unit.id,
      })
      expect((await detail(added.body.person.id)).person).toMatchObject({ name, title: name, memberships: [{ unitName: name }] })
    },
  )
  it('is refused where it can be no value', async () => {
    expect((await admin.request('GET', "/api/directory/units/' OR 1=1 --")).status).toBe(400)
    expect((await admin.request('POST', '/api/directory/units', newUnit("x'; --"))).status).toBe(400)
    expect((await admin.request('POST', '/api/directory/units', newUnit('CAP', { capabilities: ['root'] }))).status).toBe(400)
  })
})

it('what no database keeps is taken out of a name, and the name kept', async () => {
  const added = await admin.request('POST', '/api/directory/units', newUnit('NUL', { name: 'Tên\u0000 có số không' }))
  expect(added.status).toBe(200)
  expect(JSON.stringify(added.body)).toContain('"Tên có số không"')
})

it('the directory’s history cannot be changed', async () => {
  const row = await database.db.directoryEvent.findFirstOrThrow()
  await expect(database.db.directoryEvent.update({ where: { id: row.id }, data: { actor: 'x' } })).rejects.toThrow('append-only')
  await expect(database.db.directoryEvent.delete({ where: { id: row.id } })).rejects.toThrow('append-only')
})
