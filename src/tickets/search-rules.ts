// What a typed keyword means. Pure. The database keeps `search_text` folded the same way (see the migration's trigger).
import { toE164 } from '../contract/phone-number.ts'
import { readTrackingCode } from './tracking-code.ts'

/** Without accents, lower case, single spaces, plain apostrophes: `Đường  H’Loan` and `duong h'loan` become the same. */
export function foldText(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
  // Typographic signs become plain ones, as the database's unaccent makes them.
  const plain = bare.replace(/[‘’ʼ]/g, "'").replace(/[“”]/g, '"').replace(/[–—]/g, '-').replaceAll('…', '...')
  return plain.replace(/\s+/g, ' ').trim()
}

/** How many words of a keyword count; more only make the query slow. */
const MAX_WORDS = 12

export interface Keyword {
  /** Each must occur in the search text, in any order. */
  words: string[]
  /** A whole tracking code, when the keyword is one. */
  code: string | null
  /** A part of the E.164 number, when the keyword is a telephone number or a run of its digits. */
  phoneDigits: string | null
}

/** Reads a keyword; null when nothing is left to look for. */
export function readKeyword(typed: string | undefined): Keyword | null {
  const text = (typed ?? '').toWellFormed().replaceAll('\u0000', '')
  const words = foldText(text)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
  if (words.length === 0) return null
  return { words, code: readTrackingCode(text), phoneDigits: phoneDigits(text) }
}

/** Escapes LIKE's own signs, so that `100%` looks for a percent sign. */
export function likeLiteral(word: string): string {
  return word.replace(/[\\%_]/g, (sign) => `\\${sign}`)
}

/** Digits as they stand in E.164: the trunk zero and the country code in front of them are dropped. */
function phoneDigits(text: string): string | null {
  if (!/^[\d\s.\-()+]+$/.test(text)) return null
  const whole = toE164(text)
  if (whole) return whole.slice(1)
  const digits = text.replace(/\D/g, '').replace(/^(0084|84(?=\d{7})|0)/, '')
  return digits.length >= 3 ? digits : null
}
