import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { debianMirror } from '../../setup/runtime.mjs'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

function aptWith(files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'apt-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), text)
  }
  return folder
}

test('the mirror of a one-line sources.list, not the security archive before it', () => {
  const apt = aptWith({
    'sources.list': `# deb http://old.example/debian bookworm main
deb http://security.example/debian-security bookworm-security main
deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm main contrib # ours
`,
  })
  expect(debianMirror(apt).mirror).toBe('http://mirror.example/debian')
})

test('the mirror of a deb822 file, past other projects and switched-off paragraphs', () => {
  const apt = aptWith({
    'sources.list.d/aa-other.list': 'deb https://packages.example/node nodistro main\n',
    'sources.list.d/debian.sources': `Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
Enabled: no

Types: deb deb-src
# a comment between
URIs: https://mirror.example/debian/
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`,
  })
  expect(debianMirror(apt).mirror).toBe('https://mirror.example/debian/')
})

test('the public mirror where nothing is configured', () => {
  expect(debianMirror(aptWith({ 'sources.list': '' })).mirror).toBe('http://deb.debian.org/debian')
})
