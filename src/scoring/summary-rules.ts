// Means of gradings by operator and by criterion. Pure.
import { criteriaOf } from '../contract/score-rules.ts'
import type { ScoreAnswers, ScoringFormContent, ScoringSummary } from '../contract/scoring.ts'

/** A grading that counts: graded, and corrected by none. */
export interface CountedGrading {
  agentId: string
  agentName: string
  percent: number
  passed: boolean
  failedCritical: boolean
  answers: ScoreAnswers
  form: ScoringFormContent
}

const oneDecimal = (value: number): number => Math.round(value * 10) / 10
const mean = (values: readonly number[]): number | null => (values.length > 0 ? oneDecimal(values.reduce((all, one) => all + one, 0) / values.length) : null)

/** What was reached of one criterion, in per cent of its points; null where it did not apply or the form did not have it. */
function reachedOf({ form, answers }: CountedGrading, id: string): number | null {
  const criterion = criteriaOf(form).find((one) => one.id === id)
  const points = answers[id]?.points ?? null
  return criterion && points !== null ? (points / criterion.max) * 100 : null
}

/** The means; criteria in the order and words of `present`, those only older forms had behind them. */
export function summaryOf(gradings: readonly CountedGrading[], present: ScoringFormContent): Omit<ScoringSummary, 'from' | 'to'> {
  const criteria = new Map<string, { id: string; text: string; critical: boolean }>()
  for (const form of [present, ...gradings.map((grading) => grading.form)])
    for (const { id, text, critical } of criteriaOf(form)) if (!criteria.has(id)) criteria.set(id, { id, text, critical })
  const reached = (of: readonly CountedGrading[], id: string) => of.map((grading) => reachedOf(grading, id)).filter((value) => value !== null)
  const byAgent = new Map<string, CountedGrading[]>()
  for (const grading of gradings) byAgent.set(grading.agentId, [...(byAgent.get(grading.agentId) ?? []), grading])
  const counts = (of: readonly CountedGrading[]) => ({
    graded: of.length,
    passed: of.filter(({ passed }) => passed).length,
    failedCritical: of.filter(({ failedCritical }) => failedCritical).length,
  })
  return {
    ...counts(gradings),
    meanPercent: mean(gradings.map(({ percent }) => percent)),
    agents: [...byAgent.entries()]
      .map(([id, of]) => ({
        id,
        name: of[0]?.agentName ?? '',
        ...counts(of),
        meanPercent: mean(of.map(({ percent }) => percent)) ?? 0,
        criteria: Object.fromEntries([...criteria.keys()].map((key) => [key, mean(reached(of, key))])),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi')),
    criteria: [...criteria.values()].map((criterion) => {
      const values = reached(gradings, criterion.id)
      return { ...criterion, scored: values.length, meanPercent: mean(values) }
    }),
  }
}
