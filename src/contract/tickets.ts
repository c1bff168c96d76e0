// Tickets (phản ánh, kiến nghị) as they cross the wire; field names follow spec §17-19.
import { z } from 'zod'
import { ActType } from './acts.ts'
import { Attachment } from './attachments.ts'
import { PhoneInput } from './phone-number.ts'
import { DeskTask, ProcessStep, Result, Slip, TicketComment } from './slips.ts'
import {
  CallDirection,
  CallOutcome,
  Disposition,
  IntakeChannel,
  MonitorMode,
  Rating,
  ReporterKind,
  RequestKind,
  TicketProgress,
  TicketStatus,
  TicketStep,
} from './values.ts'

const text = (max: number, tooLong: string) => z.string().max(max, tooLong)

/** Years before 1900 and after 2199 are slips of the pen, and some the database cannot hold. */
const inOurTime = (value: string): boolean => value >= '1900' && value < '2200'

/** Own fields of a BCCI registration (Đ6): collection or return of a dossier at home by public post. */
export const BcciFields = z.object({
  direction: z.enum(['collect', 'return', 'both']).nullable(),
  procedure: text(300, 'Tên thủ tục dài quá 300 ký tự'),
  agency: text(200, 'Tên cơ quan dài quá 200 ký tự'),
  pickupAddress: text(300, 'Địa chỉ dài quá 300 ký tự'),
  preferredTime: text(100, 'Thời gian dài quá 100 ký tự'),
})

/** What the operator types. Everything may be empty in a draft: a draft must never be refused for being unfinished. */
export const TicketForm = z.object({
  kind: RequestKind,
  channel: IntakeChannel,
  reporterPhone: text(40, 'Số điện thoại dài quá 40 ký tự'),
  reporterName: text(120, 'Tên dài quá 120 ký tự'),
  reporterKind: ReporterKind,
  reporterIdNumber: text(20, 'Số CMND/CCCD dài quá 20 ký tự'),
  reporterAddress: text(300, 'Địa chỉ dài quá 300 ký tự'),
  reporterEmail: text(200, 'E-mail dài quá 200 ký tự'),
  title: text(300, 'Tiêu đề dài quá 300 ký tự'),
  categoryId: z.uuid().nullable(),
  occurredAt: z.iso.datetime().refine(inOurTime, 'Thời gian không đúng').nullable(),
  place: text(300, 'Địa điểm dài quá 300 ký tự'),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  reportedUnitId: z.uuid().nullable(),
  content: text(20000, 'Nội dung dài quá 20.000 ký tự'),
  identityHidden: z.boolean(),
  contentConfidential: z.boolean(),
  stateSecret: z.boolean(),
  bcci: BcciFields.nullable(),
})
export type TicketForm = z.infer<typeof TicketForm>

export const emptyTicketForm: TicketForm = {
  kind: 'petition',
  channel: 'hotline',
  reporterPhone: '',
  reporterName: '',
  reporterKind: 'person',
  reporterIdNumber: '',
  reporterAddress: '',
  reporterEmail: '',
  title: '',
  categoryId: null,
  occurredAt: null,
  place: '',
  latitude: null,
  longitude: null,
  reportedUnitId: null,
  content: '',
  identityHidden: false,
  contentConfidential: false,
  stateSecret: false,
  bcci: null,
}

/** What Đ8 asks of a valid petition: full name, contact address, phone, and a clear subject. */
export const CompleteTicketForm = TicketForm.extend({
  reporterPhone: PhoneInput,
  reporterName: z.string().trim().min(2, 'Nhập họ và tên người gửi').max(120),
  reporterAddress: z.string().trim().min(3, 'Nhập địa chỉ liên hệ').max(300),
  reporterEmail: z.union([z.literal(''), z.email('E-mail không đúng')]),
  title: z.string().trim().min(5, 'Nhập tiêu đề: việc gì, ở đâu').max(300),
  categoryId: z
    .uuid('Chọn chuyên mục')
    .nullable()
    .refine((v) => v !== null, 'Chọn chuyên mục'),
  content: z.string().trim().min(5, 'Nhập nội dung').max(20000),
})

/** What one kind of request needs beyond Đ8. Apart from the schema, whose refinements wait until every field is right. */
function missingForKind(form: TicketForm): Record<string, string> {
  const fields: Record<string, string> = {}
  if (form.kind === 'petition' && form.place.trim().length < 3) fields['place'] = 'Nhập địa điểm phản ánh'
  if (form.kind === 'bcci' && (!form.bcci?.direction || !form.bcci.procedure.trim())) fields['bcci'] = 'Chọn thu gom hay trả hồ sơ và ghi tên thủ tục'
  return fields
}

/**
 * Lists what is still missing or wrong, by field, in Vietnamese. Shared by the form's footer and the server,
 * so that the two never disagree.
 */
export function missingForPetition(form: TicketForm): Record<string, string> {
  const parsed = CompleteTicketForm.safeParse(form)
  if (parsed.success) return missingForKind(form)
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const path = String(issue.path[0] ?? 'form')
    fields[path] ??= issue.message
  }
  return { ...fields, ...missingForKind(form) }
}

/** `version` is the one the page last saw; an older one is refused as `conflict`, so two pages lose nothing. */
export const SaveDraftBody = z.object({ version: z.number().int().min(0).max(2_000_000_000), form: TicketForm })
export const SaveTicketBody = SaveDraftBody

export const TicketSummary = z.object({
  id: z.uuid(),
  code: z.string().nullable(),
  title: z.string(),
  categoryName: z.string().nullable(),
  channel: IntakeChannel,
  reportedAt: z.iso.datetime(),
  place: z.string(),
  step: TicketStep,
  status: TicketStatus,
  progress: TicketProgress.nullable(),
  handlerName: z.string().nullable(),
})
export type TicketSummary = z.infer<typeof TicketSummary>

export const TicketCall = z.object({
  id: z.uuid(),
  /** out: an operator called the citizen. */
  direction: CallDirection,
  arrivedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  outcome: CallOutcome.nullable(),
  agentName: z.string().nullable(),
  talkSeconds: z.number().nullable(),
  /** What the caller pressed after the talk; null with `ratingAsked`: nothing. */
  rating: Rating.nullable(),
  ratingAsked: z.boolean(),
  /** The branch of the menu the caller chose. */
  branch: z.string().nullable(),
  /** What it was about, as its operator said. */
  disposition: Disposition.nullable(),
  /** removedAt: its time was over, the file is gone. held: kept for the law. */
  recording: z
    .object({ id: z.uuid(), durationMs: z.number().nullable(), url: z.string(), removedAt: z.iso.datetime().nullable(), held: z.boolean() })
    .nullable(),
  /** How the line sounded by RTCP, the worse of caller's and agent's; null when nothing was measured. */
  quality: z.object({ lossPercent: z.number(), jitterMs: z.number(), roundTripMs: z.number().nullable() }).nullable(),
  /** Supervisors who listened, spoke to the operator alone, or joined; told to supervisors only. `seconds` is null while it goes on. */
  monitored: z.array(z.object({ name: z.string(), mode: MonitorMode, at: z.iso.datetime(), seconds: z.number().nullable() })),
})

export const HistoryEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  field: z.string().nullable(),
  oldValue: z.string().nullable(),
  newValue: z.string().nullable(),
})

export const Ticket = z.object({
  id: z.uuid(),
  code: z.string().nullable(),
  version: z.number().int(),
  status: TicketStatus,
  progress: TicketProgress.nullable(),
  step: TicketStep,
  form: TicketForm,
  categoryName: z.string().nullable(),
  reportedUnitName: z.string().nullable(),
  createdAtPlace: z.string(),
  createdBy: z.string().nullable(),
  reportedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  cycle: z.number().int(),
  returns: z.number().int(),
  dueAt: z.iso.datetime().nullable(),
  refusal: z.object({ reason: z.string(), guidance: z.string() }).nullable(),
  answer: z.string().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  publicText: z.string().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  /** The petition this draft's call belonged to. */
  mergedIntoId: z.uuid().nullable(),
  /** Newest first. */
  slips: z.array(Slip),
  results: z.array(Result),
  comments: z.array(TicketComment),
  deskTasks: z.array(DeskTask),
  attachments: z.array(Attachment),
  process: z.array(ProcessStep),
  /** What this viewer may do now. */
  acts: z.array(ActType),
  /** May this viewer write its form now: an intake draft, or a petition that lies at the operators' desk? */
  mayEdit: z.boolean(),
  calls: z.array(TicketCall),
  history: z.array(HistoryEntry),
})
export type Ticket = z.infer<typeof Ticket>

/** What is written so far of a ticket that may be there already; `except` is itself. */
export const SimilarQuery = z.object({
  number: z.string().trim().min(1).max(40),
  categoryId: z.uuid(),
  place: z.string().trim().min(1).max(500),
  except: z.uuid().optional(),
})
export type SimilarQuery = z.infer<typeof SimilarQuery>

export const TicketQuery = z.object({
  keyword: z.string().trim().max(200).optional(),
  status: TicketStatus.optional(),
  progress: TicketProgress.optional(),
  channel: IntakeChannel.optional(),
  categoryId: z.uuid().optional(),
  from: z.iso.date().refine(inOurTime, 'Ngày không đúng').optional(),
  to: z.iso.date().refine(inOurTime, 'Ngày không đúng').optional(),
  page: z.coerce.number().int().min(1).max(10000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
})
export type TicketQuery = z.infer<typeof TicketQuery>
export const TicketPage = z.object({
  items: z.array(TicketSummary),
  total: z.number().int(),
  /** There are more than were counted; the next pages are there all the same. */
  more: z.boolean(),
  page: z.number().int(),
  pageSize: z.number().int(),
})

export const NewDraftBody = z.object({ channel: IntakeChannel })

/** Chuyên mục, Đ6; `parentId` makes two levels. */
export const Category = z.object({ id: z.uuid(), code: z.string(), name: z.string(), parentId: z.uuid().nullable() })
export type Category = z.infer<typeof Category>
