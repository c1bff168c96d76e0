// Quality scoring: the list of talks to score, one call with all that is written of it, means, and the operator's own scores.
import { factsOfTalks, recordedTalks, type TalkFacts, talkersOf } from '../calls/talks.ts'
import { Refusal } from '../contract/errors.ts'
import {
  type CallToScore,
  type Grading,
  type OwnScores,
  ScoreAnswers,
  type ScoreBody,
  type ScoringForm,
  type ScoringList,
  type ScoringQuery,
  type ScoringSummary,
  type SummaryQuery,
} from '../contract/scoring.ts'
import { CallOutcome, Rating } from '../contract/values.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import { isUniqueViolation } from '../platform/database/errors.ts'
import type { SessionContext } from '../platform/http/session-context.ts'
import { chooseTalks, type Written } from './choice-rules.ts'
import { createScoringForms } from './forms.ts'
import { dropDraft, grade, saveDraft } from './grade.ts'
import { counts, draftBody, readGradings } from './gradings.ts'
import { summaryOf } from './summary-rules.ts'

interface Deps {
  db: Database
  clock: Clock
  /** May this viewer hear the recordings of the ticket? */
  mayHear: (ticketId: string | null, viewer: SessionContext) => Promise<boolean>
  /** How people are called. */
  namesOf: (personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

/** Gia Lai keeps UTC+7 all year. */
const startOf = (day: string): Date => new Date(Date.parse(`${day}T00:00:00.000+07:00`))
const endOf = (day: string): Date => new Date(startOf(day).getTime() + 86_400_000)
const knownOutcome = (outcome: string | null) => CallOutcome.nullable().catch(null).parse(outcome)
const knownRating = (rating: number | null) => Rating.nullable().catch(null).parse(rating)

export type ScoringService = ReturnType<typeof createScoring>

/** Makes the service. */
export function createScoring({ db, clock, mayHear, namesOf }: Deps) {
  const forms = createScoringForms({ db, clock })
  const deps = { db, clock, forms }
  const callFacts = async (callId: string): Promise<TalkFacts> => {
    const facts = (await factsOfTalks(db, [callId])).get(callId)
    if (!facts) throw new Refusal('not-found', 'Không thấy cuộc gọi này')
    return facts
  }
  const recordingsOf = (facts: TalkFacts): CallToScore['recordings'] =>
    facts.recordings.map(({ startedAt, removedAt, ...recording }) => ({
      ...recording,
      startedAt: startedAt.toISOString(),
      removedAt: removedAt?.toISOString() ?? null,
    }))

  return {
    forms,

    /** The talks of a few days, filtered; by pages. */
    async list(query: ScoringQuery, viewer: Pick<SessionContext, 'personId'>): Promise<ScoringList> {
      const { from, to, page, pageSize } = query
      const talks = await recordedTalks(db, startOf(from), endOf(to))
      // Nothing is scored before it was said.
      const scores = await db.callScore.findMany({
        where: { createdAt: { gte: startOf(from) } },
        select: { callId: true, agentId: true, scorerId: true, state: true },
      })
      const written = scores.map((score): Written => ({ ...score, state: score.state === 'graded' ? 'graded' : 'draft' }))
      const chosen = chooseTalks(talks, written, query, viewer.personId)
      const shown = chosen.slice((page - 1) * pageSize, page * pageSize)
      const [facts, names, gradings] = await Promise.all([
        factsOfTalks(
          db,
          shown.map(({ callId }) => callId),
        ),
        namesOf(talks.map(({ agentId }) => agentId)),
        readGradings(db, forms, { where: { ...counts, callId: { in: shown.map(({ callId }) => callId) } } }),
      ])
      const items = shown.map(({ callId, agentId, arrivedAt, outcome, rating }): ScoringList['items'][number] => {
        const grading = gradings.find((one) => one.callId === callId && one.agentId === agentId)
        return {
          ...{ callId, agentId, agentName: names.get(agentId) ?? '', arrivedAt: new Date(arrivedAt).toISOString(), outcome, rating },
          number: facts.get(callId)?.number ?? null,
          talkMs: facts.get(callId)?.talkMs ?? 0,
          ticketId: facts.get(callId)?.ticketId ?? null,
          percent: grading?.percent ?? null,
          passed: grading?.passed ?? null,
          failedCritical: grading?.failedCritical ?? false,
          scorerName: grading?.scorerName ?? null,
          gradedAt: grading?.gradedAt ?? null,
          reply: grading?.reply ?? null,
        }
      })
      const agents = [...new Set(talks.map(({ agentId }) => agentId))]
        .map((id) => ({ id, name: names.get(id) ?? '' }))
        .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
      return { items, total: chosen.length, page, pageSize, agents }
    },

    /** One call with its recordings, the viewer's drafts and all gradings. */
    async call(callId: string, viewer: SessionContext): Promise<CallToScore> {
      const facts = await callFacts(callId)
      if (!(await mayHear(facts.ticketId, viewer))) throw new Refusal('not-found', 'Không thấy cuộc gọi này')
      if (!facts.over) throw new Refusal('illegal-transition', 'Cuộc gọi còn đang nói, chấm khi đã kết thúc')
      const talkers = await talkersOf(db, callId)
      const [form, drafts, gradings, names] = await Promise.all([
        forms.present(),
        db.callScore.findMany({ where: { callId, scorerId: viewer.personId, state: 'draft' } }),
        readGradings(db, forms, { where: { callId }, orderBy: [{ gradedAt: 'desc' }, { id: 'desc' }] }),
        namesOf(talkers),
      ])
      const versions = await forms.ofVersions(drafts.map(({ formVersion }) => formVersion))
      const of = (version: number): ScoringForm => versions.get(version) ?? form
      return {
        callId,
        arrivedAt: facts.arrivedAt.toISOString(),
        number: facts.number,
        outcome: knownOutcome(facts.outcome),
        rating: knownRating(facts.rating),
        ...{ talkMs: facts.talkMs, holdMs: facts.holdMs, ticketId: facts.ticketId, recordings: recordingsOf(facts) },
        agents: talkers.filter((id) => id !== viewer.personId).map((id) => ({ id, name: names.get(id) ?? '' })),
        own: talkers.includes(viewer.personId),
        form,
        drafts: drafts.map((row) => ({ ...draftBody(row), updatedAt: row.updatedAt.toISOString(), form: of(row.formVersion) })),
        gradings,
      }
    },

    saveDraft: (callId: string, body: ScoreBody, viewer: SessionContext) => saveDraft(deps, callId, body, viewer),
    grade: (callId: string, body: ScoreBody, viewer: SessionContext) => grade(deps, callId, body, viewer),
    dropDraft: (callId: string, viewer: SessionContext) => dropDraft(deps, callId, viewer),

    /** Means by operator and criterion of what was graded in these days. */
    async summary({ from, to }: SummaryQuery): Promise<ScoringSummary> {
      const rows = await db.callScore.findMany({
        where: { ...counts, gradedAt: { gte: startOf(from), lt: endOf(to) } },
        select: { agentId: true, permille: true, passed: true, failedCritical: true, answers: true, formVersion: true },
      })
      const [present, versions, names] = await Promise.all([
        forms.present(),
        forms.ofVersions(rows.map(({ formVersion }) => formVersion)),
        namesOf(rows.map(({ agentId }) => agentId)),
      ])
      const counted = rows.map(({ agentId, permille, passed, failedCritical, answers, formVersion }) => ({
        ...{ agentId, agentName: names.get(agentId) ?? '', failedCritical },
        percent: (permille ?? 0) / 10,
        passed: passed ?? false,
        answers: ScoreAnswers.parse(answers),
        form: (versions.get(formVersion) ?? present).content,
      }))
      return { from, to, ...summaryOf(counted, present.content) }
    },

    /** The viewer's own, as they count now. */
    async own({ page, pageSize }: { page: number; pageSize: number }, viewer: SessionContext): Promise<OwnScores> {
      const mine = { ...counts, agentId: viewer.personId }
      const [total, unread, mean, gradings] = await Promise.all([
        db.callScore.count({ where: mine }),
        db.callScore.count({ where: { ...mine, reply: null } }),
        db.callScore.aggregate({ where: mine, _avg: { permille: true } }),
        readGradings(db, forms, { where: mine, orderBy: [{ gradedAt: 'desc' }, { id: 'desc' }], skip: (page - 1) * pageSize, take: pageSize }),
      ])
      const facts = await factsOfTalks(
        db,
        gradings.map(({ callId }) => callId),
      )
      const items = await Promise.all(gradings.map((grading) => withCall(grading, facts.get(grading.callId), viewer)))
      return { items: items.filter((item) => item !== null), total, unread, meanPercent: meanPercent(mean._avg.permille), page, pageSize }
    },

    /** The operator has seen it, with or without a word; once, and only of his own. */
    async reply(id: string, text: string, viewer: SessionContext): Promise<void> {
      const score = await db.callScore.findFirst({ where: { id, agentId: viewer.personId, state: 'graded' }, select: { reply: { select: { text: true } } } })
      if (!score) throw new Refusal('not-found', 'Không thấy lần chấm này')
      if (score.reply?.text === text) return
      try {
        await db.callScoreReply.create({ data: { scoreId: id, agentId: viewer.personId, text, at: clock.now() } })
      } catch (error) {
        if (isUniqueViolation(error)) throw new Refusal('conflict', 'Anh chị đã phản hồi lần chấm này rồi')
        throw error
      }
    },
  }

  async function withCall(grading: Grading, facts: TalkFacts | undefined, viewer: SessionContext): Promise<OwnScores['items'][number] | null> {
    if (!facts) return null
    const hears = await mayHear(facts.ticketId, viewer)
    return {
      grading,
      call: {
        arrivedAt: facts.arrivedAt.toISOString(),
        number: hears ? facts.number : null,
        talkMs: facts.talkMs,
        ticketId: hears ? facts.ticketId : null,
        recordings: hears ? recordingsOf(facts) : [],
      },
    }
  }
}

const meanPercent = (permille: number | null): number | null => (permille === null ? null : Math.round(permille) / 10)
