// Whom operators telephone at a unit: the people who receive its slips, and its head.
import type { UnitContact } from '../contract/directory.ts'
import type { UnitPerson } from './unit-book.ts'

interface Book {
  holders: (role: 'focal-point' | 'unit-head', at: Date) => Promise<UnitPerson[]>
}

/** By unit in Vietnamese order, the focal point before the head; one line for each number of a unit. Deputies are left out: they stand in, they are not the unit. */
export async function unitContacts(book: Book, at: Date): Promise<UnitContact[]> {
  const people = [...(await book.holders('focal-point', at)), ...(await book.holders('unit-head', at))]
  const byName = new Intl.Collator('vi')
  const seen = new Set<string>()
  return people
    .flatMap(({ unitId, unitName, name, role, phone, onBehalfOf }) => {
      const key = `${unitId} ${phone}`
      if (phone === null || onBehalfOf !== null || seen.has(key)) return []
      seen.add(key)
      return [{ unitId, unitName, name, role, phone }]
    })
    .sort((a, b) => byName.compare(a.unitName, b.unitName) || (a.role === b.role ? 0 : a.role === 'focal-point' ? -1 : 1))
}
