// What may go live as the hotline's settings, and what a call takes with it of them.
import { describe, expect, it } from 'vitest'
import { problemsOf, warningsOf } from '../../src/acd/hotline-check-rules.ts'
import { defaultHotline, inForce } from '../../src/acd/hotline-defaults-rules.ts'
import { contentOf } from '../../src/acd/hotline-store.ts'
import { serviceOf } from '../../src/calls/service-rules.ts'
import { HotlineContent, type MenuEntry } from '../../src/contract/hotline.ts'
import { keysInWords, proposedMenuWords } from '../../src/contract/menu-words.ts'

const AN = '0b0f7a54-9f0e-4a4e-8a53-3f1f4c1c0001'
const agents = new Set([AN])
const entry = (over: Partial<MenuEntry> = {}): MenuEntry => ({ key: '1', label: 'Đất đai', action: 'queue', skill: null, priorityMinutes: 0, ...over })
const withMenu = (...entries: MenuEntry[]): HotlineContent => ({
  ...defaultHotline,
  menu: { ...defaultHotline.menu, on: true, entries, words: 'Đất đai, bấm phím 1.', recording: 3 },
})
const recordings = new Map([
  [3, 'Đất đai, bấm phím 1.'],
  [4, 'Giao thông, bấm phím 1.'],
])
const withWords = (over: Partial<HotlineContent['menu']>, ...entries: MenuEntry[]): HotlineContent => {
  const content = withMenu(...entries)
  return { ...content, menu: { ...content.menu, ...over } }
}
const land = { code: 'dat-dai', name: 'Đất đai' }
const waiting = (over: Partial<HotlineContent['waiting']>): HotlineContent => ({ ...defaultHotline, waiting: { ...defaultHotline.waiting, ...over } })

describe('problems', () => {
  it('the defaults go live as they are', () => {
    expect(HotlineContent.parse(defaultHotline)).toEqual(defaultHotline)
    expect(problemsOf(defaultHotline, agents, recordings)).toEqual([])
  })
  it.each<[string, HotlineContent, string]>([
    ['a menu without keys', withMenu(), 'menu.entries'],
    ['a menu nobody has spoken', withWords({ recording: null }, entry()), 'menu.recording'],
    ['a recording there is not', withWords({ recording: 9 }, entry()), 'menu.recording'],
    ['a menu without words', withWords({ words: '' }, entry()), 'menu.words'],
    ['a key twice', withMenu(entry(), entry({ label: 'Giao thông' })), 'menu.entries.1.key'],
    ['a skill nobody defined', withMenu(entry({ skill: 'dat-dai' })), 'menu.entries.0.skill'],
    ['a skill for a message', { ...withMenu(entry({ action: 'message', skill: 'dat-dai' })), skills: [land] }, 'menu.entries.0.skill'],
    ['priority for the menu again', withMenu(entry({ action: 'again', priorityMinutes: 5 })), 'menu.entries.0.priorityMinutes'],
    ['a message while messages are off', { ...withMenu(entry({ action: 'message' })), voicemail: false }, 'menu.entries.0.action'],
    ['two skills of one code', { ...defaultHotline, skills: [land, { code: 'dat-dai', name: 'Khác' }] }, 'skills.1.code'],
    ['two skills of one name', { ...defaultHotline, skills: [land, { code: 'khac', name: 'ĐẤT ĐAI' }] }, 'skills.1.name'],
    [
      'somebody who is no operator',
      { ...defaultHotline, skills: [land], agentSkills: { [AN.replace('1', '2')]: { 'dat-dai': 3 } } },
      `agentSkills.${AN.replace('1', '2')}`,
    ],
    ['a level in no skill', { ...defaultHotline, agentSkills: { [AN]: { 'dat-dai': 3 } } }, `agentSkills.${AN}.dat-dai`],
    ['a first ring that comes late', { ...defaultHotline, rings: [{ afterSeconds: 5, level: 0 }] }, 'rings.0.afterSeconds'],
    [
      'rings at the same time',
      {
        ...defaultHotline,
        rings: [
          { afterSeconds: 0, level: 3 },
          { afterSeconds: 0, level: 0 },
        ],
      },
      'rings.1.afterSeconds',
    ],
    [
      'a ring that is no wider',
      {
        ...defaultHotline,
        rings: [
          { afterSeconds: 0, level: 0 },
          { afterSeconds: 9, level: 2 },
        ],
      },
      'rings.1.level',
    ],
    ['a last ring that leaves somebody out', { ...defaultHotline, rings: [{ afterSeconds: 0, level: 3 }] }, 'rings.0.level'],
    ['overflow into messages that are off', { ...waiting({ mostCallers: 5 }), voicemail: false }, 'waiting.overflow'],
  ])('%s', (_case, content, path) => {
    expect(problemsOf(content, agents, recordings).map((problem) => problem.path)).toContain(path)
  })
  it('messages may be off while nothing overflows', () => {
    expect(problemsOf({ ...defaultHotline, voicemail: false }, agents, recordings)).toEqual([])
  })
})

it('a skill that nobody has and no key asks for is pointed out', () => {
  expect(warningsOf({ ...defaultHotline, skills: [land] }, recordings).map(({ path }) => path)).toEqual(['skills.0', 'skills.0'])
  const used = { ...withMenu(entry({ skill: 'dat-dai' })), skills: [land], agentSkills: { [AN]: { 'dat-dai': 2 as const } } }
  expect(warningsOf(used, recordings)).toEqual([])
})

it('warns where nobody can be offered a callback any more, and where two branches have one name', () => {
  const waiting = (longestSeconds: number) => ({ ...defaultHotline, waiting: { ...defaultHotline.waiting, longestSeconds, callbackOfferSeconds: 60 } })
  const paths = (content: HotlineContent) => warningsOf(content, recordings).map(({ path }) => path)
  expect([paths(waiting(0)), paths(waiting(61)), paths(waiting(60))]).toEqual([[], [], ['waiting.callbackOfferSeconds']])
  const twice = withWords({ words: 'Đất đai, bấm phím 1. Hoặc bấm phím 2.' }, entry(), entry({ key: '2', label: 'đất đai ' }))
  expect(paths(twice)).toContain('menu.entries.1.label')
})

describe('words that do not go with the keys', () => {
  it.each<[string, HotlineContent, string[]]>([
    ['they go together', withMenu(entry()), []],
    ['spelled out', withWords({ words: 'Đất đai, bấm phím số MỘT.' }, entry()), ['menu.recording']],
    ['a key the words leave out', withMenu(entry(), entry({ key: '2', label: 'Giao thông' })), ['menu.entries.1.key']],
    ['a key nobody takes', withMenu(entry({ key: '2' })), ['menu.entries.0.key', 'menu.words']],
    ['changed after the recording', withWords({ recording: 4 }, entry()), ['menu.recording']],
  ])('%s', (_case, content, paths) => {
    expect(warningsOf(content, recordings).map(({ path }) => path)).toEqual(paths)
  })
  it('the proposed words name every key, and only those', () => {
    const entries = [entry(), entry({ key: '2', label: 'giao thông' }), entry({ key: '0', label: 'Nghe lại', action: 'again' })]
    const words = proposedMenuWords(entries)
    expect(words).toBe('Đất đai, bấm phím 1. Giao thông, bấm phím 2. Nghe lại, bấm phím 0. Hoặc xin giữ máy để gặp nhân viên trực.')
    expect(keysInWords(words)).toEqual(['1', '2', '0'])
    expect(keysInWords('Bấm phím một, phím hai mươi, phím số chín, phím nămx')).toEqual(['1', '2', '9'])
  })
})

it('settings from before there were recordings are read with none', () => {
  const { recording: _, words: __, ...menu } = defaultHotline.menu
  expect(contentOf({ ...defaultHotline, menu })).toEqual(defaultHotline)
  expect(contentOf({ rings: 'none' })).toBeNull()
})

it('what the environment holds comes before what is saved', () => {
  expect(inForce(defaultHotline, { rating: false, ringSeconds: 7 })).toMatchObject({ rating: false, ringSeconds: 7, greeting: true })
})

it('a menu that is off is none for a call', () => {
  expect(serviceOf({ ...withMenu(entry()), menu: { ...withMenu(entry()).menu, on: false } }).service.menu).toBeNull()
  expect(serviceOf(withMenu(entry())).service.menu).toMatchObject({ entries: [entry()], prompt: 'menu-3' })
  expect(serviceOf(withWords({ recording: null }, entry())).service.menu, 'unspoken it would be silence').toBeNull()
})
