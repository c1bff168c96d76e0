// Gradings as they are read: with the form they were made by, who made them, and what the operator said.
import { type Grading, ScoreAnswers, type ScoreBody } from '../contract/scoring.ts'
import type { Database, Prisma } from '../platform/database/client.ts'
import type { ScoringForms } from './forms.ts'

const withAll = {
  agent: { select: { name: true } },
  scorer: { select: { name: true } },
  reply: true,
  correctedBy: { where: { state: 'graded' }, select: { id: true } },
} as const satisfies Prisma.CallScoreInclude
type Row = Prisma.CallScoreGetPayload<{ include: typeof withAll }>

export interface GradingsOf {
  where: Prisma.CallScoreWhereInput
  orderBy?: Prisma.CallScoreOrderByWithRelationInput[]
  skip?: number
  take?: number
}

/** Only what counts: graded, and corrected by no later grading. */
export const counts = { state: 'graded', correctedBy: { none: { state: 'graded' } } } as const satisfies Prisma.CallScoreWhereInput

/** Reads gradings, in the order asked for. */
export async function readGradings(db: Database, forms: ScoringForms, { where, ...more }: GradingsOf): Promise<Grading[]> {
  const rows = await db.callScore.findMany({ where: { state: 'graded', ...where }, include: withAll, ...more })
  const versions = await forms.ofVersions(rows.map(({ formVersion }) => formVersion))
  return rows.flatMap((row) => {
    const form = versions.get(row.formVersion)
    return form ? [view(row, form)] : []
  })
}

function view(row: Row, form: Grading['form']): Grading {
  return {
    id: row.id,
    callId: row.callId,
    agentId: row.agentId,
    agentName: row.agent.name,
    scorerName: row.scorer.name,
    gradedAt: (row.gradedAt ?? row.updatedAt).toISOString(),
    form,
    answers: ScoreAnswers.parse(row.answers),
    comment: row.comment,
    percent: (row.permille ?? 0) / 10,
    failedCritical: row.failedCritical,
    passed: row.passed ?? false,
    replacesId: row.replacesId,
    replacedById: row.correctedBy[0]?.id ?? null,
    reply: row.reply && { text: row.reply.text, at: row.reply.at.toISOString() },
  }
}

/** A draft as its supervisor wrote it. */
export function draftBody(row: Prisma.CallScoreGetPayload<object>): ScoreBody {
  return { agentId: row.agentId, formVersion: row.formVersion, answers: ScoreAnswers.parse(row.answers), comment: row.comment, replacesId: row.replacesId }
}
