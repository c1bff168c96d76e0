// Calendars as the administrator keeps them: seen by the year, checked before they are saved, every change a version with its reason.
import { randomUUID } from 'node:crypto'
import Holidays from 'date-holidays'
import type { z } from 'zod'
import {
  CalendarContent,
  type CalendarHead,
  type CalendarView,
  DayException as DayExceptionBody,
  type ImportCalendarBody,
  type ImportResult,
  type SaveCalendarBody,
} from '../contract/calendars.ts'
import { Refusal } from '../contract/errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import { isUniqueViolation } from '../platform/database/errors.ts'
import { invalidInput } from '../platform/http/problems.ts'
import { readSheet } from '../platform/sheets/read-sheet.ts'
import { checkCalendar } from './calendar-check-rules.ts'
import { type Calendar, type DayException, exceptionsOf, heldCancels } from './calendar-rules.ts'
import type { CalendarStore } from './calendar-store.ts'
import type { CivilDate } from './civil-time-rules.ts'
import { exceptionColumns, readExceptionRows } from './exception-rows-rules.ts'
import { exceptionsFrom, proposeHolidays } from './holiday-rules.ts'
import { compileCalendar, nextOpening } from './working-time.ts'
import { daysOfYear } from './year-view-rules.ts'

interface Deps {
  db: Database
  clock: Clock
  calendars: CalendarStore
  /** Units in force, for naming calendars and for those that have none yet. */
  unitName(id: string): Promise<string | null>
}

type Head = z.infer<typeof CalendarHead>
const names: Readonly<Record<string, string>> = { province: 'Giờ làm việc chung của tỉnh', hotline: 'Giờ trực tổng đài 1022' }

export type CalendarAdmin = ReturnType<typeof createCalendarAdmin>

export function createCalendarAdmin({ db, clock, calendars, unitName }: Deps) {
  async function head(owner: string): Promise<Head> {
    const row = await db.calendarVersion.findFirst({ where: { owner }, orderBy: { version: 'desc' }, include: { savedBy: { select: { name: true } } } })
    const name = names[owner] ?? (await unitName(owner))
    if (name === null) throw new Refusal('not-found', 'Không có đơn vị này')
    return {
      owner,
      name,
      version: row?.version ?? 0,
      savedAt: row?.savedAt.toISOString() ?? null,
      savedBy: row?.savedBy?.name ?? null,
      reason: row?.reason ?? '',
    }
  }

  /** Refuses what the check finds wrong, by the part of the calendar, and a year without working time. */
  function refuseUnsound(calendar: Calendar, now: Date): void {
    const problems = checkCalendar(calendar)
    if (problems.length > 0)
      throw new Refusal(
        'invalid-input',
        problems[0]?.message ?? '',
        Object.fromEntries(problems.map(({ where, message, code }) => [`${where} ${code}`, message])),
      )
    if (nextOpening(compileCalendar(calendar), now.getTime()) === null)
      throw new Refusal('invalid-input', 'Lịch làm việc không có giờ làm việc nào trong hơn một năm, không tính được hạn', { weeks: 'Thêm khung giờ làm việc' })
  }

  async function write(owner: string, version: number, content: z.infer<typeof CalendarContent>, reason: string, by: string): Promise<number> {
    const stored = await calendars.stored(owner)
    const conflict = new Refusal('conflict', 'Lịch vừa được người khác sửa. Xem bản mới rồi sửa lại; những gì bạn nhập vẫn còn.', {
      version: String(stored.version),
    })
    if (stored.version !== version) throw conflict
    const sound = CalendarContent.safeParse(content)
    if (!sound.success) throw invalidInput(sound.error)
    refuseUnsound({ ...stored.calendar, ...content }, clock.now())
    try {
      await db.calendarVersion.create({
        data: { id: randomUUID(), owner, version: version + 1, content: JSON.parse(JSON.stringify(content)), reason, savedAt: clock.now(), savedById: by },
      })
    } catch (error) {
      if (isUniqueViolation(error)) throw conflict
      throw error
    } finally {
      calendars.changed()
    }
    return version + 1
  }

  return {
    /** The province's, the hotline's, and those of units that have their own. */
    async list(): Promise<Head[]> {
      const owners = await db.calendarVersion.findMany({ distinct: ['owner'], select: { owner: true } })
      const all = ['province', 'hotline', ...owners.map(({ owner }) => owner).filter((owner) => !names[owner])]
      return Promise.all(all.map(head))
    },

    /** One calendar with a year laid out, and what is proposed for that year. */
    async read(owner: string, year: number): Promise<CalendarView> {
      const { calendar } = await calendars.stored(owner)
      const { weeks, exceptions } = calendar
      return {
        ...(await head(owner)),
        content: structuredClone({ weeks, exceptions, cancels: heldCancels(calendar) }) as CalendarView['content'],
        year,
        days: daysOfYear(calendar, year).map((day) => ({ ...day, frames: [...day.frames] })),
        inherited: calendar.parent ? (structuredClone(exceptionsOf(calendar.parent)) as CalendarView['inherited']) : [],
        proposals: owner === 'province' || owner === 'hotline' ? proposalsFor(year, exceptionsOf(calendar)) : [],
      }
    },

    /** Saves a new version; what is wrong is named, and nothing is saved. */
    async save(owner: string, { version, content, reason }: z.infer<typeof SaveCalendarBody>, by: string): Promise<Head> {
      await head(owner)
      await write(owner, version, content, reason, by)
      return head(owner)
    },

    /** Adds the exceptions of a sheet. With an error in any row nothing is saved, unless only the good ones are asked for. */
    async importFile(owner: string, body: z.output<typeof ImportCalendarBody>, by: string): Promise<z.infer<typeof ImportResult>> {
      const sheet = await readSheet(Buffer.from(body.file, 'base64'), exceptionColumns)
      const { good, errors: wrong } = readExceptionRows(sheet.rows)
      const errors = [...sheet.errors.filter(({ severity }) => severity === 'error'), ...wrong]
      const { calendar, version } = await calendars.stored(owner)
      let next: Calendar = { ...calendar, cancels: heldCancels(calendar) }
      let kept = 0
      const sound = good.filter(({ row, exception }) => {
        const problem = DayExceptionBody.safeParse(exception).error?.issues[0]
        if (problem) errors.push({ row, column: problem.path[0] === 'name' ? 'Tên' : 'Khung giờ', message: problem.message, severity: 'error' })
        return !problem
      })
      const room = MOST_EXCEPTIONS - calendar.exceptions.length
      for (const { row } of sound.splice(Math.max(0, room)))
        errors.push({ row, column: '', message: `Một lịch có nhiều nhất ${MOST_EXCEPTIONS} ngày riêng`, severity: 'error' })
      const whole = withExceptions(next, sound)
      if (checkCalendar(whole).length === 0) {
        next = whole
        kept = sound.length
      } else
        for (const one of sound) {
          const tried = withExceptions(next, [one])
          const problems = checkCalendar(tried)
          if (problems.length > 0) errors.push({ row: one.row, column: '', message: problems[0]?.message ?? '', severity: 'error' })
          else {
            next = tried
            kept += 1
          }
          // Each row is held against all others: calls must not wait for that.
          await new Promise(setImmediate)
        }
      errors.sort((a, b) => a.row - b.row)
      const rows = errors.map(({ row, column, message }) => ({ row, column, message }))
      if (body.dryRun || (errors.length > 0 && !body.onlyGood) || kept === 0) return { good: kept, saved: 0, errors: rows, version }
      const content = { weeks: next.weeks, exceptions: next.exceptions, cancels: next.cancels } as unknown as z.infer<typeof CalendarContent>
      return { good: kept, saved: kept, errors: rows, version: await write(owner, body.version, content, `Nhập từ tệp ${body.fileName}`, by) }
    },
  }
}

const MOST_EXCEPTIONS = 5_000

/** The calendar with these in it; one of the same kind and day takes the place of the one there was. */
function withExceptions(calendar: Calendar, rows: readonly { exception: DayException }[]): Calendar {
  const added = new Map(rows.map(({ exception }) => [exception.id, exception]))
  return { ...calendar, exceptions: [...calendar.exceptions.filter(({ id }) => !added.has(id)), ...added.values()] }
}

/** Proposals of the year for days that are not off yet, one a day, each with whether another list knows it too. */
function proposalsFor(year: number, there: readonly DayException[]): CalendarView['proposals'] {
  const off = new Set(there.map(dayOff))
  const elsewhere = new Set(new Holidays('VN').getHolidays(year).map(({ date }) => date.slice(0, 10)))
  const all = proposeHolidays(year)
  return all.flatMap((proposal) => {
    // The day worked for a swap comes with the day off: they are confirmed together.
    if (proposal.kind === 'make-up') return []
    const [exception] = exceptionsFrom([proposal, ...all.filter((other) => other.date === proposal.pairedWith)], ({ date, kind }) => `${kind}-${date}`)
    if (!exception || off.has(proposal.date)) return []
    off.add(proposal.date)
    const { name, confidence, on, date } = proposal
    return [
      { exception: structuredClone(exception) as CalendarView['proposals'][number]['exception'], name, confidence, on, seenElsewhere: elsewhere.has(date) },
    ]
  })
}

const dayOff = (exception: DayException): CivilDate | null =>
  exception.kind === 'swap' ? exception.dayOff : exception.kind === 'holiday' ? exception.date : null
