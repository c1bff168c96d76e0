import { expect, it } from 'vitest'
import { ScoringFormContent } from '../../../src/contract/scoring.ts'
import { addCriterion, addSection, dropCriterion, dropSection, moveCriterion, newId, setCriterion } from './form-edit.ts'

const criterion = (id: string) => ({ id, text: id, help: '', max: 5, weight: 10, critical: false, mayBeNotApplicable: false })
const form: ScoringFormContent = { passPercent: 80, sections: [{ id: 'phan-1', title: 'Một', criteria: [criterion('a'), criterion('tc-1')] }] }
const ids = (of: ScoringFormContent) => of.sections.map(({ criteria }) => criteria.map(({ id }) => id))

it('gives ids nobody has, and keeps those there are', () => {
  expect(newId(form, 'tc')).toBe('tc-2')
  expect(ids(addCriterion(form, 0))).toEqual([['a', 'tc-1', 'tc-2']])
  expect(addSection(form).sections.map(({ id }) => id)).toEqual(['phan-1', 'phan-2'])
  expect(ids(form)).toEqual([['a', 'tc-1']])
})
it('moves within the section and not beyond', () => {
  expect(ids(moveCriterion(form, 0, 0, 1))).toEqual([['tc-1', 'a']])
  expect(moveCriterion(form, 0, 0, -1)).toBe(form)
  expect(moveCriterion(form, 0, 1, 1)).toBe(form)
})
it('takes away criteria and sections', () => {
  expect(ids(dropCriterion(form, 0, 0))).toEqual([['tc-1']])
  expect(dropSection(form, 0).sections).toEqual([])
})
it('gives a critical criterion the scale it must have, and takes it back', () => {
  const critical = setCriterion(form, 0, 0, { critical: true })
  expect(critical.sections[0]?.criteria[0]).toMatchObject({ critical: true, max: 1 })
  expect(ScoringFormContent.safeParse(critical).success).toBe(true)
  expect(setCriterion(critical, 0, 0, { critical: false }).sections[0]?.criteria[0]?.max).toBe(5)
})
