// The search as it stands in the address, read carefully: an address may be old or typed by hand. Pure.
import { TicketQuery } from '../../../src/contract/tickets.ts'

export const searchNames = ['keyword', 'progress', 'channel', 'categoryId', 'status', 'from', 'to'] as const
export type SearchName = (typeof searchNames)[number]
export type SearchValues = Record<SearchName, string>

/** One field chosen. Trễ hạn among the states is a progress (§24): another progress beside it could find nothing. */
export function choose(values: SearchValues, name: SearchName, value: string): SearchValues {
  const next = { ...values, [name]: value }
  if (name === 'status' && value === 'late') next.progress = ''
  if (name === 'progress' && value !== '' && values.status === 'late') next.status = ''
  return next
}

/** The fields filled in, as they go into the address. */
export function searchParams(values: SearchValues): URLSearchParams {
  return new URLSearchParams(searchNames.filter((name) => values[name]).map((name) => [name, values[name]]))
}

/** Do two addresses search for the same? */
export function sameSearch(a: URLSearchParams, b: URLSearchParams): boolean {
  const words = (params: URLSearchParams) => JSON.stringify([...params].filter(([, value]) => value !== '').sort())
  return words(a) === words(b)
}

/** Turns the address into a query; anything wrong in it is left out rather than refused. */
export function queryOf(params: URLSearchParams, pageSize: number): TicketQuery {
  const raw: Record<string, string> = {}
  for (const [name, value] of params) if (value && !(name === 'status' && value === 'late')) raw[name] = value
  // The status filter offers Trễ hạn too, which is a progress.
  if (params.get('status') === 'late') raw.progress = 'late'
  const parsed = TicketQuery.safeParse({ ...raw, pageSize })
  return parsed.success ? parsed.data : TicketQuery.parse({ pageSize })
}
