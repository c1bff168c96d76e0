// Which numbers may be dialled, in every writing people use.
import { describe, expect, it } from 'vitest'
import { outcomeOfCause } from '../../src/calls/hangup-cause-rules.ts'
import { type OutboundRules, outsideId, outsideNumber, readDestination } from '../../src/calls/outbound-rules.ts'

const rules: OutboundRules = { allowed: ['landline', 'mobile'], format: 'national', own: ['1022', '02691022'] }

describe('a number is read in any writing', () => {
  it.each([
    ['0269 3 824 123', '+842693824123', '02693824123'],
    ['(0269) 3824.123', '+842693824123', '02693824123'],
    ['+84 269 3824 123', '+842693824123', '02693824123'],
    ['0084 269 3824123', '+842693824123', '02693824123'],
    ['84900000014', '+84900000014', '0900000014'],
    ['0900-000-014', '+84900000014', '0900000014'],
    ['0169 000 0014', '+84390000014', '0390000014'],
    ['028 3829 5517', '+842838295517', '02838295517'],
  ])('%s', (written, number, dial) => expect(readDestination(written, rules)).toEqual({ number, dial }))

  it.each([
    ['e164', '84900000014'],
    ['plus', '+84900000014'],
  ] as const)('as the trunk wants it: %s', (format, dial) =>
    expect(readDestination('0900 000 014', { ...rules, format })).toEqual({ number: '+84900000014', dial }),
  )
})

describe('refused, each by its reason', () => {
  it.each([
    ['', 'unreadable'],
    ['anonymous', 'unreadable'],
    ['0269', 'unreadable'],
    ['09000000', 'unreadable'],
    ['0900 000 014; rm', 'unreadable'],
    ['1022', 'own'],
    ['0269 1022', 'own'],
    ['+84 269 1022', 'own'],
    ['113', 'emergency'],
    ['114', 'emergency'],
    ['115', 'emergency'],
    ['1900 1234', 'premium'],
    ['1900 123456', 'premium'],
    ['1800 1096', 'premium'],
    ['+84 1900 1234', 'premium'],
    ['+1 202 555 0142', 'foreign'],
    ['0085620 5555 1234', 'foreign'],
    ['+856 20 5555 1234', 'foreign'],
  ])('%s: %s', (written, refused) => expect(readDestination(written, rules)).toEqual({ refused }))
  it('nothing at all', () =>
    expect([readDestination(null, rules), readDestination(undefined, rules)]).toEqual([{ refused: 'unreadable' }, { refused: 'unreadable' }]))
  it('a full number of our own, with the zero of its area behind the country', () => {
    const ours = { ...rules, own: ['02693824123'] }
    for (const written of ['0269 3824 123', '+84 269 3824 123', '+84 0269 3824 123', '0084 0269 3824123'])
      expect(readDestination(written, ours), written).toEqual({ refused: 'own' })
  })
  it('what the installation does not allow', () => {
    expect(readDestination('0900 000 014', { ...rules, allowed: ['landline'] })).toEqual({ refused: 'not-allowed' })
    expect(readDestination('0269 3824 123', { ...rules, allowed: ['mobile'] })).toEqual({ refused: 'not-allowed' })
  })
})

it('one number or a beginning may be allowed besides; emergency and own numbers never', () => {
  const more = { ...rules, allowed: ['landline', '18001096', '+85620*', '113', '1022'] }
  expect(readDestination('1800 1096', more)).toEqual({ number: '18001096', dial: '18001096' })
  expect(readDestination('1800 1097', more)).toEqual({ refused: 'premium' })
  expect(readDestination('+856 20 5555 1234', more)).toEqual({ number: '+8562055551234', dial: '008562055551234' })
  expect([readDestination('113', more), readDestination('1022', more)]).toEqual([{ refused: 'emergency' }, { refused: 'own' }])
})

it('what is read can be read again', () => {
  for (const written of ['0269 3 824 123', '0900 000 014', '0169 000 0014']) {
    const once = readDestination(written, rules)
    expect('number' in once && readDestination(once.number, rules)).toEqual(once)
  }
})

it('a party outside is told from an operator by his id', () => {
  expect(outsideNumber(outsideId('+842693824123'))).toBe('+842693824123')
  expect([outsideNumber('00000000-0000-4000-8000-0000000000c1'), outsideNumber(null), outsideNumber(undefined)]).toEqual([null, null, null])
})

it.each([
  [17, 'busy'],
  [19, 'no-answer'],
  [18, 'no-answer'],
  [21, 'refused'],
  [16, 'refused'],
  [1, 'wrong-number'],
  [28, 'wrong-number'],
  [20, 'unreachable'],
  [38, 'unreachable'],
  [0, 'unreachable'],
])('cause %i: %s', (cause, outcome) => expect(outcomeOfCause(cause)).toBe(outcome))
