// Quality scoring of recorded calls: the form and its versions, a supervisor's draft, the gradings, and what the operator sees of them.
import { z } from 'zod'
import { CallId } from './calls.ts'
import { CallOutcome, Rating } from './values.ts'

const count = z.number().int()
/** Names a section or criterion through all versions of the form, so that averages go on when its words are improved. */
const FormKey = z.string().regex(/^[a-z0-9-]{1,40}$/)

export const Criterion = z.object({
  id: FormKey,
  text: z.string().trim().min(1, 'Nhập tên tiêu chí').max(200),
  help: z.string().trim().max(400),
  /** Points are given from 0 to this. A critical criterion is met (1) or not (0). */
  max: count.min(1).max(5),
  weight: count.min(1, 'Trọng số từ 1 đến 100').max(100, 'Trọng số từ 1 đến 100'),
  /** Not met: the whole talk fails, whatever else was good. */
  critical: z.boolean(),
  mayBeNotApplicable: z.boolean(),
})
export type Criterion = z.infer<typeof Criterion>

export const ScoringFormContent = z
  .object({
    /** From how many per cent on a talk has passed. */
    passPercent: count.min(1, 'Mức đạt từ 1 đến 100').max(100, 'Mức đạt từ 1 đến 100'),
    sections: z
      .array(
        z.object({
          id: FormKey,
          title: z.string().trim().min(1, 'Nhập tên phần').max(120),
          criteria: z.array(Criterion).min(1, 'Mỗi phần cần ít nhất một tiêu chí').max(30),
        }),
      )
      .min(1, 'Cần ít nhất một phần')
      .max(12),
  })
  .superRefine(({ sections }, context) => {
    const say = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path: ['sections', ...path], message })
    const seen = new Set<string>()
    for (const [s, section] of sections.entries())
      for (const [c, { id, critical, max }] of section.criteria.entries()) {
        if (seen.has(id)) say([s, 'criteria', c, 'id'], 'Tiêu chí này có hai lần')
        seen.add(id)
        if (critical && max !== 1) say([s, 'criteria', c, 'max'], 'Điều bắt buộc chỉ có đạt hoặc không đạt')
      }
    if (!sections.some(({ criteria }) => criteria.some(({ critical }) => !critical))) say([], 'Cần ít nhất một tiêu chí có điểm')
  })
export type ScoringFormContent = z.infer<typeof ScoringFormContent>

export const ScoringForm = z.object({
  version: count,
  content: ScoringFormContent,
  savedAt: z.iso.datetime(),
  /** Null for the form one starts with. */
  savedBy: z.string().nullable(),
  reason: z.string(),
})
export type ScoringForm = z.infer<typeof ScoringForm>

/** `version` is the one that was edited: of two who edit at once the second is told. */
export const SaveScoringFormBody = z.object({ version: count, content: ScoringFormContent, reason: z.string().trim().min(1, 'Nhập lý do sửa').max(400) })
export type SaveScoringFormBody = z.infer<typeof SaveScoringFormBody>

/** Null points: not applicable. A criterion without an answer is not scored yet. */
export const ScoreAnswer = z.object({ points: count.min(0).max(5).nullable(), comment: z.string().trim().max(1_000).default('') })
export type ScoreAnswer = z.infer<typeof ScoreAnswer>
export const ScoreAnswers = z.record(FormKey, ScoreAnswer)
export type ScoreAnswers = z.infer<typeof ScoreAnswers>

/** What a supervisor has written of one operator's talk. `replacesId`: the grading it is to correct. */
export const ScoreBody = z.object({
  agentId: z.uuid(),
  formVersion: count.max(2_147_483_647),
  answers: ScoreAnswers,
  comment: z.string().trim().max(4_000),
  replacesId: z.uuid().nullable().default(null),
})
export type ScoreBody = z.infer<typeof ScoreBody>

export const ScoreReply = z.object({ text: z.string(), at: z.iso.datetime() })
export const ReplyBody = z.object({ text: z.string().trim().max(2_000) })

/** A grading as it stands for good. */
export const Grading = z.object({
  id: z.uuid(),
  callId: CallId,
  agentId: z.uuid(),
  agentName: z.string(),
  scorerName: z.string(),
  gradedAt: z.iso.datetime(),
  form: ScoringForm,
  answers: ScoreAnswers,
  comment: z.string(),
  percent: z.number(),
  failedCritical: z.boolean(),
  passed: z.boolean(),
  replacesId: z.uuid().nullable(),
  /** A later grading corrects it: it is kept, and counts no more. */
  replacedById: z.uuid().nullable(),
  reply: ScoreReply.nullable(),
})
export type Grading = z.infer<typeof Grading>

const ScoredRecording = z.object({
  ...{ id: z.uuid(), url: z.string(), durationMs: z.number().nullable(), startedAt: z.iso.datetime() },
  ...{ removedAt: z.iso.datetime().nullable(), held: z.boolean() },
})

/** A recorded call as a supervisor scores it. */
export const CallToScore = z.object({
  callId: CallId,
  arrivedAt: z.iso.datetime(),
  number: z.string().nullable(),
  outcome: CallOutcome.nullable(),
  rating: Rating.nullable(),
  talkMs: z.number(),
  holdMs: z.number(),
  ticketId: z.uuid().nullable(),
  recordings: z.array(ScoredRecording),
  /** Who talked in it; the viewer himself is not among them. */
  agents: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Did the viewer talk in it himself? Nobody scores his own talk. */
  own: z.boolean(),
  form: ScoringForm,
  /** The viewer's own, unfinished; with the form it was begun with. */
  drafts: z.array(ScoreBody.extend({ updatedAt: z.iso.datetime(), form: ScoringForm })),
  gradings: z.array(Grading),
})
export type CallToScore = z.infer<typeof CallToScore>

export const scoringStates = ['to-score', 'draft', 'graded'] as const
export const ScoringState = z.enum(scoringStates)
export type ScoringState = z.infer<typeof ScoringState>

const day = z.iso.date().refine((value) => value >= '2000-01-01' && value < '2100-01-01', 'Chọn ngày từ năm 2000 đến 2099')
/** Days of Gia Lai, both included. */
const period = { from: day, to: day }
const DAY_MS = 86_400_000
const atMost = (days: number) => (given: { from: string; to: string }) =>
  given.from <= given.to && Date.parse(given.to) - Date.parse(given.from) < days * DAY_MS
const tooLong = (days: number) => ({ error: `Chọn từ ngày trước đến ngày, dài nhất ${days} ngày`, path: ['to'] })
/** How many days of calls are looked through for the list, and how many of gradings for the means. */
export const listDays = 31
export const summaryDays = 366

export const ScoringQuery = z
  .object({
    ...period,
    state: ScoringState.default('to-score'),
    agentId: z.uuid().optional(),
    outcome: CallOutcome.optional(),
    rating: z.coerce.number().pipe(Rating).optional(),
    /** So many of each operator, drawn by chance; the same `seed` draws the same ones. */
    sample: z.coerce.number().int().min(1).max(50).optional(),
    seed: z.string().max(40).default(''),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(100).default(20),
  })
  .refine(atMost(listDays), tooLong(listDays))
export type ScoringQuery = z.infer<typeof ScoringQuery>

/** A talk in the list: of a call that was passed on each operator's own. */
export const ScoringRow = z.object({
  callId: CallId,
  agentId: z.uuid(),
  agentName: z.string(),
  arrivedAt: z.iso.datetime(),
  number: z.string().nullable(),
  outcome: CallOutcome.nullable(),
  rating: Rating.nullable(),
  talkMs: z.number(),
  ticketId: z.uuid().nullable(),
  percent: z.number().nullable(),
  passed: z.boolean().nullable(),
  failedCritical: z.boolean(),
  scorerName: z.string().nullable(),
  gradedAt: z.iso.datetime().nullable(),
  /** Seen by the operator; with words when he wrote some. */
  reply: ScoreReply.nullable(),
})
export type ScoringRow = z.infer<typeof ScoringRow>
export const ScoringList = z.object({
  items: z.array(ScoringRow),
  total: count,
  page: count,
  pageSize: count,
  /** Everybody who talked in these days, for the filter. */
  agents: z.array(z.object({ id: z.uuid(), name: z.string() })),
})
export type ScoringList = z.infer<typeof ScoringList>

export const SummaryQuery = z.object(period).refine(atMost(summaryDays), tooLong(summaryDays))
export type SummaryQuery = z.infer<typeof SummaryQuery>
/** Means of the gradings that count, by the day they were graded. */
export const ScoringSummary = z.object({
  from: day,
  to: day,
  graded: count,
  passed: count,
  failedCritical: count,
  meanPercent: z.number().nullable(),
  agents: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      graded: count,
      passed: count,
      failedCritical: count,
      meanPercent: z.number(),
      /** Mean share of the points of each criterion, per cent; null where it never applied. */
      criteria: z.record(FormKey, z.number().nullable()),
    }),
  ),
  criteria: z.array(z.object({ id: FormKey, text: z.string(), critical: z.boolean(), scored: count, meanPercent: z.number().nullable() })),
})
export type ScoringSummary = z.infer<typeof ScoringSummary>

export const OwnScoresQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(10),
})
/** The viewer's own gradings, newest first, with the call each is about. */
export const OwnScores = z.object({
  items: z.array(z.object({ grading: Grading, call: CallToScore.pick({ arrivedAt: true, number: true, talkMs: true, ticketId: true, recordings: true }) })),
  total: count,
  /** Not acknowledged yet. */
  unread: count,
  meanPercent: z.number().nullable(),
  page: count,
  pageSize: count,
})
export type OwnScores = z.infer<typeof OwnScores>
