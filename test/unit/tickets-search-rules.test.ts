import { describe, expect, it } from 'vitest'
import { foldText, likeLiteral, readKeyword } from '../../src/tickets/search-rules.ts'

describe('folding', () => {
  it.each([
    ['đường', 'duong'],
    ['ĐƯỜNG', 'duong'],
    ['đường'.normalize('NFD'), 'duong'],
    ['  Nắp   hố ga ', 'nap ho ga'],
    ["Rơ Châm H'Loan", "ro cham h'loan"],
    ['Rơ Châm H’Loan', "ro cham h'loan"],
    ['“Tổ 3” – An Phú', '"to 3" - an phu'],
    ['Ễ Ộ Ẫ Ỷ', 'e o a y'],
  ])('%j becomes %j', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })
})

describe('a keyword', () => {
  it.each([
    ['0900 000 014', '84900000014'],
    ['+84 900.000.014', '84900000014'],
    ['84900000014', '84900000014'],
    ['0084900000014', '84900000014'],
    ['01690000014', '84390000014'],
    ['900000', '900000'],
    ['0900', '900'],
    ['014', null],
    ['0141', '141'],
    ['nap ho ga 48', null],
    ['GL26-000001', null],
  ])('%j looks for the number part %j', (typed, digits) => {
    expect(readKeyword(typed)?.phoneDigits).toBe(digits)
  })

  it('is read word by word, at most twelve', () => {
    expect(readKeyword('Hố ga, ĐƯỜNG Wừu')?.words).toEqual(['ho', 'ga,', 'duong', 'wuu'])
    expect(readKeyword('a '.repeat(100))?.words).toHaveLength(12)
  })

  it.each([undefined, '', '   ', '\u0000'])('%j looks for nothing', (typed) => {
    expect(readKeyword(typed)).toBeNull()
  })

  it('knows a code', () => {
    expect(readKeyword('gl26-12')?.code).toBe('GL26-000012')
  })

  it('takes the signs of LIKE literally', () => {
    expect(likeLiteral('100%_\\')).toBe('100\\%\\_\\\\')
  })
})
