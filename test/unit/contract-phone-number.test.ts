// Every form of a telephone number that people and carriers write.
import { describe, expect, it } from 'vitest'
import { formatPhone, isLandline, PhoneInput, toE164 } from '../../src/contract/phone-number.ts'

describe('toE164', () => {
  it.each([
    ['0900000014', '+84900000014'],
    ['0900 000 014', '+84900000014'],
    ['0900.000.014', '+84900000014'],
    ['(0900) 000-014', '+84900000014'],
    ['84900000014', '+84900000014'],
    ['+84900000014', '+84900000014'],
    ['+84 900 000 014', '+84900000014'],
    ['0084900000014', '+84900000014'],
    ['  0900000014\t', '+84900000014'],
    // Renumbered in 2018: old address books still dial these.
    ['01690000014', '+84390000014'],
    ['+841690000014', '+84390000014'],
    ['0841690000014', null],
    ['01200000014', '+84700000014'],
    ['01230000014', '+84830000014'],
    ['01880000014', '+84580000014'],
    ['01990000014', '+84590000014'],
    // Landlines of Gia Lai and Hà Nội.
    ['02693824404', '+842693824404'],
    ['(0269) 382 4404', '+842693824404'],
    ['842693824404', '+842693824404'],
    ['02438222222', '+842438222222'],
    // From abroad.
    ['+14155550123', '+14155550123'],
    ['0014155550123', '+14155550123'],
  ])('reads %s as %s', (raw, expected) => expect(toE164(raw)).toBe(expected))

  it.each([
    [null],
    [undefined],
    [''],
    [' '],
    ['anonymous'],
    ['Anonymous <sip:x>'],
    ['unknown'],
    ['1022'],
    ['113'],
    ['0900000'],
    ['09000000141234'],
    ['+'],
    ['+84'],
    ['++84900000014'],
    ['0900O00014'],
    ["0900000014' OR 1=1"],
    ['٠٩٠٠٠٠٠٠١٤'],
    ['x'.repeat(300)],
    ['9'.repeat(300)],
  ])('finds no number in %s', (raw) => expect(toE164(raw)).toBeNull())

  it('gives back its own output', () => {
    for (const raw of ['0900000014', '01690000014', '02693824404', '+14155550123']) {
      const once = toE164(raw)
      expect(toE164(once)).toBe(once)
    }
  })
})

describe('formatPhone', () => {
  it.each([
    ['+84900000014', '0900 000 014'],
    ['+842693824404', '0269 3824 404'],
    [null, ''],
  ])('shows %s as %s', (number, shown) => expect(formatPhone(number)).toBe(shown))

  it('is read back as the same number', () => {
    for (const number of ['+84900000014', '+842693824404']) expect(toE164(formatPhone(number))).toBe(number)
  })
})

it('knows landlines, which get no SMS', () => {
  expect(isLandline('+842693824404')).toBe(true)
  expect(isLandline('+84900000014')).toBe(false)
})

it('PhoneInput answers a wrong number in Vietnamese and stores the right one in one form', () => {
  expect(PhoneInput.parse(' +84 900.000.014 ')).toBe('+84900000014')
  const refused = PhoneInput.safeParse('0900')
  expect(refused.error?.issues[0]?.message).toBe('Số điện thoại không đúng, ví dụ đúng: 0900 000 014')
  expect(PhoneInput.safeParse('0'.repeat(41)).success).toBe(false)
})
