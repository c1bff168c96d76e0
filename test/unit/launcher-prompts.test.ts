// What callers hear is laid out where Asterisk plays from; what an administrator replaced is left alone.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { layOutPrompts } from '../../src/launcher/prompts.ts'
import { runtimeVoice } from '../../src/launcher/voice.ts'

const originals = path.resolve(import.meta.dirname, '../../dialplan/prompts')
const bytes = (...parts: string[]) => readFileSync(path.join(...parts))
let home: string
let dir: string
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'prompts-'))
  dir = path.join(home, 'vi')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

it('every prompt and the music are there, as the dialplan names them', () => {
  layOutPrompts(dir)
  expect(readdirSync(dir).sort()).toEqual(readdirSync(path.join(originals, 'vi')).sort())
  expect(bytes(home, 'music/hold.wav').equals(bytes(originals, 'music/hold.wav'))).toBe(true)
})

it('what was replaced stays, what was restored or is older is brought in step', () => {
  layOutPrompts(dir)
  for (const name of ['greeting', 'goodbye', 'closed']) writeFileSync(path.join(dir, `${name}.wav`), 'own')
  writeFileSync(path.join(dir, 'replaced.json'), JSON.stringify({ greeting: 3, goodbye: -4 }))
  layOutPrompts(dir)
  expect(bytes(dir, 'greeting.wav').toString()).toBe('own')
  expect(bytes(dir, 'goodbye.wav').equals(bytes(originals, 'vi/goodbye.wav'))).toBe(true)
  expect(bytes(dir, 'closed.wav').equals(bytes(originals, 'vi/closed.wav'))).toBe(true)
})

it('what is right already is not written again', () => {
  layOutPrompts(dir)
  const file = path.join(dir, 'closed.wav')
  const later = new Date(Date.now() + 60_000)
  utimesSync(file, later, later)
  layOutPrompts(dir)
  expect(statSync(file).mtimeMs).toBe(later.getTime())
})

it('the voice is named by its program, or by the launcher with its first arguments', () => {
  expect(loadConfig({ VOICE_COMMAND: 'espeak-ng' }).voice).toEqual({ command: 'espeak-ng', args: [] })
  expect(loadConfig({ VOICE_COMMAND: '["/rt/ld.so","--library-path","/a b"]' }).voice).toEqual({ command: '/rt/ld.so', args: ['--library-path', '/a b'] })
  expect(loadConfig({}).voice).toBeNull()
  expect(() => loadConfig({ VOICE_COMMAND: '[1]' })).toThrow('VOICE_COMMAND')
  expect(runtimeVoice(path.join(home, 'no-runtime'))).toBeNull()
})
