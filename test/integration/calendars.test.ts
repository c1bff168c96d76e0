// Calendars as the administrator keeps them, on a real database: versions, refusals, imports, inheritance, and deadlines computed anew.
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createOpening } from '../../src/acd/opening.ts'
import { loadConfig } from '../../src/config.ts'
import { createCalendarAdmin } from '../../src/deadlines/calendar-admin.ts'
import { framesOn } from '../../src/deadlines/calendar-rules.ts'
import { dayOf } from '../../src/deadlines/civil-time-rules.ts'
import { createSettingsAdmin } from '../../src/deadlines/settings-admin.ts'
import { waitUntil } from '../harness/wait.ts'
import { gialai, openSlipRoom } from './slip-room.ts'
import { refusal } from './ticket-room.ts'

const room = await openSlipRoom()
const { act, clock, db, deps, forwarded, service, time, units, who } = room
const admin = createCalendarAdmin({ db, clock, calendars: deps.calendars, unitName: async (id) => (await deps.units.unit(id, clock.at))?.name ?? null })
const settings = createSettingsAdmin({ db, clock, settings: deps.settings })
const by = who.operator.personId
afterAll(room.stop)
beforeEach(() => time('11-18 09:00'))

const province = () => admin.read('province', 2026)
const csv = (...rows: string[]) => Buffer.from(`\ufeffLoại;Ngày;Đến ngày / ngày làm bù;Khung giờ;Tên\n${rows.join('\n')}\n`).toString('base64')

describe('the province’s calendar', () => {
  it('begins with the usual hours and the statutory holidays; what is unsure is only proposed', async () => {
    const { version, days, proposals } = await province()
    expect(version).toBe(0)
    const day = (date: string) => days.find((one) => one.date === date)
    expect(day('2026-02-17')).toMatchObject({ kind: 'holiday', frames: [] })
    expect(day('2026-04-27')).toMatchObject({ kind: 'holiday' })
    expect(day('2026-11-18')).toMatchObject({
      kind: 'work',
      frames: [
        { open: 450, close: 690 },
        { open: 810, close: 1050 },
      ],
    })
    expect(day('2026-11-24')).toMatchObject({ kind: 'work' })
    expect(
      proposals.map(({ exception, on }) => ('date' in exception ? exception.date : exception.kind === 'swap' ? exception.dayOff : '') + (on ? '' : ' ?')),
    ).toEqual(expect.arrayContaining(['2026-11-24 ?', '2026-08-31 ?']))
  })

  it('proposes a day once: a swap with the day worked for it, and no day that is off already', async () => {
    const off = ({ exception }: Awaited<ReturnType<typeof province>>['proposals'][number]) =>
      exception.kind === 'swap' ? exception.dayOff : exception.kind === 'closure' ? exception.from.date : exception.date
    for (let year = 2024; year <= 2034; year += 1) {
      const dates = (await admin.read('province', year)).proposals.map(off)
      expect(new Set(dates).size, `${year}: ${dates.join()}`).toBe(dates.length)
    }
    const { proposals, content, version } = await admin.read('hotline', 2026)
    expect(proposals.filter((one) => off(one) === '2026-01-02')).toMatchObject([{ exception: { kind: 'swap', workDay: '2026-01-10' } }])
    const exceptions = [...content.exceptions, { id: 'nghi', name: 'Nghỉ', kind: 'holiday' as const, date: '2026-01-02' }]
    await admin.save('hotline', { version, content: { ...content, exceptions }, reason: 'thử' }, by)
    expect((await admin.read('hotline', 2026)).proposals.map(off)).not.toContain('2026-01-02')
    await admin.save('hotline', { version: version + 1, content, reason: 'như trước' }, by)
  })

  it('refuses overlapping frames, a swap inside a holiday, and a year without working time, naming where', async () => {
    const { content, version } = await province()
    const save = (change: Partial<typeof content>) => admin.save('province', { version, content: { ...content, ...change }, reason: 'thử' }, by)
    const [week] = content.weeks
    if (!week) throw new Error('a calendar has a week')
    const overlapping = {
      ...week,
      week: {
        ...week.week,
        1: [
          { open: 450, close: 700 },
          { open: 690, close: 1050 },
        ],
      },
    }
    expect(await refusal(save({ weeks: [overlapping] }))).toMatchObject({
      code: 'invalid-input',
      fields: { 'weeks[0].1 frames-overlap': expect.stringContaining('Thứ Hai') },
    })
    const swap = { id: 'x', name: 'Hoán đổi', kind: 'swap' as const, dayOff: '2026-04-30', workDay: '2026-05-09', frames: null }
    expect(Object.keys((await refusal(save({ exceptions: [...content.exceptions, swap] }))).fields ?? {}).join()).toContain('swap-in-holiday')
    const none = { ...week, week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } }
    expect(await refusal(save({ weeks: [none] }))).toMatchObject({ message: 'Lịch làm việc không có giờ làm việc nào trong hơn một năm, không tính được hạn' })
    expect((await province()).version).toBe(0)
  })

  it('two administrators at once: one wins, the other is told', async () => {
    const { content, version } = await province()
    const save = (reason: string) => admin.save('province', { version, content, reason }, by)
    const both = await Promise.allSettled([save('một'), save('hai')])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' })
  })

  it('imports rows, telling each that is wrong; nothing is saved before all are right or the good ones are asked for', async () => {
    const file = csv(
      'Đóng cửa;05/11/2026;06/11/2026;00:00-12:00;Bão',
      'Nghỉ lễ;31/02/2026;;;Sai ngày',
      'Hoán đổi;30/04/2026;09/05/2026;;Trong ngày lễ',
      'Làm bù;14/11/2026;;;Thiếu giờ',
    )
    const { version } = await province()
    const body = { version, fileName: 'lich.csv', file, dryRun: false, onlyGood: false }
    const refused = await admin.importFile('province', body, by)
    expect(refused).toMatchObject({ good: 1, saved: 0, version })
    expect(refused.errors.map(({ row, column }) => [row, column])).toEqual([
      [3, 'Ngày'],
      [4, ''],
      [5, 'Khung giờ'],
    ])
    expect(await admin.importFile('province', { ...body, onlyGood: true }, by)).toMatchObject({ good: 1, saved: 1, version: version + 1 })
    expect((await province()).days.find(({ date }) => date === '2026-11-05')).toMatchObject({ kind: 'closure', name: 'Bão' })
    // Two closures of one day are two.
    const both = csv('Đóng cửa;10/11/2026;;08:00-09:00;Diễn tập', 'Đóng cửa;10/11/2026;;14:00-15:00;Mất điện')
    expect(await admin.importFile('province', { ...body, version: version + 1, file: both }, by)).toMatchObject({ good: 2, saved: 2 })
    expect((await province()).content.exceptions.filter(({ name }) => name === 'Diễn tập' || name === 'Mất điện')).toHaveLength(2)
  })
})

describe('a unit’s own calendar', () => {
  it('names rows that no calendar holds; a stored version that cannot be read gives way to the one before it', async () => {
    const { version, content } = await admin.read('hotline', 2026)
    const frames = Array.from({ length: 13 }, (_, hour) => `${String(hour).padStart(2, '0')}:00-${String(hour).padStart(2, '0')}:30`).join(',')
    const file = csv(`Nghỉ lễ;05/03/2027;;;${'Rất dài '.repeat(40)}`, `Làm bù;06/03/2027;;${frames};Nhiều ca`, 'Nghỉ lễ;08/03/2027;;;Ngày ngắn')
    const answer = await admin.importFile('hotline', { version, fileName: 'nghi.csv', file, dryRun: false, onlyGood: true }, by)
    expect(answer).toMatchObject({ good: 1, saved: 1, version: version + 1 })
    expect(answer.errors.map(({ row, column }) => [row, column])).toEqual([
      [2, 'Tên'],
      [3, 'Khung giờ'],
    ])
    const data = { id: crypto.randomUUID(), owner: 'hotline', version: version + 2, content: { weeks: 'none' }, savedAt: clock.at, reason: 'hỏng' }
    await db.calendarVersion.create({ data })
    deps.calendars.changed()
    const shown = await admin.read('hotline', 2027)
    expect(shown.days.find(({ date }) => date === '2027-03-08')).toMatchObject({ kind: 'holiday', name: 'Ngày ngắn' })
    // It can be mended from the page: what is shown is the version to be saved over.
    expect(await admin.save('hotline', { version: shown.version, content, reason: 'sửa' }, by)).toMatchObject({ version: version + 3 })
  })

  it('takes thousands of rows without keeping calls waiting', async () => {
    const rows = Array.from({ length: 1_500 }, (_, day) => {
      const date = new Date(Date.UTC(2030, 0, 1 + day)).toISOString().slice(0, 10)
      return `Nghỉ lễ;${date};;;Ngày ${day}`
    })
    // One wrong row among them: each is held against all others then.
    const file = csv(...rows, 'Hoán đổi;2030-01-01;2030-01-02;;Trong ngày nghỉ')
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const answer = await admin.importFile('hotline', { version: 0, fileName: 'nghi.csv', file, dryRun: true, onlyGood: false }, by)
    clearInterval(beat)
    expect(answer).toMatchObject({ good: 1_500, saved: 0 })
    expect(longest).toBeLessThan(1_000)
  })

  it('replaces the week of the parent and keeps its holidays; sub-units inherit it', async () => {
    const { version } = await admin.read(units.works, 2026)
    const hours = [
      { open: 420, close: 660 },
      { open: 780, close: 1020 },
    ]
    const week = { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: [] }
    await admin.save(
      units.works,
      { version, content: { weeks: [{ from: '2026-01-01', to: null, week }], exceptions: [], cancels: [] }, reason: 'Giờ mùa hè' },
      by,
    )
    const shown = await admin.read(units.works, 2026)
    expect(shown.days.find(({ date }) => date === '2026-11-21')).toMatchObject({ kind: 'work', frames: hours })
    expect(shown.days.find(({ date }) => date === '2026-09-02')).toMatchObject({ kind: 'holiday', own: false })
    const { unit } = await deps.book.calendarsOf(units.ward)
    expect(unit.version).toContain(units.works)
    time('11-20 16:00')
    expect((await forwarded()).dueAt).toBe(gialai('11-21 16:00').toISOString())
    expect((await forwarded(units.power)).dueAt).toBe(gialai('11-23 16:00').toISOString())
  })

  it('may leave out a day of the province; one the province drops later stands in nobody’s way', async () => {
    const { content, version } = await province()
    const festival = { id: 'le-hoi', name: 'Ngày hội', kind: 'holiday' as const, date: '2026-12-22' }
    const save = (exceptions: typeof content.exceptions, from: number) =>
      admin.save('province', { version: from, content: { ...content, exceptions }, reason: 'Ngày hội' }, by)
    await save([...content.exceptions, festival], version)
    const before = await admin.read(units.works, 2026)
    expect(before.inherited.map(({ id }) => id)).toContain(festival.id)
    await admin.save(units.works, { version: before.version, content: { ...before.content, cancels: [festival.id] }, reason: 'Vẫn trực' }, by)
    const kept = await admin.read(units.works, 2026)
    const day = (days: typeof kept.days) => days.find(({ date }) => date === festival.date)?.kind
    expect([kept.content.cancels, day(kept.days), day((await province()).days)]).toEqual([[festival.id], 'work', 'holiday'])
    await save(content.exceptions, version + 1)
    const after = await admin.read(units.works, 2026)
    expect(after.content.cancels).toEqual([])
    const body = { version: after.version, fileName: 'lich.csv', file: csv('Nghỉ lễ;23/12/2026;;;Họp mặt'), dryRun: true, onlyGood: false }
    expect(await admin.importFile(units.works, body, by)).toMatchObject({ good: 1, errors: [] })
    await admin.save(units.works, { version: after.version, content: after.content, reason: 'Như trước' }, by)
  })
})

describe('a storm is announced', () => {
  it('stored deadlines stay until they are computed anew, shown first, with a reason in the history', async () => {
    time('11-24 09:00')
    const ticket = await forwarded(units.power)
    const scheduled = await forwarded(units.power)
    await act(scheduled, who.powerFocal, 'hand-in').catch(() => undefined)
    const { content, version } = await province()
    const storm = { id: 'bao', name: 'Bão số 15', kind: 'closure' as const, from: { date: '2026-11-25', minute: 0 }, to: { date: '2026-11-25', minute: 1440 } }
    await admin.save('province', { version, content: { ...content, exceptions: [...content.exceptions, storm] }, reason: 'Công điện' }, by)
    expect((await service.get(ticket.id, who.operator)).dueAt).toBe(gialai('11-25 09:00').toISOString())
    const preview = await service.previewRecompute()
    const item = preview.items.find(({ ticketCode }) => ticketCode === ticket.code)
    expect(item).toMatchObject({ from: gialai('11-25 09:00').toISOString(), to: gialai('11-26 09:00').toISOString(), refusal: null })
    await service.recompute([item?.slipId ?? ''], 'Cơ quan nghỉ vì bão', who.supervisor)
    const after = await service.get(ticket.id, who.operator)
    expect(after.dueAt).toBe(gialai('11-26 09:00').toISOString())
    expect(after.history.slice(-2).map(({ action, newValue }) => [action, newValue])).toEqual([
      ['Tính lại hạn', '26/11/2026 09:00'],
      ['Tính lại hạn', 'Lý do: Cơ quan nghỉ vì bão'],
    ])
  })
})

describe('settings', () => {
  it('show their article; a change holds for new slips, a wrong value is named', async () => {
    const before = await settings.read()
    expect(before.settings.find(({ key }) => key === 'focalPointTermMs')).toMatchObject({ value: 8, source: 'Quy chế, Điều 11 khoản 1', isDefault: true })
    expect(await refusal(settings.save({ version: before.version, values: { returnsToProvincialOffice: 0, khac: 1 }, reason: 'thử' }, by))).toMatchObject({
      fields: { khac: 'Không có cài đặt này', returnsToProvincialOffice: 'Giá trị không hợp lệ' },
    })
    await settings.save({ version: before.version, values: { focalPointTermMs: 4, 'desk-result-check': 1 }, reason: 'Thí điểm' }, by)
    time('11-23 07:30')
    expect((await forwarded(units.power)).dueAt).toBe(gialai('11-23 11:30').toISOString())
    await settings.save({ version: before.version + 1, values: { focalPointTermMs: 8 }, reason: 'Hết thí điểm' }, by)
  })
})

it('the hotline’s hours are a calendar like any other; hours set in the environment hold instead', async () => {
  const config = loadConfig({}).hotline
  const opening = createOpening(config, deps.calendars)
  expect([
    opening.isOpenAt(gialai('11-18 22:59').getTime()),
    opening.isOpenAt(gialai('11-18 23:00').getTime()),
    opening.isOpenAt(gialai('09-02 10:00').getTime()),
  ]).toEqual([true, false, false])
  expect(opening.hours()).toBe('mon-fri 07:00-23:00')
  const { content, version } = await admin.read('hotline', 2026)
  const day = [{ open: 360, close: 1320 }]
  await admin.save(
    'hotline',
    {
      version,
      content: { ...content, weeks: [{ from: '2020-01-01', to: null, week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: [] } }] },
      reason: 'Thêm thứ Bảy',
    },
    by,
  )
  const changed = createOpening(config, deps.calendars)
  await deps.calendars.hotline()
  await waitUntil(() => changed.isOpenAt(gialai('11-21 06:00').getTime()))
  expect([changed.isOpenAt(gialai('11-21 06:00').getTime()), changed.hours()]).toEqual([true, 'mon-sat 06:00-22:00'])
  const set = createOpening(loadConfig({ HOTLINE_HOURS: 'sun 08:00-09:00', HOTLINE_CLOSED_DAYS: '2026-11-22' }).hotline, deps.calendars)
  expect([set.isOpenAt(gialai('11-22 08:30').getTime()), set.isOpenAt(gialai('11-29 08:30').getTime()), set.hours()]).toEqual([false, true, 'sun 08:00-09:00'])
})

it('a sub-unit that comes under another unit counts by that one’s calendar', async () => {
  const day = (name: string, date: string) => ({ weeks: [], exceptions: [{ id: date, kind: 'holiday' as const, date, name }], cancels: [] })
  const [first, second] = [await room.unit('Đơn vị cấp trên cũ'), await room.unit('Đơn vị cấp trên mới')]
  const child = await room.unit('Đội chuyển đi', { parentId: first })
  await admin.save(first, { version: 0, content: day('Nghỉ riêng', '2026-12-07'), reason: 'thử' }, by)
  await admin.save(second, { version: 0, content: day('Nghỉ riêng', '2026-12-08'), reason: 'thử' }, by)
  const worksOn = async (date: string) => framesOn((await deps.calendars.ofUnit(child)).days, dayOf(gialai(`${date} 08:00`).getTime())).length > 0
  expect([await worksOn('2026-12-07'), await worksOn('2026-12-08')]).toEqual([false, true])
  await db.unit.update({ where: { id: child }, data: { parentId: second } })
  await waitUntil(
    async () => (await worksOn('2026-12-07')) && !(await worksOn('2026-12-08')),
    10_000,
    () => 'still the calendar of the old parent',
  )
})
