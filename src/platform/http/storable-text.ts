// Characters that PostgreSQL keeps in no text and no document: they are taken out at the edge, once, so that nobody behind it need think
// of them and nobody's words are lost over one of them.
import { Refusal } from '../../contract/errors.ts'

/** Nothing that a page sends is deeper. */
const DEEPEST = 50

/** The same value with every string in it well-formed and without NUL; what is deeper than anything a page sends is refused. */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '')
  if (value === null || typeof value !== 'object') return value
  if (depth === DEEPEST) throw new Refusal('invalid-input', 'Dữ liệu gửi lên không đúng')
  if (Array.isArray(value)) return value.map((inner) => storable(inner, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, storable(inner, depth + 1)]))
}
