// Characters that PostgreSQL keeps in no text and no document: they are taken out at the edge, once, so that nobody behind it need think
// of them and nobody's words are lost over one of them.

/** The same value with every string in it well-formed and without NUL, however deep. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '')
  if (Array.isArray(value)) return value.map(storable)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, storable(inner)]))
}
