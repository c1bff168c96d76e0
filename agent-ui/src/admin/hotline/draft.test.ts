import { describe, expect, it } from 'vitest'
import type { HotlineContent } from '../../../../src/contract/hotline.ts'
import { changedSections, codeFor, countIn, freeKey, saidOf, sectionOf, withLevel, withoutSkill } from './draft.ts'

const AN = '0b0f7a54-9f0e-4a4e-8a53-3f1f4c1c0001'
const content = {
  menu: { on: true, entries: [{ key: '1', label: 'Đất đai', action: 'queue', skill: 'dat-dai', priorityMinutes: 0 }] },
  skills: [
    { code: 'dat-dai', name: 'Đất đai' },
    { code: 'y-te', name: 'Y tế' },
  ],
  agentSkills: { [AN]: { 'dat-dai': 3, 'y-te': 1 } },
  greeting: true,
} as unknown as HotlineContent

describe('where a problem stands', () => {
  it.each([
    ['menu.entries.2.skill', 'menu'],
    ['skills.0.name', 'skills'],
    [`agentSkills.${AN}`, 'skills'],
    ['rings.1.level', 'skills'],
    ['waiting.overflow', 'waiting'],
    ['known.days', 'waiting'],
    ['ringSeconds', 'general'],
  ] as const)('%s in %s', (path, section) => {
    expect(sectionOf(path)).toBe(section)
  })
  it('is counted, and found by its path or below it', () => {
    const problems = [{ path: 'menu.entries.0.key', message: 'Phím 1 dùng hai lần' }]
    expect([countIn(problems, 'menu'), countIn(problems, 'skills')]).toEqual([1, 0])
    expect(saidOf(problems, 'menu.entries.0.key')).toBe('Phím 1 dùng hai lần')
    expect(saidOf(problems, 'menu.entries.0')).toBeUndefined()
    expect(saidOf(problems, 'menu.entries.0', true)).toBe('Phím 1 dùng hai lần')
    expect(saidOf(problems, 'menu.entries.0', false)).toBeUndefined()
  })
})

it('a new branch takes the first free key, 0 last', () => {
  expect(freeKey(content.menu.entries)).toBe('2')
  expect(freeKey([])).toBe('1')
  const all = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((key) => ({ key }) as HotlineContent['menu']['entries'][number])
  expect(freeKey(all)).toBe('0')
})

it('a skill has a code of its own from its name', () => {
  expect(codeFor('Đất đai, môi trường', [])).toBe('dat-dai-moi-truong')
  expect(codeFor('Đất đai', ['dat-dai', 'dat-dai-2'])).toBe('dat-dai-3')
  expect(codeFor('???', [])).toBe('ky-nang')
})

it('a skill goes with everything that named it', () => {
  const without = withoutSkill(content, 0)
  expect([without.skills.length, without.agentSkills[AN], without.menu.entries[0]?.skill]).toEqual([1, { 'y-te': 1 }, null])
})

it('a level is set and taken away; who has none is not kept', () => {
  expect(withLevel(content, AN, 'y-te', 2).agentSkills[AN]).toEqual({ 'dat-dai': 3, 'y-te': 2 })
  expect(withLevel(withLevel(content, AN, 'y-te', null), AN, 'dat-dai', null).agentSkills).toEqual({})
})

it('says which sections were changed', () => {
  expect([...changedSections({ ...content, greeting: false, skills: [] }, content)].sort()).toEqual(['general', 'skills'])
  expect(changedSections(structuredClone(content), content).size).toBe(0)
})
