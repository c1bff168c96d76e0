import { describe, expect, it } from 'vitest'
import { foldText, inSearchText, readKeyword, readOpenKeyword, wordsQuery } from '../../src/tickets/search-rules.ts'

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
    ['0900 000 014', '+84900000014', null],
    ['+84 900.000.014', '+84900000014', null],
    ['84900000014', '+84900000014', null],
    ['0084900000014', '+84900000014', null],
    ['01690000014', '+84390000014', null],
    ['900000', '+84900000', '900000'],
    ['0900', '+84900', '900'],
    ['0141', '+84141', '141'],
  ])('%j looks for a number that begins with %j or ends with %j', (typed, begins, ends) => {
    expect(readKeyword(typed)?.phone).toEqual({ begins, ends })
  })

  it.each(['014', 'nap ho ga 48', 'GL26-000001'])('%j looks for no number', (typed) => {
    expect(readKeyword(typed)?.phone).toBeNull()
  })

  it('is read word by word, at most twelve', () => {
    expect(readKeyword('Hố ga, ĐƯỜNG Wừu')?.words).toEqual(['ho', 'ga', 'duong', 'wuu'])
    expect(readKeyword('a '.repeat(100))?.words).toHaveLength(12)
  })

  it.each([undefined, '', '   ', '\u0000'])('%j looks for nothing', (typed) => {
    expect(readKeyword(typed)).toBeNull()
  })

  it('knows a code', () => {
    expect(readKeyword('gl26-12')?.code).toBe('GL26-000012')
  })

  it('has no signs: they separate words, and mean nothing to the database', () => {
    expect(readKeyword(`100%_\\ H’Loan's (tổ:*7) a|b & !c`)?.words).toEqual(['100', 'h', 'loan', 's', 'to', '7', 'a', 'b', 'c'])
    expect(readKeyword('%%% ??')).toBeNull()
  })

  it('looks for whole words, and for the last one as it is typed when it is long enough', () => {
    const le = readKeyword('Lê Duẩ')
    expect(le && [inSearchText(le), wordsQuery(le)]).toEqual([[' le ', ' dua '], "('le' & 'dua')"])
    const typed = readOpenKeyword('Lê Duẩ')
    expect(typed && [inSearchText(typed), wordsQuery(typed)]).toEqual([[' le ', ' dua'], "('le' & 'dua':*)"])
    expect(readOpenKeyword('đường Lê')?.open).toBe(false)
  })

  it('looks for a number by how it begins or ends', () => {
    const digits = readKeyword('0141')
    expect(digits && wordsQuery(digits)).toBe("('0141') | ('84141':*) | ('~141':*)")
  })
})
