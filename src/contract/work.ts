// The work lists: of a unit (and of VP UBND tỉnh), and of the operators' desk.
import { z } from 'zod'
import { CitizenTries, DeskTaskKind, Level, SlipState } from './slips.ts'
import { TicketQuery, TicketSummary } from './tickets.ts'

/** Xử lý phản ánh, Phiếu hẹn xử lý, Tất cả phản ánh. */
export const workBoxes = ['to-handle', 'scheduled', 'all'] as const
export const WorkBox = z.enum(workBoxes)
export type WorkBox = z.infer<typeof WorkBox>

/** How near the end is, for the groups of the list. */
export const DueGroup = z.enum(['late', 'today', 'tomorrow', 'later', 'none'])
export type DueGroup = z.infer<typeof DueGroup>

export const WorkQuery = TicketQuery.extend({ box: WorkBox.default('to-handle') })
export type WorkQuery = z.infer<typeof WorkQuery>

export const WorkItem = TicketSummary.extend({
  slip: z
    .object({
      id: z.uuid(),
      number: z.number().int(),
      part: z.enum(['main', 'coordinating']),
      state: SlipState,
      level: Level,
      termNo: z.number().int(),
      unitName: z.string(),
      handlerName: z.string().nullable(),
      withinUnitName: z.string().nullable(),
      takenAt: z.iso.datetime().nullable(),
      receivedAt: z.iso.datetime(),
      dueAt: z.iso.datetime(),
      allowedMs: z.number(),
      leftMs: z.number(),
      leftWords: z.string(),
      late: z.boolean(),
      /** The first deadline that was missed and how long ago in words ("Trễ hạn 2 giờ 12 phút"); null while none was, and once the slip is over. */
      missed: z.object({ dueAt: z.iso.datetime(), words: z.string() }).nullable(),
      scheduled: z.boolean(),
      /** Who last urged it (Đôn đốc) since this slip was received; null while nobody did, and once the slip is over. */
      urged: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
      /** Why VP UBND tỉnh has it: nobody clearly owns it, it came up, it was returned too often. */
      officeReason: z.enum(['unowned', 'escalated', 'returned']).nullable(),
    })
    .nullable(),
  group: DueGroup,
  version: z.number().int(),
  /** What the viewer may do with one click in the list. */
  mayTake: z.boolean(),
  /** A result date may still be promised by him: once, before the end (Đ11.3). */
  mayExtend: z.boolean(),
})
export type WorkItem = z.infer<typeof WorkItem>

export const WorkPage = z.object({
  items: z.array(WorkItem),
  total: z.number().int(),
  /** There are more than were counted. */
  more: z.boolean(),
  page: z.number().int(),
  pageSize: z.number().int(),
  counts: z.object({ 'to-handle': z.number().int(), scheduled: z.number().int(), all: z.number().int(), late: z.number().int() }),
  /** "07:30–11:30, 13:30–17:30", or why there is no work today. */
  today: z.string(),
  unitNames: z.array(z.string()),
})

/** The operators' desk: its kinds of work, and what was refused. */
export const DeskBox = z.enum([...DeskTaskKind.options, 'refused'])
export type DeskBox = z.infer<typeof DeskBox>
export const DeskQuery = z.object({
  box: DeskBox.default('returned-slip'),
  keyword: z.string().trim().max(200).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
})
export const DeskItem = TicketSummary.extend({
  since: z.iso.datetime(),
  /** The target in hotline hours; null for what is only kept. */
  dueAt: z.iso.datetime().nullable(),
  missed: z.boolean(),
  leftWords: z.string(),
  /** When somebody last urged the desk about it. */
  urgedAt: z.iso.datetime().nullable(),
  /** Of telling the citizen: calls in vain so far; null before the first. */
  tries: CitizenTries.nullable(),
  /** Lý do trả lại, Lý do từ chối, the answer to give: what one must know before opening it. */
  note: z.string(),
})
export const DeskPage = z.object({
  items: z.array(DeskItem),
  total: z.number().int(),
  page: z.number().int(),
  pageSize: z.number().int(),
  counts: z.record(DeskBox, z.object({ open: z.number().int(), missed: z.number().int() })),
})
export type DeskItem = z.infer<typeof DeskItem>
