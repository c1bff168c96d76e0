// A deadline that changes: waiting for the citizen, and computing anew by a changed calendar.
import { describe, expect, it } from 'vitest'
import { progressOf } from '../../src/deadlines/progress-rules.ts'
import { recomputeTerm } from '../../src/deadlines/recompute-rules.ts'
import { compileCalendar } from '../../src/deadlines/working-time.ts'
import { at, HOUR, must, text, unitCalendar } from './deadlines-fixture.ts'
import { bothOffice, Story } from './deadlines-story.ts'

const result = { type: 'hand-in', hasResult: true } as const
const paused = { settings: { pauseAllowed: true } }
const closedTuesday = compileCalendar(
  unitCalendar({
    version: 'mat-dien',
    exceptions: [{ id: 'm', kind: 'closure', name: 'Mất điện', from: { date: '2026-06-02', minute: 0 }, to: { date: '2026-06-02', minute: 1_440 } }],
  }),
)

describe('waiting for the citizen', () => {
  it('is off by default', () => {
    expect(new Story('01/06/2026 09:00').refusal('01/06/2026 10:00', { type: 'pause', termNo: 1 })).toBe('pause-off')
  })

  it("puts the end off by the working time that passed; the law's clock stays", () => {
    const story = new Story('01/06/2026 09:00', paused).does('01/06/2026 16:30', { type: 'pause', termNo: 1 }).does('02/06/2026 08:30', { type: 'resume' })
    expect(story.due).toBe('02/06/2026 11:00')
    expect(story.clock.term.lawDueAt).toBe(at('02/06/2026 09:00'))
    expect(story.of('due-changed')).toMatchObject([{ why: 'pause' }])
    expect(story.until('02/06/2026 11:00').times('warn')).toEqual(['02/06/2026 09:00'])
  })

  it('ends by itself at the cap, counted from the cap even when nobody was there', () => {
    const short = { settings: { pauseAllowed: true, pauseLongestMs: 4 * HOUR } }
    const story = new Story('01/06/2026 09:00', short).does('01/06/2026 13:30', { type: 'pause', termNo: 1 }).wakeAt(at('02/06/2026 10:00'))
    expect(story.due).toBe('02/06/2026 15:00')
    expect(story.clock).toMatchObject({ state: 'running', pausedMs: 4 * HOUR })
    expect(story.refusal('02/06/2026 10:00', { type: 'pause', termNo: 1 })).toBe('pause-used-up')
    const slept = new Story('01/06/2026 09:00', short).does('01/06/2026 13:30', { type: 'pause', termNo: 1 }).wakeAt(at('03/06/2026 10:00'))
    expect(slept.clock.lapses).toMatchObject([{ dueAt: at('02/06/2026 15:00') }])
  })

  it('is not lost when the deadline changes meanwhile', () => {
    const story = new Story('01/06/2026 09:00', paused).does('01/06/2026 15:00', { type: 'pause', termNo: 1 }).extends('01/06/2026 16:00', 2, 'day')
    expect(story.clock).toMatchObject({ state: 'paused', pausedMs: HOUR })
    story.does('02/06/2026 08:30', { type: 'resume' })
    expect(story.due, 'one and a half hours of Monday, one of Tuesday').toBe('04/06/2026 08:30')
    expect(story.clock.term.lawDueAt).toBe(at('03/06/2026 16:00'))
  })

  it('does not keep a result from being handed in, nor anybody from being late before it', () => {
    const story = new Story('01/06/2026 09:00', paused).does('01/06/2026 15:00', { type: 'pause', termNo: 1 }).does('02/06/2026 15:00', result)
    expect(progressOf(story.clock)).toBe('on-time')
    expect(story.clock.pause).toBeNull()
    expect(new Story('01/06/2026 22:00', paused).refusal('02/06/2026 18:00', { type: 'pause', termNo: 1 })).toBe('expired')
    expect(new Story('01/06/2026 09:00', paused).refusal('01/06/2026 10:00', { type: 'resume' })).toBe('not-paused')
  })
})

describe('computing a deadline anew', () => {
  const again = { type: 'recompute', termNo: 1, reason: 'Mất điện toàn tỉnh' } as const
  const withOutage = (story: Story): Story => {
    story.calendars = { unit: closedTuesday, office: closedTuesday }
    return story
  }

  it('is shown before it is done, moves end and warnings, and keeps the new version', () => {
    const story = withOutage(new Story('01/06/2026 09:00'))
    const preview = must(recomputeTerm(story.clock, at('01/06/2026 10:00'), story.settings, story.calendars))
    expect([text(preview.from), text(preview.to)]).toEqual(['02/06/2026 09:00', '03/06/2026 09:00'])
    story.does('01/06/2026 10:00', again)
    expect(story.clock.term).toEqual(preview.term)
    expect(story.of('due-changed')).toMatchObject([{ why: 'recomputed', calendarVersion: 'tinh-1/mat-dien' }])
    expect(story.until('03/06/2026 09:00').times('warn')).toEqual(['01/06/2026 17:00'])
  })

  it('does not happen by itself', () => {
    expect(withOutage(new Story('01/06/2026 09:00')).until('02/06/2026 08:00').due).toBe('02/06/2026 09:00')
  })

  it('needs a reason, a term that runs, and an end that is still to come', () => {
    expect(withOutage(new Story('01/06/2026 09:00')).refusal('01/06/2026 10:00', { ...again, reason: '' })).toBe('reason-missing')
    expect(new Story('01/06/2026 22:00').refusal('02/06/2026 18:00', again)).toBe('expired')
    const back = withOutage(new Story('01/06/2026 09:00')).does('01/06/2026 10:00', again)
    back.calendars = bothOffice
    expect(back.refusal('02/06/2026 10:00', again)).toBe('due-would-be-past')
  })

  it('changes nothing where the calendar gives the same', () => {
    const story = new Story('01/06/2026 09:00')
    const before = story.clock
    expect(story.does('01/06/2026 10:00', again).clock).toBe(before)
  })

  it('keeps an extension and a pause', () => {
    const story = new Story('01/06/2026 09:00', paused).extends('01/06/2026 10:00', 1, 'day')
    story.does('01/06/2026 15:00', { type: 'pause', termNo: 1 }).does('01/06/2026 16:00', { type: 'resume' })
    expect(story.due).toBe('02/06/2026 11:00')
    withOutage(story).does('01/06/2026 17:00', again)
    expect([text(story.clock.term.lawDueAt), story.due]).toEqual(['03/06/2026 07:30', '03/06/2026 08:30'])
  })
})
