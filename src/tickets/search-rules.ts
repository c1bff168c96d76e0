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
/** The database keeps no more of a word. */
const MAX_LETTERS = 60
/** Signs separate words, as in the database's `search_words`. */
const between = /[\s!-/:-@[-`{-~]+/

export interface Keyword {
  /** Each must occur in the search text, in any order and as a whole word; with `open` the last one may be the beginning of a word. */
  words: string[]
  open: boolean
  /** A whole tracking code, when the keyword is one. */
  code: string | null
  /** How the E.164 number begins or ends, when the keyword is a telephone number or a run of its digits. */
  phone: { begins: string; ends: string | null } | null
}

/** Reads a keyword; null when nothing is left to look for. */
export function readKeyword(typed: string | undefined): Keyword | null {
  const text = (typed ?? '').toWellFormed().replaceAll('\u0000', '')
  const words = foldText(text)
    .split(between)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
    .map((word) => word.slice(0, MAX_LETTERS))
  if (words.length === 0) return null
  return { words, open: false, code: readTrackingCode(text), phone: phoneOf(text) }
}

/** The same words with the last one still being typed; null when it is too short to tell: `le` is Lê, not the beginning of every `len`. */
export const stillTyped = (keyword: Keyword): Keyword | null => ((keyword.words.at(-1)?.length ?? 0) < 3 ? null : { ...keyword, open: true })

/** For lists short enough to look for whole words and beginnings at once. */
export function readOpenKeyword(typed: string | undefined): Keyword | null {
  const keyword = readKeyword(typed)
  return keyword && (stillTyped(keyword) ?? keyword)
}

/** What to look for in the search text, whose words stand between spaces. */
export const inSearchText = ({ words, open }: Keyword): string[] => words.map((word, place) => ` ${word}${open && place === words.length - 1 ? '' : ' '}`)

/** The same for the index of words, in PostgreSQL's language of them. A number is kept backwards too, so that its end can be a beginning. */
export function wordsQuery({ words, open, phone }: Keyword): string {
  const ways = [words.map((word, place) => (open && place === words.length - 1 ? beginning(word) : `'${word}'`)).join(' & ')]
  if (phone) ways.push(beginning(phone.begins.slice(1)))
  if (phone?.ends) ways.push(beginning(`~${[...phone.ends].reverse().join('')}`))
  return ways.map((way) => `(${way})`).join(' | ')
}

const beginning = (word: string): string => `'${word}':*`

/** Digits as they stand in E.164: the trunk zero and the country code in front of them are dropped. */
function phoneOf(text: string): Keyword['phone'] {
  if (!/^[\d\s.\-()+]+$/.test(text)) return null
  const whole = toE164(text)
  if (whole) return { begins: whole, ends: null }
  const digits = text.replace(/\D/g, '').replace(/^(0084|84(?=\d{7})|0)/, '')
  return digits.length >= 3 ? { begins: `+84${digits}`, ends: digits } : null
}
