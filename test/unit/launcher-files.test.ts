// The launcher's small files on a disk without room, and secrets that were torn.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadSecrets } from '../../src/launcher/secrets.ts'
import { keepFile, noteInFile, replaceFile } from '../../src/launcher/small-files.ts'

const disk = vi.hoisted(() => ({ full: false }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const full: typeof fs.writeFileSync = (file, data, options) => {
    fs.writeFileSync(file, disk.full ? '' : data, options)
    if (disk.full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  return { ...fs, default: { ...fs, writeFileSync: full } }
})

let folder = ''
const file = () => path.join(folder, 'file')
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'small-files-'))
})
afterEach(() => {
  disk.full = false
  rmSync(folder, { recursive: true })
})

it('a full disk spoils no file that is there, and leaves nothing lying about', () => {
  replaceFile(file(), 'old')
  disk.full = true
  expect(() => replaceFile(file(), 'new')).toThrow('no space')
  expect([readFileSync(file(), 'utf8'), readdirSync(folder)]).toEqual(['old', ['file']])
  keepFile(file(), 'old')
  expect(() => keepFile(file(), 'new')).toThrow('no space')
})

it('a note that cannot be written is missing rather than wrong', () => {
  noteInFile(file(), 'pid 7')
  disk.full = true
  noteInFile(file(), 'pid 8')
  expect(existsSync(file())).toBe(false)
})

it('secrets that were torn are named and never replaced behind anybody’s back', () => {
  const first = loadSecrets(folder)
  expect(loadSecrets(folder)).toEqual(first)
  const secrets = path.join(folder, 'secrets.json')
  for (const torn of ['', readFileSync(secrets, 'utf8').slice(0, 60), '{"sessionSecret":"short"}']) {
    writeFileSync(secrets, torn)
    expect(() => loadSecrets(folder)).toThrow(`${secrets} is damaged`)
    expect(readFileSync(secrets, 'utf8')).toBe(torn)
  }
})
