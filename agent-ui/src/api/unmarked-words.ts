// What is said above a form that was refused. Pure.

/** The sentences about fields that nothing on the page marks; null when each is marked; the refusal's own words when it names no field. */
export function unmarkedWords(message: string, fields: Readonly<Record<string, string>>, isMarked: (field: string) => boolean): string | null {
  const all = Object.entries(fields)
  if (all.length === 0) return message
  const unmarked = new Set(all.filter(([field]) => !isMarked(field)).map(([, words]) => words))
  return unmarked.size > 0 ? [...unmarked].join(' · ') : null
}
