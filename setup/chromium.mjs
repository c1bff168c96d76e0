// The browser of the tests comes from Debian's packages.
import { spawnSync } from 'node:child_process'
import { run } from './run.mjs'

const works = (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0

/** Installs Chromium where it is missing and this user may; says in one line what to install where he may not. */
export function ensureChromium() {
  if (works('chromium')) return ''
  if (process.getuid() !== 0) throw new Error('The browser tests need Chromium. Install it once with: sudo apt-get install chromium')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['-q', 'update'], { env })
  run('apt-get', ['-q', '-y', '--no-install-recommends', 'install', 'chromium'], { env })
  if (!works('chromium')) throw new Error('chromium was installed but does not start')
  return 'installed'
}
