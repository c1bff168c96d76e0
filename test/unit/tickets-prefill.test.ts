import { describe, expect, it } from 'vitest'
import { emptyTicketForm } from '../../src/contract/tickets.ts'
import { callResult } from '../../src/tickets/caller-rules.ts'
import { type EarlierReporter, prefilledForm, recognise } from '../../src/tickets/prefill-rules.ts'

const earlier = (reporterName: string, more: Partial<EarlierReporter> = {}): EarlierReporter => ({
  reporterName,
  reporterAddress: '',
  reporterEmail: '',
  reporterKind: 'person',
  identityHidden: false,
  ...more,
})

describe('who is calling', () => {
  it('is unknown without earlier petitions, or with nameless ones', () => {
    const unknown = { knowledge: 'unknown', name: null, address: null, fill: {} }
    expect(recognise([])).toEqual(unknown)
    expect(recognise([earlier(''), earlier('   ')])).toEqual(unknown)
  })

  it('is known when the number always gave one name; the newest non-empty value of each field counts', () => {
    const petitions = [
      earlier("Rơ Châm H'Loan", { reporterAddress: 'Làng Plei Kép, phường Thống Nhất' }),
      earlier("Rơ Châm H'Loan", { reporterAddress: 'Chỗ ở cũ', reporterEmail: 'hloan@example.vn' }),
    ]
    expect(recognise(petitions)).toEqual({
      knowledge: 'known',
      name: "Rơ Châm H'Loan",
      address: 'Làng Plei Kép, phường Thống Nhất',
      fill: {
        reporterName: "Rơ Châm H'Loan",
        reporterAddress: 'Làng Plei Kép, phường Thống Nhất',
        reporterEmail: 'hloan@example.vn',
      },
    })
  })

  it('takes accents, case and spaces for the same name', () => {
    const petitions = [earlier('Nguyễn Văn Đình'), earlier('NGUYEN  VAN DINH '), earlier('nguyễn văn đình'.normalize('NFD'))]
    expect(recognise(petitions).knowledge).toBe('known')
  })

  it('is only a guess when several names used the number, and nothing is written into the form', () => {
    const guess = recognise([earlier('Siu Y Blơi', { reporterAddress: 'Ia Grai' }), earlier('Lê Văn Sơn')])
    expect(guess).toEqual({ knowledge: 'maybe', name: 'Siu Y Blơi', address: 'Ia Grai', fill: {} })
  })

  it('fills the kind of an organisation', () => {
    expect(recognise([earlier('Công ty Cây xanh', { reporterKind: 'organisation' })]).fill.reporterKind).toBe('organisation')
  })

  it('keeps a hidden identity hidden in the next ticket', () => {
    expect(recognise([earlier('Đinh Văn Hlưk', { identityHidden: true })]).fill.identityHidden).toBe(true)
    expect(recognise([earlier('Đinh Văn Hlưk'), earlier('Đinh Văn Hlưk', { identityHidden: true })]).fill.identityHidden).toBeUndefined()
  })
})

describe('the prefilled form', () => {
  it('names the fields that come from an earlier ticket, the number not among them', () => {
    const { form, prefilled } = prefilledForm('+84900000014', 'hotline', recognise([earlier('Siu Y Blơi')]))
    expect(form).toEqual({ ...emptyTicketForm, reporterPhone: '0900 000 014', reporterName: 'Siu Y Blơi' })
    expect(prefilled).toEqual(['reporterName'])
  })
  it('is empty for a caller without a number', () => {
    expect(prefilledForm(null, 'hotline', recognise([]))).toEqual({ form: emptyTicketForm, prefilled: [] })
  })
})

describe('how an earlier call ended', () => {
  it.each([
    ['answered', null, 'Đã nghe'],
    ['answered', 'GL26-000012', 'Lập phiếu GL26-000012'],
    ['abandoned', null, 'Người gọi gác máy'],
    ['out-of-hours', null, 'Ngoài giờ trực'],
    ['interrupted', null, 'Bị ngắt'],
    [null, null, 'Chưa rõ'],
  ] as const)('%j with code %j: %s', (outcome, code, words) => {
    expect(callResult(outcome, code)).toBe(words)
  })
})
