// Lengths, texts and ways of messages.
import { describe, expect, it } from 'vitest'
import { defaultText } from '../../src/channels/default-texts-rules.ts'
import { deliveryOf } from '../../src/channels/delivery-rules.ts'
import { type MessageTemplate, messageTemplates } from '../../src/channels/outbox.ts'
import { afterQuietHours, waysTo } from '../../src/channels/sending-rules.ts'
import { render, requiredPlaceholders } from '../../src/channels/template-rules.ts'
import { templateProblems } from '../../src/contract/message-text.ts'
import { DeliveryReport } from '../../src/contract/messages.ts'
import { smsLength, withoutAccents } from '../../src/contract/sms-length.ts'

describe('the length of an SMS', () => {
  it.each([
    ['a'.repeat(160), 'gsm7', 160, 1],
    ['a'.repeat(161), 'gsm7', 161, 2],
    ['a'.repeat(306), 'gsm7', 306, 2],
    ['a'.repeat(307), 'gsm7', 307, 3],
    ['€'.repeat(80), 'gsm7', 160, 1],
    [`${'€'.repeat(80)}a`, 'gsm7', 161, 2],
    ['đ'.repeat(70), 'unicode', 70, 1],
    ['đ'.repeat(71), 'unicode', 71, 2],
    ['đ'.repeat(134), 'unicode', 134, 2],
    ['đ'.repeat(135), 'unicode', 135, 3],
    ['à è é', 'gsm7', 5, 1],
    ['Đã nhận', 'unicode', 7, 1],
    ['', 'gsm7', 0, 1],
  ] as const)('%.20s is %s, %i, %i parts', (text, encoding, units, segments) => {
    expect(smsLength(text)).toEqual({ encoding, units, segments })
  })

  it('without accents every built-in text is GSM', () => {
    for (const template of Object.keys(messageTemplates) as MessageTemplate[])
      expect(smsLength(withoutAccents(defaultText(template, 'sms').text.replaceAll(/[{}]/g, ''))).encoding).toBe('gsm7')
    expect(withoutAccents('Đường Wừu – “hố ga” số 48…')).toBe('Duong Wuu - "ho ga" so 48...')
  })
})

describe('templates', () => {
  it('every built-in text names only what it gets, and what it must', () => {
    for (const template of Object.keys(messageTemplates) as MessageTemplate[])
      for (const channel of ['sms', 'email'] as const)
        expect(
          templateProblems(defaultText(template, channel), { placeholders: messageTemplates[template], required: requiredPlaceholders(template, channel) }),
          `${template} ${channel}`,
        ).toEqual({})
  })
  it('a text to a citizen keeps the code where the built-in one gives it; others need none', () => {
    expect(requiredPlaceholders('citizen-received', 'sms')).toEqual(['code'])
    expect(requiredPlaceholders('citizen-more-info', 'sms')).toEqual([])
    expect(requiredPlaceholders('slip-late', 'sms')).toEqual([])
  })
  const lone = (brace: string) => `Dấu ${brace} đứng lẻ. Viết đủ cặp { và }, như {code}.`
  it.each([
    ['Phản ánh {code}', undefined],
    ['Phản ánh', 'Thiếu {code}. Tin gửi người dân phải có mã phản ánh để tra cứu.'],
    ['Phản ánh {code} tại {', lone('{')],
    ['Phản ánh {code', lone('{')],
    ['Phản ánh {code}}', lone('}')],
    ['Phản ánh {{code}}', lone('{')],
    ['Phản ánh {code} {code }', 'Không có {code } trong mẫu này. Dùng: {code}, {title}.'],
    ['Phản ánh {code} {}', 'Không có {} trong mẫu này. Dùng: {code}, {title}.'],
  ])('“%s”: %s', (text, problem) => {
    expect(templateProblems({ subject: '', text }, { placeholders: ['code', 'title'], required: ['code'] })).toEqual(problem ? { text: problem } : {})
  })
  it('the subject is told apart from the body, and need not name the code', () => {
    const names = { placeholders: ['code'], required: ['code'] }
    expect(templateProblems({ subject: 'Đã nhận', text: '{code}' }, names)).toEqual({})
    expect(templateProblems({ subject: '{ma}', text: '{code}' }, names)).toEqual({ subject: 'Không có {ma} trong mẫu này. Dùng: {code}.' })
  })
  it('a missing value leaves a gap, a long one is cut in an SMS alone', () => {
    expect(render({ subject: 'a\n{code}', text: '{code} {due}' }, { code: 'GL26-1' }, 'email')).toEqual({
      subject: 'a GL26-1',
      text: 'GL26-1 …',
      missing: ['due'],
    })
    const long = 'x'.repeat(500)
    expect(render({ subject: '', text: '{answer}' }, { answer: long }, 'sms').text).toHaveLength(160)
    expect(render({ subject: '', text: '{answer}' }, { answer: long }, 'email').text).toHaveLength(500)
  })
})

describe('when and how', () => {
  const gialai = (time: string) => Date.parse(`2026-11-18T${time}:00+07:00`)
  it.each([
    ['20:59', '2026-11-18T20:59'],
    ['21:00', '2026-11-19T07:00'],
    ['23:30', '2026-11-19T07:00'],
    ['00:10', '2026-11-18T07:00'],
    ['06:59', '2026-11-18T07:00'],
    ['07:00', '2026-11-18T07:00'],
  ])('at %s a citizen is told at %s', (time, expected) => {
    expect(afterQuietHours(gialai(time), { from: 21 * 60, to: 7 * 60 })).toBe(Date.parse(`${expected}:00+07:00`))
  })
  it('never quiet, and quiet by day', () => {
    expect(afterQuietHours(gialai('03:00'), { from: 0, to: 0 })).toBe(gialai('03:00'))
    expect(afterQuietHours(gialai('12:00'), { from: 11 * 60, to: 13 * 60 })).toBe(gialai('13:00'))
  })
  it('foreign numbers get none', () => {
    expect(waysTo({ to: { name: '', phone: '+12025550123', email: 'a@example.vn' } }).map(({ channel, cannot }) => [channel, cannot])).toEqual([
      ['sms', 'Số nước ngoài không nhận được tin nhắn'],
      ['email', null],
    ])
  })
})

describe('what a delivery report says', () => {
  const RequestId = '0b6f2f0e-6d1c-4c1e-9a53-7a7f1e7c2d10'
  it.each([
    [{ SendStatus: '5', SendFailed: '0' }, 'delivered'],
    [{ SendStatus: 5 }, 'delivered'],
    [{ SendResult: '5' }, 'delivered'],
    [{ SendStatus: '', SendResult: '5' }, 'delivered'],
    // Over, and nobody got it.
    [{ SendStatus: '5', SendFailed: '1' }, 'undelivered'],
    [{ SendStatus: '4' }, 'undelivered'],
    [{ SendStatus: '6' }, 'undelivered'],
    // Not over yet: waiting, being sent, with the carrier.
    [{ SendStatus: '1' }, null],
    [{ SendStatus: '2' }, null],
    [{ SendStatus: '3' }, null],
    [{ SendStatus: '7' }, null],
    [{}, null],
    [{ SendStatus: 'x' }, null],
  ])('%j is %s', (report, became) => {
    expect(deliveryOf(DeliveryReport.parse({ RequestId, ...report }))).toBe(became)
  })
})
