// Is the same told twice? Same caller, same category, and a place that means the same. Pure.
import { foldText } from './search-rules.ts'

/** How far back a ticket that is over still counts, days; one that is open always does. */
export const SIMILAR_DAYS = 90

const signs = /[\s!-/:-@[-`{-~]+/
/** Words by which places are named and not told apart. */
const common = new Set([
  'truoc',
  'sau',
  'gan',
  'canh',
  'doi',
  'dien',
  'tai',
  'o',
  'khu',
  'vuc',
  'so',
  'nha',
  'duong',
  'phuong',
  'xa',
  'huyen',
  'tp',
  'thanh',
  'pho',
  'thi',
  'tran',
  'tinh',
  'to',
  'thon',
  'lang',
  'gia',
  'lai',
])

const wordsOf = (place: string): Set<string> =>
  new Set(
    foldText(place)
      .split(signs)
      .filter((word) => word !== '' && !common.has(word)),
  )

/**
 * Do two places mean the same? People write one place in many ways: what tells it apart in the shorter writing must all stand in the
 * longer one. Nothing written means nothing known.
 */
export function isSamePlace(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)].sort((x, y) => x.size - y.size)
  if (!a || !b || a.size === 0) return foldText(one) !== '' && foldText(one) === foldText(other)
  return [...a].every((word) => b.has(word))
}
