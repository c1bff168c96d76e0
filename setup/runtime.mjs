// Fetches Asterisk, Redis and the Opus tools (and SIPp for load tests) from Debian into .runtime/, without installing and without root.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { run } from './run.mjs'

const packages = ['asterisk', 'asterisk-core-sounds-en-gsm', 'redis-server', 'opus-tools', 'sip-tester']
/** Raised when the list of packages or the layout changes, so that existing folders are fetched anew. */
const layout = '2'
const suite = 'forky'
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

/** Whether the folder holds a whole runtime of the current layout. */
export function runtimeIsReady(runtimeDir) {
  try {
    return JSON.parse(fs.readFileSync(path.join(runtimeDir, 'stamp.json'), 'utf8')).layout === layout
  } catch {
    return false
  }
}

/** Fetches and unpacks everything beside the final folder and moves it there in one step. */
export function fetchRuntime(runtimeDir) {
  const work = `${runtimeDir}.new-${process.pid}`
  removeLeftovers(runtimeDir)
  try {
    const root = path.join(work, 'root')
    const archives = download(path.join(work, 'apt'))
    fs.mkdirSync(root, { recursive: true })
    // Two at a time: dpkg -x is bound by one processor each.
    const half = Math.ceil(archives.length / 2)
    const unpack = 'for deb in "$@"; do dpkg -x "$deb" "$ROOT" || exit 1; done'
    run(
      'sh',
      ['-c', `sh -c '${unpack}' sh ${quoted(archives.slice(0, half))} & first=$!; sh -c '${unpack}' sh ${quoted(archives.slice(half))} && wait $first`],
      {
        env: { ...process.env, ROOT: root },
      },
    )
    fs.rmSync(path.join(work, 'apt'), { recursive: true, force: true })
    fs.writeFileSync(path.join(work, 'stamp.json'), JSON.stringify({ layout, suite, packages: archives.map((file) => path.basename(file)) }, null, 1))
    fs.rmSync(runtimeDir, { recursive: true, force: true })
    fs.renameSync(work, runtimeDir)
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
}

const quoted = (files) => files.map((file) => `'${file.replaceAll("'", `'\\''`)}'`).join(' ')

/** A start that was cut off leaves its folder behind; it is gone once its process is. */
function removeLeftovers(runtimeDir) {
  const parent = path.dirname(runtimeDir)
  const prefix = `${path.basename(runtimeDir)}.new-`
  fs.mkdirSync(parent, { recursive: true })
  for (const name of fs.readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue
    const alive = fs.existsSync(`/proc/${name.slice(prefix.length)}`)
    if (!alive) fs.rmSync(path.join(parent, name), { recursive: true, force: true })
  }
}

/** Downloads the packages and all they need into an apt root of its own; gives the archive files. */
function download(root) {
  const at = (...parts) => path.join(root, ...parts)
  for (const folder of [
    'etc/apt/sources.list.d',
    'etc/apt/preferences.d',
    'var/lib/apt/lists/partial',
    'var/cache/apt/archives/partial',
    'var/lib/dpkg',
    'var/log/apt',
  ])
    fs.mkdirSync(at(folder), { recursive: true })
  fs.writeFileSync(at('var/lib/dpkg/status'), '')
  const { mirror, signedBy } = debianMirror()
  fs.writeFileSync(at('etc/apt/sources.list'), `deb [signed-by=${signedBy}] ${mirror} ${suite} main\n`)
  const options = {
    'Dir::State': at('var/lib/apt'),
    'Dir::State::status': at('var/lib/dpkg/status'),
    'Dir::Cache': at('var/cache/apt'),
    'Dir::Etc::sourcelist': at('etc/apt/sources.list'),
    'Dir::Etc::sourceparts': at('etc/apt/sources.list.d'),
    'Dir::Etc::preferences': at('etc/apt/preferences'),
    'Dir::Etc::preferencesparts': at('etc/apt/preferences.d'),
    'Dir::Log': at('var/log/apt'),
    // Images for containers delete archives as soon as they are fetched; here they are what we came for.
    'APT::Keep-Downloaded-Packages': 'true',
    'DPkg::Post-Invoke': '',
    'APT::Install-Recommends': 'false',
    'APT::Sandbox::User': os.userInfo().username,
    'Debug::NoLocking': 'true',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
  }
  // #clear takes away hooks of the machine's own configuration that would touch the machine's archive folder.
  const configFile = at('apt.conf')
  fs.writeFileSync(
    configFile,
    ['#clear APT::Update::Post-Invoke;', '#clear DPkg::Post-Invoke;', ...Object.entries(options).map(([name, value]) => `${name} "${value}";`)].join('\n'),
  )
  // APT_CONFIG is read first, so the options that must win are given on the command line as well.
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const environment = { ...process.env, APT_CONFIG: configFile, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', [...flags, '-q', 'update'], { env: environment })
  run('apt-get', [...flags, '-q', '-y', '--download-only', 'install', ...packages], { env: environment })
  const folder = at('var/cache/apt/archives')
  const archives = fs.readdirSync(folder).filter((name) => name.endsWith('.deb'))
  if (!archives.some((name) => name.startsWith('asterisk_'))) throw new Error('apt-get ended well but left no Asterisk package')
  return archives.map((name) => path.join(folder, name))
}

/** The Debian mirror this machine already uses, from either format of apt's source lists. */
export function debianMirror(aptDir = '/etc/apt') {
  const files = [path.join(aptDir, 'sources.list')]
  const parts = path.join(aptDir, 'sources.list.d')
  if (fs.existsSync(parts)) for (const name of fs.readdirSync(parts).sort()) if (/\.(list|sources)$/.test(name)) files.push(path.join(parts, name))
  const found = files
    .filter((file) => fs.existsSync(file))
    .flatMap((file) => {
      const text = fs.readFileSync(file, 'utf8')
      return file.endsWith('.sources') ? fromDeb822(text) : fromOneLine(text)
    })
  const isMain = (source) =>
    source.components.includes('main') &&
    !/security|-backports|-updates/.test(source.suites.join(' ').replace(/\b\w+-updates\b/g, '')) &&
    /debian\/?$/.test(new URL(source.uri).pathname)
  const source = found.find((entry) => URL.canParse(entry.uri) && isMain(entry))
  const signedBy = fs.existsSync(keyring) ? keyring : source?.signedBy
  if (!signedBy) throw new Error(`${keyring} is missing: install the package debian-archive-keyring`)
  return { mirror: source?.uri ?? 'http://deb.debian.org/debian', signedBy }
}

function fromDeb822(text) {
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const fields = {}
    let last = ''
    for (const line of paragraph.split('\n')) {
      if (line.startsWith('#')) continue
      const field = /^([A-Za-z-]+):\s*(.*)$/.exec(line)
      if (field) {
        last = field[1].toLowerCase()
        fields[last] = field[2]
      } else if (last) fields[last] += ` ${line.trim()}`
    }
    const words = (name) => (fields[name] ?? '').split(/\s+/).filter(Boolean)
    if (!words('types').includes('deb') || fields.enabled === 'no') return []
    return words('uris').map((uri) => ({ uri, suites: words('suites'), components: words('components'), signedBy: fields['signed-by'] }))
  })
}

function fromOneLine(text) {
  return text.split('\n').flatMap((line) => {
    const parts = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+(.+?)\s*(#.*)?$/.exec(line)
    if (!parts) return []
    return [{ uri: parts[2], suites: [parts[3]], components: parts[4].split(/\s+/), signedBy: /signed-by=(\S+)/.exec(parts[1] ?? '')?.[1] }]
  })
}

/** Whether the tools for fetching are there; they are on every Debian. */
export function missingTools() {
  return ['apt-get', 'dpkg'].filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error)
}
