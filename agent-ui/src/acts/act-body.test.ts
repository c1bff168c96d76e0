import { describe, expect, it } from 'vitest'
import type { Slip } from '../../../src/contract/slips.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { actBody, errorsAfter, errorsInPlace, firstValues, slipFor, strayErrors, unansweredUnits } from './act-body.ts'

const slip = (id: string, more: Partial<Slip>) =>
  ({ id, part: 'main', state: 'running', termNo: 1, unitId: 'works', holderUnitId: 'works', withinUnitId: null, ...more }) as Slip
const ticket = (slips: Slip[]) => ({ id: 't', version: 3, slips, results: [], form: {} }) as unknown as Ticket

describe('the slip an act is about', () => {
  const main = slip('main', {})
  const helping = slip('helping', { part: 'coordinating', unitId: 'power', holderUnitId: 'power', withinUnitId: 'team' })

  it('is the coordinating one for the sub-unit it was passed to', () => {
    expect(slipFor(ticket([main, helping]), ['team'])?.id).toBe('helping')
    expect(slipFor(ticket([main, helping]), ['power'])?.id).toBe('helping')
  })
  it('is the main one for its unit, for whoever has none, and for whoever has both', () => {
    expect(slipFor(ticket([helping, main]), ['works'])?.id).toBe('main')
    expect(slipFor(ticket([helping, main]), ['hotline'])?.id).toBe('main')
    expect(slipFor(ticket([helping, main]), ['team', 'works'])?.id).toBe('main')
    expect(slipFor(ticket([slip('over', { state: 'closed' })]), ['works'])).toBeNull()
  })
})

it('handing in names whose part it would end: the open coordinating units of the main one', () => {
  const main = slip('main', {})
  const named = (id: string, unitName: string, state: Slip['state']) => slip(id, { part: 'coordinating', unitName, state })
  const whole = ticket([main, named('a', 'Sở Y tế', 'running'), named('b', 'Sở Công thương', 'lapsed'), named('c', 'Công an tỉnh', 'closed')])
  expect(unansweredUnits(whole, main)).toEqual(['Sở Y tế', 'Sở Công thương'])
  expect(unansweredUnits(whole, whole.slips[1] ?? null)).toEqual([])
})

it('a promised date never silences its reminders, and what only the dialog needs is not sent', () => {
  const id = crypto.randomUUID()
  const own = slip(id, {})
  const values = { ...firstValues('extend', ticket([own]), own), reason: 'Chờ vật tư' }
  const body = actBody({ type: 'extend', actId: crypto.randomUUID(), ticket: ticket([own]), slip: own, values })
  expect(body.ok && body.act).toMatchObject({ type: 'extend', amount: 3, unit: 'day', remindAfter: { amount: 2, unit: 'day' }, notifyNext: true })
  expect(body.ok && body.act).not.toHaveProperty('reminderChosen')
})

describe('what was refused in a dialog', () => {
  it('is listed where the dialog has no field for it, each word once', () => {
    const errors = { unitId: 'Chọn đơn vị xử lý chính', reporterAddress: 'Nhập địa chỉ liên hệ', place: 'Nhập địa điểm phản ánh' }
    expect(strayErrors('forward', errors)).toEqual(['Nhập địa chỉ liên hệ', 'Nhập địa điểm phản ánh'])
    expect(strayErrors('extend', { amount: 'Quá dài', remindAfter: 'Quá dài', reason: 'Nhập lý do' })).toEqual([])
  })
})

describe('the error of a field', () => {
  it('goes when the field is changed, and only that one', () => {
    const errors = { unitId: 'Chọn đơn vị xử lý chính', reason: 'Nhập lý do' }
    expect(errorsAfter(errors, ['unitId'])).toEqual({ reason: 'Nhập lý do' })
    expect(errorsAfter(errors, ['note'])).toEqual(errors)
  })
  it('goes with the field it was judged by: the receiver may be a person or a unit, the main unit may become another', () => {
    expect(errorsAfter({ personId: 'Chọn người nhận' }, ['unitId'])).toEqual({})
    expect(errorsAfter({ coordinatingUnitIds: 'Chọn đơn vị khác đơn vị xử lý chính' }, ['unitId'])).toEqual({})
    expect(errorsAfter({ unitId: 'Chọn đơn vị xử lý chính' }, ['coordinatingUnitIds'])).toEqual({ unitId: 'Chọn đơn vị xử lý chính' })
  })
  it('of the coordinating units stands at their field, whatever the dialog calls it', () => {
    const errors = { unitIds: 'Đơn vị đang phối hợp xử lý' }
    expect(errorsInPlace('forward', errors)).toEqual({ coordinatingUnitIds: 'Đơn vị đang phối hợp xử lý' })
    expect(errorsInPlace('coordinate', errors)).toEqual(errors)
  })
})

it.each(['return', 'refuse', 'request-info', 'answer-now', 'withdraw', 'discard', 'urge', 'reopen'] as const)(
  '%s sent without its words says what is missing, in Vietnamese',
  (type) => {
    const own = slip(crypto.randomUUID(), {})
    const body = actBody({ type, actId: crypto.randomUUID(), ticket: ticket([own]), slip: own, values: firstValues(type, ticket([own]), own) })
    if (body.ok) throw new Error('nothing was missing')
    expect(Object.values(body.fields).join(' ')).toMatch(/^(Nhập|Chọn)/)
  },
)
