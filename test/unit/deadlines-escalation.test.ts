// An assignment's clock through its levels: what is late, what moves up and when, who answers for it.
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/deadlines/deadline-settings-rules.ts'
import { nextWake, openClock, step } from '../../src/deadlines/escalation-rules.ts'
import { progressOf } from '../../src/deadlines/progress-rules.ts'
import { compileCalendar } from '../../src/deadlines/working-time.ts'
import { at, HOUR, must, office, province, text, unitCalendar, week } from './deadlines-fixture.ts'
import { bothOffice, Story } from './deadlines-story.ts'

const result = { type: 'hand-in', hasResult: true } as const
const always = compileCalendar({
  ...province,
  exceptions: [],
  weeks: [{ from: '2020-01-01', to: null, week: week('00:00-24:00', '00:00-24:00', '00:00-24:00') }],
})
const stormyFriday = compileCalendar(
  unitCalendar({
    version: 'bao',
    exceptions: [{ id: 's', kind: 'closure', name: 'Bão', from: { date: '2026-06-05', minute: 0 }, to: { date: '2026-06-05', minute: 1_440 } }],
  }),
)

describe('late or on time', () => {
  it.each([
    ['03/06/2026 17:30:00', 'on-time'],
    ['03/06/2026 17:30:01', 'late'],
    ['03/06/2026 20:00:00', 'late'],
    ['03/06/2026 07:30:00', 'on-time'],
  ])('a slip of the night before, answered at %s, is %s', (moment, progress) => {
    const story = new Story('02/06/2026 22:00').does(moment, result)
    expect(story.clock.state).toBe('stopped')
    expect(progressOf(story.clock)).toBe(progress)
    expect(story.of('move-up')).toEqual([])
  })

  it('is decided by the moment of the answer, not by whether a timer has run', () => {
    const { clock } = new Story('02/06/2026 22:00')
    const late = must(step(clock, result, at('03/06/2026 17:30:01'), defaultSettings, bothOffice))
    expect(late.effects[0]).toEqual({ type: 'mark-late', level: 'focal-point', unitId: 'so-xay-dung', dueAt: at('03/06/2026 17:30'), of: 'term' })
    expect(progressOf(late.clock)).toBe('late')
    const same = must(step(clock, result, at('03/06/2026 17:30:00') + 400, defaultSettings, bothOffice))
    expect(progressOf(same.clock)).toBe('on-time')
    expect(same.clock.stoppedAt).toBe(at('03/06/2026 17:30'))
  })

  it('is marked one second after the due moment and moves up at the next opening', () => {
    const story = new Story('02/06/2026 22:00').until('03/06/2026 23:00')
    expect(story.of('mark-late').map(({ happenedAt }) => happenedAt)).toEqual([at('03/06/2026 17:30:01')])
    expect(story.clock).toMatchObject({ state: 'lapsed', moveUpAt: at('04/06/2026 07:30') })
    story.until('04/06/2026 07:30')
    expect(story.of('move-up')).toMatchObject([{ from: 'focal-point', to: 'unit-head', receivedAt: at('04/06/2026 07:30'), dueAt: at('04/06/2026 17:30') }])
  })

  it('never clears, and counts against who lapsed, whoever finishes', () => {
    const story = new Story('01/06/2026 09:00').does('03/06/2026 08:00', result)
    expect(story.clock.term.level).toBe('unit-head')
    expect(story.clock.lapses).toEqual([{ termNo: 1, level: 'focal-point', unitId: 'so-xay-dung', dueAt: at('02/06/2026 09:00'), of: 'term' }])
    story
      .does('03/06/2026 09:00', { type: 'send-back', reason: 'Chưa rõ' })
      .does('03/06/2026 10:00', result)
      .does('03/06/2026 11:00', { type: 'close', cause: 'completed' })
    expect(progressOf(story.clock)).toBe('late')
    expect(story.clock.lapses).toHaveLength(1)
  })
})

describe('one level at a time', () => {
  it('after two days without a worker it notes the lapse at its due moment and waits for the opening', () => {
    const story = new Story('01/06/2026 09:00').wakeAt(at('04/06/2026 03:00'))
    expect(story.of('mark-late')).toMatchObject([{ dueAt: at('02/06/2026 09:00') }])
    expect(story.of('move-up')).toEqual([])
    expect(text(nextWake(story.clock))).toBe('04/06/2026 07:30')
    story.wakeAt(at('04/06/2026 07:30'))
    expect(story.clock).toMatchObject({ state: 'running', term: { level: 'unit-head', receivedAt: at('04/06/2026 07:30'), dueAt: at('04/06/2026 17:30') } })
  })

  it('in office hours it moves up at once, one level however late it is, with eight hours from then', () => {
    const story = new Story('01/06/2026 09:00').wakeAt(at('10/06/2026 10:00')).wakeAt(at('10/06/2026 10:00')).wakeAt(at('10/06/2026 10:00:01'))
    expect(story.of('mark-late')).toHaveLength(1)
    expect(story.of('move-up')).toMatchObject([{ to: 'unit-head', receivedAt: at('10/06/2026 10:00') }])
    expect(story.due).toBe('11/06/2026 10:00')
  })

  it('of two processes that read the same row both come to the same next revision, so one claim fails', () => {
    const { clock } = new Story('02/06/2026 22:00').until('03/06/2026 18:00')
    const [one, two] = [1, 2].map(() => must(step(clock, { type: 'wake' }, at('04/06/2026 07:30'), defaultSettings, bothOffice)))
    expect(one?.clock.revision).toBe(clock.revision + 1)
    expect(two).toEqual(one)
    // Whoever reads again finds nothing to do.
    const again = must(step(one?.clock ?? clock, { type: 'wake' }, at('04/06/2026 07:30'), defaultSettings, bothOffice))
    expect(again).toEqual({ ok: true, clock: one?.clock, effects: [] })
  })

  it('ends at the provincial office: its miss is marked against it and goes no further', () => {
    const story = new Story('01/06/2026 09:00').until('30/06/2026 09:00')
    expect(story.clock.lapses.map(({ level, unitId }) => [level, unitId])).toEqual([
      ['focal-point', 'so-xay-dung'],
      ['unit-head', 'so-xay-dung'],
      ['provincial-office', 'vp-ubnd'],
    ])
    expect(story.clock.state).toBe('lapsed')
    expect(nextWake(story.clock)).toBeNull()
    expect(story.does('01/07/2026 09:00', result).clock.state).toBe('stopped')
  })

  it('begins at the provincial office for what has no clear owner', () => {
    const story = new Story('01/06/2026 09:00', { level: 'provincial-office' }).until('30/06/2026 09:00')
    expect(story.clock.lapses).toMatchObject([{ level: 'provincial-office', unitId: 'vp-ubnd' }])
    expect(story.of('move-up')).toEqual([])
  })

  it('runs the head level where head and focal point are one person, and writes it down', () => {
    const story = new Story('01/06/2026 09:00', { onePerson: true }).until('03/06/2026 09:30')
    expect(story.of('move-up')).toMatchObject([
      { to: 'unit-head', samePerson: true, receivedAt: at('02/06/2026 09:00:01') },
      { to: 'provincial-office', samePerson: false, receivedAt: at('03/06/2026 09:00:02') },
    ])
  })

  it('waits for the hours of those who receive it, not of those who lapsed', () => {
    const story = new Story('05/06/2026 20:00', { calendars: { unit: always, office } }).until('08/06/2026 08:00')
    expect(story.times('move-up')).toEqual(['06/06/2026 04:00', '08/06/2026 07:30'])
    expect(story.due).toBe('08/06/2026 17:30')
  })

  it('waits when a storm closed the office meanwhile', () => {
    const story = new Story('03/06/2026 20:00').until('04/06/2026 20:00')
    expect(text(nextWake(story.clock))).toBe('05/06/2026 07:30')
    story.calendars = { unit: stormyFriday, office: stormyFriday }
    expect(story.until('08/06/2026 08:00').times('move-up')).toEqual(['08/06/2026 07:30'])
  })

  it('tries again tomorrow, and says so, where the receiver has no hours at all', () => {
    const story = new Story('03/06/2026 20:00')
    story.calendars = { unit: compileCalendar({ ...province, weeks: [] }), office }
    story.until('04/06/2026 20:00')
    expect(text(nextWake(story.clock))).toBe('05/06/2026 17:30')
    story.until('06/06/2026 20:00')
    expect(story.of('notify').filter(({ kind }) => kind === 'calendar-empty')).toHaveLength(2)
    story.calendars = bothOffice
    expect(story.until('08/06/2026 08:00').times('move-up')).toEqual(['08/06/2026 07:30'])
  })

  it('tells nobody anything outside office hours', () => {
    const { log } = new Story('05/06/2026 23:00').until('30/06/2026 09:00')
    const moments = log.flatMap((effect) => (effect.type === 'notify' ? [effect.at] : []))
    expect(moments.map(text)).toContain('08/06/2026 07:30')
    for (const moment of moments)
      expect(openClock({ part: 'main', unitId: 'a', officeUnitId: 'b', onePerson: false }, moment, defaultSettings, bothOffice)).toMatchObject({
        clock: { term: { startsAt: moment } },
      })
  })
})

describe('settings', () => {
  it('may let a term that is used up at a closing fall due at the next opening', () => {
    expect(new Story('02/06/2026 22:00', { settings: { dueAtEdge: 'opening' } }).due).toBe('04/06/2026 07:30')
    expect(new Story('02/06/2026 09:00', { settings: { dueAtEdge: 'opening' } }).due).toBe('03/06/2026 09:00')
  })

  it('may leave some working time between a lapse and the move up', () => {
    expect(new Story('02/06/2026 22:00', { settings: { moveUpGraceMs: HOUR } }).until('05/06/2026 20:00').times('move-up')[0]).toBe('04/06/2026 08:30')
  })

  it('may give a head who is the focal point himself less', () => {
    expect(new Story('01/06/2026 09:00', { onePerson: true, settings: { onePersonHeadTermMs: HOUR } }).until('02/06/2026 09:30').due).toBe('02/06/2026 10:00')
  })

  it('warns nobody of a term that is shorter than the warning', () => {
    const story = new Story('01/06/2026 09:00', { settings: { focalPointTermMs: HOUR } })
    expect(story.clock.term.alerts).toEqual([])
    expect(story.until('01/06/2026 10:00').of('warn')).toEqual([])
  })

  it('refuses an assignment to a unit without working hours', () => {
    const empty = { unit: compileCalendar({ ...province, weeks: [] }), office }
    const opened = openClock({ part: 'main', unitId: 'a', officeUnitId: 'b', onePerson: false }, at('01/06/2026 09:00'), defaultSettings, empty)
    expect(opened).toMatchObject({ ok: false, code: 'calendar-empty' })
  })
})

describe('a new calendar week for the unit', () => {
  it('is used by the next level, while the running term keeps its due moment and version', () => {
    const story = new Story('01/06/2026 09:00')
    const early = compileCalendar(unitCalendar({ version: 'he', weeks: [{ from: '2026-06-02', to: null, week: week('07:00-11:00 13:00-17:00') }] }))
    story.calendars = { unit: early, office }
    expect(story.clock.term.calendarVersion).toBe('tinh-1')
    expect(story.until('02/06/2026 09:30').clock.term).toMatchObject({ level: 'unit-head', calendarVersion: 'tinh-1/he', dueAt: at('03/06/2026 09:00:01') })
  })
})
