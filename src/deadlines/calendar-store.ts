// The calendars as they are kept: append-only versions, the newest of each owner holds; compiled once and kept as long as it is the newest.
import { CalendarContent } from '../contract/calendars.ts'
import type { Database } from '../platform/database/client.ts'
import type { Calendar } from './calendar-rules.ts'
import { hotlineDefault, provinceDefault } from './default-calendars-rules.ts'
import { compileCalendar, type WorkingCalendar } from './working-time.ts'

export interface StoredCalendar {
  owner: string
  version: number
  calendar: Calendar
}

/** Computed once: Tết of several years takes a moment. */
const startingProvince = provinceDefault()
const startingHotline = hotlineDefault()

/** What a calendar is made of, its parents too: the same for all units that count by the same. */
const versionsOf = ({ version, parent }: Calendar): string => (parent === null ? version : `${version} ${versionsOf(parent)}`)

/** Asked at most so often; a change made in this process is seen at once, one made in another within this time, ms. */
const FRESH_MS = 1_000

export type CalendarStore = ReturnType<typeof createCalendarStore>

interface Deps {
  db: Database
  parentsOf(unitId: string): Promise<readonly string[]>
  /** Is told of a stored version that is no calendar. */
  unreadable?: (owner: string, version: number) => void
}

/** `parentsOf`: a unit's own id first, then the units above it. `clock` in ms, of the machine: it only says how old the cache is. */
export function createCalendarStore({ db, parentsOf, unreadable }: Deps) {
  let known: ReadonlyMap<string, { version: number; content: CalendarContent }> = new Map()
  let stamp = ''
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null
  const compiled = new Map<string, WorkingCalendar>()

  /** What the newest version says; where it cannot be read, the newest one that can: an office must not lose its days off to one bad row. */
  async function readable({ owner, version, content }: { owner: string; version: number; content: unknown }): Promise<CalendarContent | null> {
    const parsed = CalendarContent.safeParse(content)
    if (parsed.success) return parsed.data
    unreadable?.(owner, version)
    const before = await db.calendarVersion.findFirst({
      where: { owner, version: { lt: version } },
      orderBy: { version: 'desc' },
      select: { owner: true, version: true, content: true },
    })
    return before ? readable(before) : null
  }

  async function read(): Promise<void> {
    const heads = await db.$queryRaw<
      { owner: string; version: number }[]
    >`SELECT owner, max(version) AS version FROM calendar_version GROUP BY owner ORDER BY owner`
    const now = heads.map(({ owner, version }) => `${owner}:${version}`).join(' ')
    if (now !== stamp) {
      const rows = await db.calendarVersion.findMany({ where: { OR: heads }, select: { owner: true, version: true, content: true } })
      const contents = await Promise.all(rows.map(async (row) => [row.owner, { version: row.version, content: await readable(row) }] as const))
      known = new Map(contents.flatMap(([owner, { version, content }]) => (content ? [[owner, { version, content }] as const] : [])))
      compiled.clear()
      chains.clear()
      stamp = now
    }
    readAt = performance.now()
  }

  /**
   * Waits only for the first reading, or when something was saved here: inside a transaction nobody may wait for another
   * connection. Otherwise what is old is good enough while it is read anew.
   */
  async function fresh(): Promise<void> {
    const age = performance.now() - readAt
    if (age < FRESH_MS) return
    reading ??= read().finally(() => {
      reading = null
    })
    if (age === Number.POSITIVE_INFINITY) await reading
    else reading.catch(() => undefined)
  }

  const calendarOf = (owner: string, parent: Calendar | null, fallback: () => Calendar | null): Calendar | null => {
    const stored = known.get(owner)
    return stored ? { version: `${owner}:${stored.version}`, parent, ...stored.content } : fallback()
  }
  const province = (): Calendar => calendarOf('province', null, () => startingProvince) ?? startingProvince
  const chains = new Map<string, { above: readonly string[]; readAt: number }>()

  /** A unit with those above it; where it hangs may have changed, so what is old is read anew behind the answer. */
  async function chainOf(unitId: string): Promise<readonly string[]> {
    const there = chains.get(unitId)
    const read = async () => {
      const above = await parentsOf(unitId)
      chains.set(unitId, { above, readAt: performance.now() })
      return above
    }
    if (!there) return read()
    if (performance.now() - there.readAt > FRESH_MS) {
      there.readAt = performance.now()
      read().catch(() => undefined)
    }
    return there.above
  }

  /** The unit's calendar with those above it as parents; the province's stands above all. */
  async function unitCalendar(unitId: string): Promise<Calendar> {
    // Most installations have the province's alone: nobody is asked for parents then.
    if ([...known.keys()].every((owner) => owner === 'province' || owner === 'hotline')) return province()
    const chain = await chainOf(unitId)
    let calendar = province()
    for (const owner of [...chain].reverse()) calendar = calendarOf(owner, calendar, () => null) ?? calendar
    return calendar
  }

  function compiledOf(key: string, calendar: Calendar): WorkingCalendar {
    const there = compiled.get(key)
    if (there) return there
    const made = compileCalendar(calendar)
    compiled.set(key, made)
    return made
  }

  return {
    /** Forget the age of the cache: something was saved here. */
    changed(): void {
      readAt = Number.NEGATIVE_INFINITY
    },
    async ofUnit(unitId: string): Promise<WorkingCalendar> {
      await fresh()
      const calendar = await unitCalendar(unitId)
      return compiledOf(versionsOf(calendar), calendar)
    },
    async province(): Promise<WorkingCalendar> {
      await fresh()
      return compiledOf(versionsOf(province()), province())
    },
    async hotline(): Promise<WorkingCalendar> {
      await fresh()
      return compiledOf('hotline', calendarOf('hotline', null, () => startingHotline) ?? startingHotline)
    },
    /** Uncompiled, with its version number; 0 for the one an installation begins with. */
    async stored(owner: string): Promise<StoredCalendar> {
      await fresh()
      const version = known.get(owner)?.version ?? 0
      if (owner === 'hotline') return { owner, version, calendar: calendarOf('hotline', null, () => startingHotline) ?? startingHotline }
      if (owner === 'province') return { owner, version, calendar: province() }
      const [, ...above] = await parentsOf(owner)
      let parent = province()
      for (const unit of above.reverse()) parent = calendarOf(unit, parent, () => null) ?? parent
      const empty: Calendar = { version: `${owner}:0`, parent, weeks: [], exceptions: [], cancels: [] }
      return { owner, version, calendar: calendarOf(owner, parent, () => empty) ?? empty }
    },
  }
}
