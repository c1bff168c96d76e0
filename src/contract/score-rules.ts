// What a filled form comes to. Pure; the page shows with it what the server will count.
import type { Criterion, ScoreAnswers, ScoringFormContent } from './scoring.ts'

export interface ScoreResult {
  /** Weighted share of the points that could be reached, 0 to 100 with one decimal; null while nothing that counts is answered. */
  percent: number | null
  passed: boolean
  failedCritical: boolean
  /** Criteria without an answer yet, in the form's order. */
  missing: string[]
  /** Answers that fit no criterion, exceed it, or say "not applicable" where that is not allowed. */
  wrong: string[]
}

export const criteriaOf = (form: ScoringFormContent): Criterion[] => form.sections.flatMap(({ criteria }) => criteria)

const fits = (criterion: Criterion, points: number | null): boolean =>
  points === null ? criterion.mayBeNotApplicable : Number.isInteger(points) && points >= 0 && points <= criterion.max

/**
 * The score: weight × points ÷ max over the weights of all that applies. Critical criteria weigh nothing; one that is not met makes
 * the whole 0 and failed.
 */
export function scoreOf(form: ScoringFormContent, answers: ScoreAnswers): ScoreResult {
  const criteria = criteriaOf(form)
  const known = new Map(criteria.map((criterion) => [criterion.id, criterion]))
  const missing = criteria.filter(({ id }) => answers[id] === undefined).map(({ id }) => id)
  const wrong = Object.entries(answers)
    .filter(([id, { points }]) => {
      const criterion = known.get(id)
      return !criterion || !fits(criterion, points)
    })
    .map(([id]) => id)
  let [reached, whole, failedCritical] = [0, 0, false]
  for (const { id, critical, max, weight } of criteria) {
    const points = answers[id]?.points ?? null
    if (points === null) continue
    if (critical) {
      failedCritical ||= points < max
      continue
    }
    reached += (weight * Math.min(points, max)) / max
    whole += weight
  }
  const percent = whole === 0 ? null : failedCritical ? 0 : Math.round((reached / whole) * 1000) / 10
  return { percent, failedCritical, passed: percent !== null && !failedCritical && percent >= form.passPercent, missing, wrong }
}
