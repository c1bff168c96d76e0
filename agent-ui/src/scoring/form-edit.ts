// Editing the scoring form as data: add, take away, move; ids stay with their criteria through all versions.
import type { Criterion, ScoringFormContent } from '../../../src/contract/scoring.ts'

type Section = ScoringFormContent['sections'][number]

/** An id no section or criterion of the form has. */
export function newId(form: ScoringFormContent, prefix: 'phan' | 'tc'): string {
  const used = new Set(form.sections.flatMap(({ id, criteria }) => [id, ...criteria.map((one) => one.id)]))
  for (let n = 1; ; n += 1) if (!used.has(`${prefix}-${n}`)) return `${prefix}-${n}`
}

export const newCriterion = (form: ScoringFormContent): Criterion => ({
  ...{ id: newId(form, 'tc'), text: '', help: '', max: 5, weight: 10, critical: false, mayBeNotApplicable: false },
})

const mapSections = (form: ScoringFormContent, change: (sections: Section[]) => Section[]): ScoringFormContent => ({
  ...form,
  sections: change([...form.sections]),
})

export const setSection = (form: ScoringFormContent, at: number, more: Partial<Section>): ScoringFormContent =>
  mapSections(form, (sections) => sections.map((section, place) => (place === at ? { ...section, ...more } : section)))

export const addSection = (form: ScoringFormContent): ScoringFormContent =>
  mapSections(form, (sections) => [...sections, { id: newId(form, 'phan'), title: '', criteria: [newCriterion(form)] }])

export const dropSection = (form: ScoringFormContent, at: number): ScoringFormContent =>
  mapSections(form, (sections) => sections.filter((_, place) => place !== at))

/** A critical criterion is met or not: its scale follows. */
export function setCriterion(form: ScoringFormContent, s: number, c: number, more: Partial<Criterion>): ScoringFormContent {
  const scaled = more.critical === undefined ? more : { ...more, max: more.critical ? 1 : 5 }
  const section = form.sections[s]
  return section ? setSection(form, s, { criteria: section.criteria.map((one, place) => (place === c ? { ...one, ...scaled } : one)) }) : form
}

export function addCriterion(form: ScoringFormContent, s: number): ScoringFormContent {
  const section = form.sections[s]
  return section ? setSection(form, s, { criteria: [...section.criteria, newCriterion(form)] }) : form
}

export function dropCriterion(form: ScoringFormContent, s: number, c: number): ScoringFormContent {
  const section = form.sections[s]
  return section ? setSection(form, s, { criteria: section.criteria.filter((_, place) => place !== c) }) : form
}

/** One place up (-1) or down (+1) inside its section; at the end nothing happens. */
export function moveCriterion(form: ScoringFormContent, s: number, c: number, by: -1 | 1): ScoringFormContent {
  const criteria = [...(form.sections[s]?.criteria ?? [])]
  const [one, other] = [criteria[c], criteria[c + by]]
  if (!one || !other) return form
  criteria[c] = other
  criteria[c + by] = one
  return setSection(form, s, { criteria })
}
