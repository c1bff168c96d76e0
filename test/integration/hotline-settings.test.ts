// The hotline's settings as an administrator keeps them, on a real database: versions, refusals, two who edit at once, a version nobody can read.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHotlineAdmin, type HotlineAdmin } from '../../src/acd/hotline-admin.ts'
import { defaultHotline } from '../../src/acd/hotline-defaults-rules.ts'
import { createHotlineStore } from '../../src/acd/hotline-store.ts'
import { Refusal } from '../../src/contract/errors.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { startTestDatabase, type TestDatabase } from '../harness/database.ts'
import { addPerson } from '../harness/web.ts'

let database: TestDatabase
let admin: HotlineAdmin
let store: ReturnType<typeof createHotlineStore>
let by = ''
const agentId = '0b0f7a54-9f0e-4a4e-8a53-3f1f4c1c0001'
const unreadable: number[] = []

beforeAll(async () => {
  database = await startTestDatabase()
  const { phone } = await addPerson(database.db, 'administrator')
  by = (await database.db.person.findUniqueOrThrow({ where: { phone } })).id
  store = createHotlineStore(database.db, { ringSeconds: 7 }, (version) => unreadable.push(version))
  admin = createHotlineAdmin({ db: database.db, clock: systemClock, store, agents: async () => [{ personId: agentId }] })
})
afterAll(() => database?.stop())

const land = { code: 'dat-dai', name: 'Đất đai' }
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? { code: error.code, fields: error.fields } : error),
  )

describe('settings', () => {
  it('begin with the defaults, and with what the environment holds', async () => {
    expect(await admin.read()).toMatchObject({ version: 0, savedBy: null, fixed: ['ringSeconds'], content: { ringSeconds: 7, wrapupSeconds: 60 } })
  })

  it('a save holds at once, is signed, and leaves what the environment holds', async () => {
    const content = { ...defaultHotline, rating: false, ringSeconds: 33, skills: [land], agentSkills: { [agentId]: { 'dat-dai': 3 as const } } }
    const saved = await admin.save({ version: 0, content, reason: 'Thử không đánh giá' }, by)
    expect(saved).toMatchObject({ version: 1, reason: 'Thử không đánh giá', content: { rating: false, ringSeconds: 7 } })
    expect(saved.savedBy).toBeTruthy()
    expect(store.now()).toMatchObject({ rating: false, ringSeconds: 7, skills: [land] })
  })

  it('what is wrong is refused with its place, and nothing changes', async () => {
    const content = { ...defaultHotline, agentSkills: { [agentId]: { 'khong-co': 3 as const } } }
    expect(await refused(admin.save({ version: 1, content, reason: 'x' }, by))).toMatchObject({
      code: 'invalid-input',
      fields: { [`agentSkills.${agentId}.khong-co`]: 'Không có kỹ năng "khong-co"' },
    })
    expect((await admin.read()).version).toBe(1)
    expect((await admin.check({ ...defaultHotline, ringSeconds: 1 })).problems).toEqual([{ path: 'ringSeconds', message: 'Ít nhất 3 giây' }])
  })

  it('of two who edit at once the second is told', async () => {
    const body = { version: 1, content: defaultHotline, reason: 'Hai người' }
    const both = await Promise.all([refused(admin.save(body, by)), refused(admin.save(body, by))])
    expect(both.filter((one) => one === null)).toHaveLength(1)
    expect(both.find((one) => one !== null)).toMatchObject({ code: 'conflict' })
  })

  it('a version that cannot be read leaves the one before it in force', async () => {
    await database.db.hotlineSettingsVersion.create({ data: { version: 3, content: { ringSeconds: 'lâu' }, reason: '', savedAt: new Date(), savedById: by } })
    expect((await store.read()).version).toBe(2)
    expect(unreadable).toContain(3)
    // The next save goes over it.
    expect(await admin.save({ version: 2, content: defaultHotline, reason: 'Sửa lại' }, by)).toMatchObject({ version: 4 })
  })

  it('versions are never changed', async () => {
    await expect(database.db.hotlineSettingsVersion.update({ where: { version: 1 }, data: { reason: 'khác' } })).rejects.toThrow()
    await expect(database.db.hotlineSettingsVersion.delete({ where: { version: 1 } })).rejects.toThrow()
  })
})
