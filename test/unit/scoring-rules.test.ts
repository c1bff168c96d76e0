// Quality scoring: what a filled form comes to, which talks are offered, and the means.
import { describe, expect, it, test } from 'vitest'
import { criteriaOf, scoreOf } from '../../src/contract/score-rules.ts'
import { type Criterion, type ScoreAnswers, ScoringFormContent } from '../../src/contract/scoring.ts'
import { chooseTalks, drawOf, type Written } from '../../src/scoring/choice-rules.ts'
import { summaryOf } from '../../src/scoring/summary-rules.ts'

const criterion = (id: string, more: Partial<Criterion> = {}): Criterion => ({
  ...{ id, text: id, help: '', max: 5, weight: 10, critical: false, mayBeNotApplicable: true },
  ...more,
})
const form: ScoringFormContent = {
  passPercent: 80,
  sections: [
    { id: 'mot', title: 'Một', criteria: [criterion('a'), criterion('b', { weight: 30 })] },
    { id: 'hai', title: 'Hai', criteria: [criterion('c', { max: 2 }), criterion('k', { critical: true, max: 1, mayBeNotApplicable: false })] },
  ],
}
const answers = (points: Record<string, number | null>): ScoreAnswers =>
  Object.fromEntries(Object.entries(points).map(([id, one]) => [id, { points: one, comment: '' }]))

describe('the score', () => {
  it.each<[string, Record<string, number | null>, number | null, boolean, boolean]>([
    ['everything reached', { a: 5, b: 5, c: 2, k: 1 }, 100, true, false],
    ['nothing reached', { a: 0, b: 0, c: 0, k: 1 }, 0, false, false],
    ['a heavy one weighs more', { a: 0, b: 5, c: 2, k: 1 }, 80, true, false],
    ['a tenth of a per cent below the mark has not passed', { a: 5, b: 4, c: 1, k: 1 }, 78, false, false],
    ['the scale of each counts, not its number of points', { a: 5, b: 5, c: 1, k: 1 }, 90, true, false],
    ['what does not apply is left out of the whole', { a: 4, b: null, c: null, k: 1 }, 80, true, false],
    ['a critical one fails the whole', { a: 5, b: 5, c: 2, k: 0 }, 0, false, true],
    ['only what is critical: nothing counts', { a: null, b: null, c: null, k: 1 }, null, false, false],
    ['nothing at all', {}, null, false, false],
  ])('%s', (_case, points, percent, passed, failedCritical) => {
    expect(scoreOf(form, answers(points))).toMatchObject({ percent, passed, failedCritical })
  })
  it('is rounded to a tenth of a per cent', () => expect(scoreOf(form, answers({ a: 1, b: 5, c: 1, k: 1 })).percent).toBe(74))
  it('names what is missing and what does not fit, in the form’s order', () => {
    expect(scoreOf(form, answers({ b: 5 })).missing).toEqual(['a', 'c', 'k'])
    expect(scoreOf(form, answers({ a: 6, b: 2.5, c: 3, k: null, zzz: 1 })).wrong.sort()).toEqual(['a', 'b', 'c', 'k', 'zzz'])
    expect(scoreOf(form, answers({ a: null, b: 0, c: 2, k: 0 })).wrong).toEqual([])
  })
})

describe('a form', () => {
  const broken = (change: (copy: ScoringFormContent) => void) => {
    const copy = structuredClone(form)
    change(copy)
    return ScoringFormContent.safeParse(copy).success
  }
  it('that is whole is taken', () => expect(broken(() => undefined)).toBe(true))
  it.each<[string, (copy: ScoringFormContent) => void]>([
    ['has a criterion twice', (copy) => copy.sections[1]?.criteria.push(criterion('a'))],
    ['has a critical one with five points', (copy) => Object.assign(copy.sections[1]?.criteria[1] ?? {}, { max: 5 })],
    ['has nothing that gives points', (copy) => copy.sections.splice(0, 2, { id: 'x', title: 'X', criteria: [criterion('k', { critical: true, max: 1 })] })],
    ['has no section', (copy) => copy.sections.splice(0)],
    ['has a section without criteria', (copy) => copy.sections[0]?.criteria.splice(0)],
    ['has a weight of nothing', (copy) => Object.assign(copy.sections[0]?.criteria[0] ?? {}, { weight: 0 })],
    ['cannot be failed', (copy) => Object.assign(copy, { passPercent: 0 })],
  ])('that %s is refused', (_case, change) => expect(broken(change)).toBe(false))
})

describe('the talks that are offered', () => {
  const talk = (call: number, agent: string, more = {}) => ({
    ...{ callId: `call-${call}`, agentId: agent, arrivedAt: call, outcome: 'answered' as const, rating: null },
    ...more,
  })
  const talks = [talk(1, 'an'), talk(2, 'an', { rating: 3 }), talk(2, 'binh', { rating: 3 }), talk(3, 'binh', { outcome: 'interrupted' }), talk(4, 'chi')]
  const wish = { state: 'to-score' as const, seed: '' }
  const ids = (chosen: { callId: string; agentId: string }[]) => chosen.map(({ callId, agentId }) => `${callId} ${agentId}`)
  const written: Written[] = [
    { callId: 'call-1', agentId: 'an', scorerId: 'boss', state: 'graded' },
    { callId: 'call-3', agentId: 'binh', scorerId: 'boss', state: 'draft' },
    { callId: 'call-2', agentId: 'an', scorerId: 'other', state: 'draft' },
  ]
  it('are those nobody has graded, the drafts of others among them', () => {
    expect(ids(chooseTalks(talks, written, wish, 'boss'))).toEqual(['call-2 an', 'call-2 binh', 'call-3 binh', 'call-4 chi'])
    expect(ids(chooseTalks(talks, written, { ...wish, state: 'draft' }, 'boss'))).toEqual(['call-3 binh'])
    expect(ids(chooseTalks(talks, written, { ...wish, state: 'graded' }, 'boss'))).toEqual(['call-1 an'])
  })
  it('are never of a call in which the viewer talked himself', () => {
    expect(ids(chooseTalks(talks, [], wish, 'an'))).toEqual(['call-3 binh', 'call-4 chi'])
  })
  it('are filtered by operator, outcome and rating', () => {
    expect(ids(chooseTalks(talks, [], { ...wish, agentId: 'binh' }, 'boss'))).toEqual(['call-2 binh', 'call-3 binh'])
    expect(ids(chooseTalks(talks, [], { ...wish, outcome: 'interrupted' }, 'boss'))).toEqual(['call-3 binh'])
    expect(ids(chooseTalks(talks, [], { ...wish, rating: 3 }, 'boss'))).toEqual(['call-2 an', 'call-2 binh'])
  })
  it('are drawn by chance, as many of each operator, the same ones for the same seed', () => {
    const many = Array.from({ length: 300 }, (_, n) => talk(n, ['an', 'binh', 'chi'][n % 3] ?? ''))
    const draw = (seed: string) => chooseTalks(many, [], { ...wish, sample: 5, seed }, 'boss')
    const first = draw('thang-11')
    for (const agent of ['an', 'binh', 'chi']) expect(first.filter(({ agentId }) => agentId === agent)).toHaveLength(5)
    expect(ids(draw('thang-11'))).toEqual(ids(first))
    expect(ids(draw('thang-12'))).not.toEqual(ids(first))
    expect(chooseTalks(talks, [], { ...wish, sample: 50 }, 'boss')).toHaveLength(5)
  })
  it('are all as likely: over many seeds each is drawn about as often', () => {
    const times = new Map<number, number>()
    for (let seed = 0; seed < 2000; seed += 1) {
      const order = Array.from({ length: 20 }, (_, n) => ({ n, at: drawOf(`${seed} 0000-000${n} an`) })).sort((a, b) => a.at - b.at)
      const first = order[0]?.n ?? -1
      times.set(first, (times.get(first) ?? 0) + 1)
    }
    // 100 expected of each; five standard deviations of a fair draw are 49.
    for (let n = 0; n < 20; n += 1) expect(Math.abs((times.get(n) ?? 0) - 100), `talk ${n}`).toBeLessThan(49)
  })
})

test('means by operator and by criterion; what did not apply weighs nothing, what an older form asked stays', () => {
  const older: ScoringFormContent = { passPercent: 80, sections: [{ id: 'mot', title: 'Một', criteria: [criterion('a'), criterion('cu', { text: 'Cũ' })] }] }
  const of = (agentId: string, used: ScoringFormContent, points: Record<string, number | null>) => {
    const { percent, passed, failedCritical } = scoreOf(used, answers(points))
    return { agentId, agentName: agentId, percent: percent ?? 0, passed, failedCritical, answers: answers(points), form: used }
  }
  const summary = summaryOf(
    [of('binh', form, { a: 5, b: 5, c: 2, k: 1 }), of('binh', form, { a: 0, b: null, c: 1, k: 0 }), of('an', older, { a: 4, cu: 2 })],
    form,
  )
  expect(summary).toMatchObject({ graded: 3, passed: 1, failedCritical: 1, meanPercent: 53.3 })
  expect(summary.agents.map(({ id, graded, meanPercent }) => [id, graded, meanPercent])).toEqual([
    ['an', 1, 60],
    ['binh', 2, 50],
  ])
  expect(summary.agents[1]?.criteria).toMatchObject({ a: 50, b: 100, c: 75, k: 50, cu: null })
  expect(summary.criteria.map(({ id, scored, meanPercent }) => [id, scored, meanPercent])).toEqual([
    ['a', 3, 60],
    ['b', 1, 100],
    ['c', 2, 75],
    ['k', 2, 50],
    ['cu', 1, 40],
  ])
  expect(criteriaOf(form).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'k'])
})
