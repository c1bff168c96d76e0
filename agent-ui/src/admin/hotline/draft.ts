// What the page needs to know of settings that are being edited. Pure.
import type { HotlineContent, HotlineProblem } from '../../../../src/contract/hotline.ts'
import { menuKeys } from '../../../../src/contract/hotline.ts'
import { foldVietnamese } from '../../kit/search-text.ts'

export const sections = ['menu', 'prompts', 'waiting', 'skills', 'general', 'history'] as const
export type Section = (typeof sections)[number]

/** Where a problem is shown. */
export function sectionOf(path: string): Section {
  const [first = ''] = path.split('.')
  if (first === 'menu') return 'menu'
  if (first === 'skills' || first === 'agentSkills' || first === 'rings') return 'skills'
  return first === 'waiting' || first === 'known' ? 'waiting' : 'general'
}

/** What is said of this path, or of what lies below it where nothing else shows that. */
export function saidOf(problems: readonly HotlineProblem[], path: string, below = false): string | undefined {
  return problems.find((problem) => problem.path === path || (below && problem.path.startsWith(`${path}.`)))?.message
}

/** How many problems a section has. */
export const countIn = (problems: readonly HotlineProblem[], section: Section): number => problems.filter(({ path }) => sectionOf(path) === section).length

/** The first key that has no branch; the last one where all have. */
export const freeKey = (entries: HotlineContent['menu']['entries']) =>
  [...menuKeys.slice(1), menuKeys[0]].find((key) => !entries.some((entry) => entry.key === key)) ?? '0'

/** A code for a skill from its name, with a number where there is one like it: `Đất đai` → `dat-dai`. */
export function codeFor(name: string, taken: readonly string[]): string {
  const plain =
    foldVietnamese(name)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 36) || 'ky-nang'
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? plain : `${plain}-${n}`
    if (!taken.includes(code)) return code
  }
}

/** Without a skill, and without everything that named it. */
export function withoutSkill(content: HotlineContent, at: number): HotlineContent {
  const gone = content.skills[at]?.code
  const without = (levels: HotlineContent['agentSkills'][string]) => Object.fromEntries(Object.entries(levels).filter(([code]) => code !== gone))
  return {
    ...content,
    skills: content.skills.filter((_, i) => i !== at),
    agentSkills: Object.fromEntries(Object.entries(content.agentSkills).map(([personId, levels]) => [personId, without(levels)])),
    menu: { ...content.menu, entries: content.menu.entries.map((entry) => (entry.skill === gone ? { ...entry, skill: null } : entry)) },
  }
}

/** A person's level in a skill; null: none. */
export function withLevel(content: HotlineContent, personId: string, code: string, level: 1 | 2 | 3 | null): HotlineContent {
  const { [code]: _, ...others } = content.agentSkills[personId] ?? {}
  const levels = level === null ? others : { ...others, [code]: level }
  const { [personId]: __, ...people } = content.agentSkills
  return { ...content, agentSkills: Object.keys(levels).length === 0 ? people : { ...people, [personId]: levels } }
}

/** The section whose contents this is differ from those of the base. */
export function changedSections(now: HotlineContent, base: HotlineContent): Set<Section> {
  const keys = Object.keys(now) as (keyof HotlineContent)[]
  return new Set(keys.filter((key) => JSON.stringify(now[key]) !== JSON.stringify(base[key])).map(sectionOf))
}
