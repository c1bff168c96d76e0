// Calendars and settings of deadlines as they cross the wire; the rules are src/deadlines/calendar-rules.ts.
import { z } from 'zod'

const civilDate = z.iso.date('Ngày không đúng')
const minute = z.number().int().min(0).max(1440)
export const Frame = z.object({ open: minute, close: minute })
const frames = z.array(Frame).max(12, 'Nhiều nhất 12 khung giờ một ngày')
export const Week = z.object({ 1: frames, 2: frames, 3: frames, 4: frames, 5: frames, 6: frames, 7: frames })
export const WeekVersion = z.object({ from: civilDate, to: civilDate.nullable(), week: Week })
const civilMinute = z.object({ date: civilDate, minute })
const named = { id: z.string().min(1).max(80), name: z.string().trim().max(200, 'Tên dài quá 200 ký tự') }
export const DayException = z.discriminatedUnion('kind', [
  z.object({ ...named, kind: z.literal('holiday'), date: civilDate }),
  z.object({ ...named, kind: z.literal('swap'), dayOff: civilDate, workDay: civilDate, frames: frames.nullable() }),
  z.object({ ...named, kind: z.literal('make-up'), date: civilDate, frames }),
  z.object({ ...named, kind: z.literal('closure'), from: civilMinute, to: civilMinute }),
])
export const CalendarContent = z.object({
  weeks: z.array(WeekVersion).max(100),
  exceptions: z.array(DayException).max(5_000),
  cancels: z.array(z.string().max(80)).max(5_000),
})
export type CalendarContent = z.infer<typeof CalendarContent>

/** What a day is, for the year's view. */
export const DayKind = z.enum(['work', 'rest', 'holiday', 'swapped-off', 'made-up', 'closure'])
export const CalendarDay = z.object({ date: civilDate, kind: DayKind, name: z.string(), frames: z.array(Frame), own: z.boolean() })

/** `owner`: province, hotline, or a unit's id. */
export const CalendarOwner = z.union([z.literal('province'), z.literal('hotline'), z.uuid()])
export const CalendarHead = z.object({
  owner: CalendarOwner,
  name: z.string(),
  /** 0: the one an installation begins with. */
  version: z.number().int(),
  savedAt: z.iso.datetime().nullable(),
  savedBy: z.string().nullable(),
  reason: z.string(),
})
export const CalendarView = CalendarHead.extend({
  content: CalendarContent,
  year: z.number().int(),
  days: z.array(CalendarDay),
  /** Of the parent, for cancelling. */
  inherited: z.array(DayException),
  /** Proposed for the year and not in it yet. */
  proposals: z.array(
    z.object({
      exception: DayException,
      name: z.string(),
      confidence: z.enum(['law', 'announced', 'from-memory', 'unconfirmed']),
      on: z.boolean(),
      /** date-holidays, an independent list, has it too. */
      seenElsewhere: z.boolean(),
    }),
  ),
})
export type CalendarView = z.infer<typeof CalendarView>

export const SaveCalendarBody = z.object({
  version: z.number().int().min(0),
  content: CalendarContent,
  reason: z.string().trim().min(1, 'Nhập lý do thay đổi').max(500),
})
export const ImportCalendarBody = z.object({
  version: z.number().int().min(0),
  fileName: z.string().max(200),
  /** The file in base64; .xlsx or .csv, at most 700 kB. */
  file: z.string().max(950_000, 'Tệp lớn quá 700 kB'),
  /** Checks only. */
  dryRun: z.boolean(),
  /** Takes the rows that are right although others are not. */
  onlyGood: z.boolean().default(false),
})
export const ImportResult = z.object({
  good: z.number().int(),
  saved: z.number().int(),
  errors: z.array(z.object({ row: z.number().int(), column: z.string(), message: z.string() })),
  version: z.number().int(),
})

export const DeadlineSetting = z.object({
  key: z.string(),
  label: z.string(),
  source: z.string(),
  kind: z.enum(['hours', 'hours-list', 'count', 'flag', 'choice']),
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
  value: z.union([z.number(), z.boolean(), z.string(), z.array(z.number())]),
  isDefault: z.boolean(),
})
export const DeadlineSettingsView = z.object({ version: z.number().int(), settings: z.array(DeadlineSetting) })
export const SaveSettingsBody = z.object({
  version: z.number().int().min(0),
  values: z.record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.array(z.number())])),
  reason: z.string().trim().min(1, 'Nhập lý do thay đổi').max(500),
})

/** Deadlines that would change under the calendars of now. */
export const RecomputeItem = z.object({
  slipId: z.uuid(),
  ticketCode: z.string().nullable(),
  unitName: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime().nullable(),
  /** Why it cannot be done to this one. */
  refusal: z.string().nullable(),
})
/** `more`: there are others beside those shown, to be looked at when these are done. */
export const RecomputePreview = z.object({ items: z.array(RecomputeItem), checked: z.number().int(), more: z.boolean() })
export const RecomputeBody = z.object({
  slipIds: z.array(z.uuid()).min(1, 'Chọn ít nhất một phiếu').max(1_000),
  reason: z.string().trim().min(1, 'Nhập lý do').max(500),
})
