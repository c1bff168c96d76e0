// Quy trình as it is drawn: every desk a petition lay on, in order.
import { describe, expect, it } from 'vitest'
import type { ProcessStep, Slip } from '../../src/contract/slips.ts'
import { processOf } from '../../src/tickets/process-rules.ts'

const at = (time: string) => `2026-11-18T${time}:00.000Z`
type Level = Slip['level']
const term = (no: number, level: Level, from: string, to: string | null, lapsed = false) => ({
  no,
  level,
  unitName: 'Sở Xây dựng',
  receivedAt: at(from),
  dueAt: at('10:00'),
  lapsedAt: lapsed ? at('10:00') : null,
  endedAt: to && at(to),
})
const slip = (number: number, more: Partial<Slip>): Slip =>
  ({
    id: `slip ${number}`,
    number,
    part: 'main',
    state: 'running',
    level: 'focal-point',
    from: { unitName: null, personName: 'Siu H’Nhung' },
    handlerName: null,
    createdAt: at('02:00'),
    dueAt: at('10:00'),
    leftWords: 'còn 8 giờ làm việc',
    terms: [term(1, 'focal-point', '02:00', null)],
    closedAt: null,
    closeCause: null,
    ...more,
  }) as Slip
const returned = slip(1, { state: 'closed', closeCause: 'returned', closedAt: at('03:00'), terms: [term(1, 'focal-point', '02:00', '03:00')] })
const unitHas = { status: 'waiting', step: 'focal-point', progress: 'not-due' } as const
const atDesk = { status: 'processing', step: 'operator', progress: 'not-due' } as const
const completed = { status: 'completed', step: 'operator', progress: 'on-time' } as const
const handedIn = { slipId: 'slip 1', handedInAt: at('04:00'), sentBackAt: null, approvedAt: null, checkedBy: null }
const story = { reportedAt: at('01:00'), createdBy: 'Siu H’Nhung', results: [], answeredAt: null }
const drawn = (steps: readonly ProcessStep[]) => steps.map(({ step, state, outcome }) => `${step} ${state}: ${outcome ?? ''}`)

describe('a slip that came back', () => {
  it('lay on the desk again before the desk sent the next one', () => {
    const again = slip(2, { from: { unitName: null, personName: 'Phạm Thu Hà' }, createdAt: at('05:00'), terms: [term(1, 'focal-point', '05:00', null)] })
    const steps = processOf({ ...story, standing: unitHas, slips: [returned, again] })
    expect(drawn(steps)).toEqual([
      'operator passed: Chuyển phiếu',
      'focal-point passed: Trả lại nhân viên trực',
      'operator passed: Chuyển phiếu',
      'focal-point current: còn 8 giờ làm việc',
      'unit-head to-come: Nếu quá hạn mà chưa có kết quả',
      'provincial-office to-come: Nếu cấp trước cũng quá hạn',
      'result-check to-come: Khi đơn vị trả kết quả',
      'citizen to-come: Báo kết quả cho người dân',
    ])
    expect(steps[2]).toMatchObject({ unitName: 'Tổng đài 1022', personName: 'Phạm Thu Hà', from: at('03:00'), to: at('05:00') })
  })
  it('went to VP UBND tỉnh by itself without the desk', () => {
    const up = slip(2, { level: 'provincial-office', from: { unitName: 'Sở Xây dựng', personName: 'Nguyễn Đức Thịnh' } })
    const steps = processOf({ ...story, standing: { ...unitHas, step: 'provincial-office' }, slips: [returned, up] })
    expect(steps.filter(({ step }) => step === 'operator')).toHaveLength(1)
  })
  it('lies on the desk, or was answered there', () => {
    expect(drawn(processOf({ ...story, standing: atDesk, slips: [returned] }))[2]).toBe('operator current: Chọn lại đơn vị')
    const steps = processOf({ ...story, standing: completed, slips: [returned], answeredAt: at('06:00') })
    expect(drawn(steps).slice(2)).toEqual(['operator passed: Trả lời ngay', 'citizen passed: Đã báo người dân'])
    expect(steps[2]).toMatchObject({ from: at('03:00'), to: at('06:00') })
  })
})

describe('a result', () => {
  it('is with the supervisor until it is checked', () => {
    const stopped = slip(1, { state: 'stopped', terms: [term(1, 'focal-point', '02:00', '04:00')] })
    const steps = processOf({ ...story, standing: atDesk, slips: [stopped], results: [handedIn] })
    expect(drawn(steps)).toEqual([
      'operator passed: Chuyển phiếu',
      'focal-point passed: Trả kết quả',
      'result-check current: ',
      'citizen to-come: Báo kết quả cho người dân',
    ])
    expect(steps[2]).toMatchObject({ from: at('04:00'), to: null })
  })
  it('sent back and handed in again was checked twice, after the level it moved up to', () => {
    const terms = [term(1, 'focal-point', '02:00', '03:00', true), term(2, 'unit-head', '03:00', '04:00'), term(3, 'unit-head', '05:00', '06:00')]
    const done = slip(1, { state: 'closed', closeCause: 'completed', closedAt: at('07:00'), level: 'unit-head', terms })
    const sentBack = { ...handedIn, sentBackAt: at('05:00'), checkedBy: 'Phạm Thu Hà' }
    const approved = { ...handedIn, handedInAt: at('06:00'), approvedAt: at('07:00'), checkedBy: 'Phạm Thu Hà' }
    const draft = { ...handedIn, handedInAt: null }
    const steps = processOf({ ...story, standing: atDesk, slips: [done], results: [sentBack, approved, draft] })
    expect(drawn(steps)).toEqual([
      'operator passed: Chuyển phiếu',
      'focal-point passed: Trễ hạn, chuyển cấp trên',
      'unit-head passed: Trả kết quả',
      'result-check passed: Yêu cầu làm lại',
      'unit-head passed: Trả kết quả',
      'result-check passed: Duyệt kết quả',
      'operator current: Báo người dân',
      'citizen to-come: Báo kết quả cho người dân',
    ])
    expect(steps[5]).toMatchObject({ personName: 'Phạm Thu Hà', from: at('06:00'), to: at('07:00') })
  })
  it('is checked after those who helped were done', () => {
    const stopped = slip(1, { state: 'stopped', terms: [term(1, 'focal-point', '02:00', '04:00')] })
    const helped = slip(2, { part: 'coordinating', state: 'closed', closeCause: 'main-finished', terms: [term(1, 'focal-point', '02:00', '04:00')] })
    const steps = processOf({ ...story, standing: atDesk, slips: [stopped, helped], results: [handedIn] })
    expect(steps.map(({ step }) => step)).toEqual(['operator', 'focal-point', 'coordination', 'result-check', 'citizen'])
  })
  it('of a petition that was withdrawn is checked no more', () => {
    const gone = slip(1, { state: 'closed', closeCause: 'withdrawn', closedAt: at('05:00'), terms: [term(1, 'focal-point', '02:00', '04:00')] })
    const steps = processOf({ ...story, standing: { ...completed, status: 'withdrawn' }, slips: [gone], results: [handedIn] })
    expect(drawn(steps).slice(1)).toEqual(['focal-point passed: Trả kết quả', 'result-check passed: Rút phiếu'])
    expect(steps[2]?.to).toBe(at('05:00'))
  })
  it('of a coordinating unit is the main unit’s, not the supervisor’s', () => {
    const helped = slip(2, { id: 'helped', part: 'coordinating', state: 'closed', closeCause: 'completed', terms: [term(1, 'focal-point', '02:00', '04:00')] })
    const steps = processOf({
      ...story,
      standing: unitHas,
      slips: [slip(1, {}), helped],
      results: [{ ...handedIn, slipId: 'helped', approvedAt: at('04:00') }],
    })
    expect(drawn(steps)[2]).toBe('coordination passed: Trả kết quả')
    expect(steps.filter(({ step, state }) => step === 'result-check' && state !== 'to-come')).toEqual([])
  })
})
