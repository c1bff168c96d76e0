import { describe, expect, it } from 'vitest'
import { emptyTicketForm, type TicketForm } from '../../src/contract/tickets.ts'
import { fieldWords } from '../../src/tickets/field-words.ts'
import { changedFields, cleanForm, columnsOf, formOf } from '../../src/tickets/form-fields.ts'

const bcci = { direction: 'both', procedure: 'Cấp lại thẻ bảo hiểm', agency: '', pickupAddress: '', preferredTime: '' } as const
const full: TicketForm = {
  ...emptyTicketForm,
  kind: 'bcci',
  channel: 'walk-in',
  reporterPhone: '0900 000 014',
  reporterName: "Rơ Châm H'Loan",
  title: 'Cấp lại thẻ bảo hiểm y tế cho con',
  categoryId: 'a1b2c3d4-0000-4000-8000-000000000001',
  occurredAt: '2026-11-17T10:30:00.000Z',
  latitude: 13.98,
  longitude: 108,
  stateSecret: true,
  bcci,
}

describe('the form and its columns', () => {
  it('come back as they went in', () => {
    expect(formOf({ ...columnsOf(full), bcci: full.bcci })).toEqual(full)
    expect(formOf({ ...columnsOf(emptyTicketForm), bcci: null })).toEqual(emptyTicketForm)
  })

  it.each([
    ['0900 000 014', '+84900000014'],
    ['+84 900 000 014', '+84900000014'],
    ['không rõ', null],
    ['', null],
  ])('the typed number %j is recognised as %j', (reporterPhone, number) => {
    expect(columnsOf({ ...full, reporterPhone }).reporterNumber).toBe(number)
  })

  it('values of an unknown list do not break the page', () => {
    const form = formOf({ ...columnsOf(full), kind: 'later', channel: 'later', reporterKind: 'later', bcci: { odd: 1 } })
    expect(form).toMatchObject({ kind: 'petition', channel: 'other', reporterKind: 'person', bcci: null })
  })

  it('are cleaned: composed accents, no NUL, no half characters; trimmed only when asked', () => {
    const typed = { ...full, title: `${' Đường'.normalize('NFD')}\u0000 `, content: '\ud83d' }
    expect(cleanForm(typed, false)).toMatchObject({ title: ' Đường ', content: '\ufffd' })
    expect(cleanForm(typed, true).title).toBe('Đường')
    expect(cleanForm({ ...full, occurredAt: '2026-11-17T10:30:00Z' }, true).occurredAt).toBe('2026-11-17T10:30:00.000Z')
  })

  it('half a point on the map is none', () => {
    expect(cleanForm({ ...full, longitude: null }, false)).toMatchObject({ latitude: null, longitude: null })
  })

  it('tell what changed', () => {
    expect(changedFields(full, { ...full, bcci: { ...bcci } })).toEqual([])
    expect(changedFields(full, { ...full, title: 'Khác', bcci: { ...bcci, agency: 'Sở Nội vụ' }, latitude: null })).toEqual(['title', 'latitude', 'bcci'])
    expect(changedFields(full, { ...full, bcci: null })).toEqual(['bcci'])
  })
})

describe('the words of the history', () => {
  const names = new Map([[full.categoryId ?? '', 'Bảo hiểm, an sinh']])
  it.each([
    ['kind', 'Đăng ký BCCI'],
    ['channel', 'Tiếp nhận trực tiếp'],
    ['reporterKind', 'Cá nhân'],
    ['categoryId', 'Bảo hiểm, an sinh'],
    ['reportedUnitId', null],
    ['occurredAt', '17/11/2026 17:30'],
    ['latitude', '13.98'],
    ['stateSecret', 'Có'],
    ['identityHidden', 'Không'],
    ['content', null],
    ['bcci', 'Thu gom hồ sơ và trả kết quả; Thủ tục: Cấp lại thẻ bảo hiểm'],
  ] as const)('%s is written %j', (field, words) => {
    expect(fieldWords(full, field, names)).toBe(words)
  })
  it('an unknown category is written by its id', () => {
    expect(fieldWords(full, 'categoryId', new Map())).toBe(full.categoryId)
  })
})
