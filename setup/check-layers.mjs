// The layer rule: uis → contract ← rooms → platform, and pure rules that know nothing of the world outside.
import fs from 'node:fs'
import path from 'node:path'
import { projectDir } from './run.mjs'

const rooms = ['calls', 'acd', 'tickets', 'deadlines', 'directory', 'knowledge', 'channels', 'reports', 'scoring']
/** Rules decide from what they are given: state and time in, results out. */
const pureFile = /(-rules|\/reducer(-[a-z]+)?|\/routing|\/state)\.ts$/
/** What a pure file may take from a package: data about numbers and shapes, no I/O. */
const purePackages = ['zod', 'libphonenumber-js/max']
/** Which room keeps which tables; only that room and the seed may name them on the database client. */
const tables = {
  // The journal's writer stands in calls and writes what the agents did meanwhile as well.
  calls: [
    'call',
    'callEvent',
    'recording',
    'recordingListen',
    'recordingPause',
    'recordingSegment',
    'recordingHold',
    'journalCursor',
    'agentInterval',
    'callQuality',
    'callMonitoring',
    'callbackTask',
    'controllerLease',
  ],
  // No room's: raised and written by the platform itself.
  platform: ['alarm'],
  tickets: [
    'ticket',
    'ticketHistory',
    'category',
    'codeCounter',
    'assignment',
    'assignmentTerm',
    'extension',
    'result',
    'ticketComment',
    'deskTask',
    'historyHead',
    'ticketUnit',
  ],
  acd: ['hotlineSettingsVersion', 'promptVersion'],
  deadlines: ['calendarVersion', 'deadlineSettingsVersion'],
  scoring: ['scoringForm', 'callScore', 'callScoreReply'],
  channels: ['message', 'messageEvent', 'messageText'],
  directory: ['person', 'session', 'invitation', 'membership', 'unit', 'deputy', 'directoryEvent'],
}

const problems = [...sources('src'), ...sources('agent-ui/src'), ...sources('portal-ui/src')].flatMap(check)
for (const problem of problems) console.error(problem)
console.log(problems.length === 0 ? 'layers: in order' : `layers: ${problems.length} broken`)
process.exit(problems.length === 0 ? 0 : 1)

/** Everything in one file that points the wrong way. */
function check(file) {
  const text = fs.readFileSync(path.join(projectDir, file), 'utf8')
  const found = []
  const say = (index, what) => found.push(`${file}:${text.slice(0, index).split('\n').length} ${what}`)
  for (const { target, index } of imports(text)) {
    const wrong = wrongImport(file, target)
    if (wrong) say(index, wrong)
  }
  const room = roomOf(file)
  if (room && rooms.includes(room)) {
    for (const [owner, names] of Object.entries(tables)) {
      if (owner === room) continue
      for (const match of text.matchAll(new RegExp(`\\b(?:db|tx|database)\\.(${names.join('|')})\\.\\w+\\(`, 'g')))
        say(match.index, `reaches into ${owner}'s table ${match[1]}`)
    }
  }
  if (file.startsWith('src/') && file !== 'src/config.ts' && !file.startsWith('src/launcher/'))
    for (const match of text.matchAll(/\bprocess\.env\b/g)) say(match.index, 'reads process.env: settings come from src/config.ts')
  if (pureFile.test(file))
    for (const match of text.matchAll(/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bcrypto\.|\bsetTimeout\(|\bfetch\(/g))
      say(match.index, `rules take time and chance as arguments: ${match[0]}`)
  return found
}

/** Why this file may not import that, or null. */
function wrongImport(file, target) {
  const relative = target.startsWith('.')
  const resolved = relative ? path.posix.join(path.posix.dirname(file), target) : target
  const [from, to] = [layerOf(file), relative ? layerOf(resolved) : 'package']
  if (pureFile.test(file)) {
    if (!relative && !purePackages.includes(target)) return `pure rules import no ${target}`
    if (to === 'platform' || to === 'config') return `pure rules import nothing of ${to}`
  }
  if (from === 'ui' && relative && to !== 'ui' && to !== 'contract') return `the pages know the contract only, not ${resolved}`
  if (from === 'contract' && relative && to !== 'contract') return `the contract imports nothing of ours, but ${resolved}`
  if (from === 'contract' && target.startsWith('node:')) return `the contract runs in browsers, without ${target}`
  if (from === 'platform' && (to === 'room' || to === 'main' || to === 'launcher')) return `the platform knows no room: ${resolved}`
  if (from === 'room' && (to === 'main' || to === 'launcher' || to === 'ui')) return `a room imports ${resolved}`
  if (from === 'launcher' && (to === 'room' || to === 'platform' || to === 'main')) return `the launcher holds no business code: ${resolved}`
  return null
}

function layerOf(file) {
  if (/^(agent|portal)-ui\//.test(file)) return 'ui'
  if (file === 'src/main.ts' || file.startsWith('src/start/')) return 'main'
  if (file === 'src/config.ts') return 'config'
  const room = roomOf(file)
  return rooms.includes(room) ? 'room' : (room ?? 'other')
}

function roomOf(file) {
  return /^src\/([a-z-]+)\//.exec(file)?.[1] ?? null
}

function imports(text) {
  const pattern = /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g
  return [...text.matchAll(pattern)].map((match) => ({ target: match[1] ?? match[2] ?? match[3], index: match.index + match[0].length - 1 }))
}

function sources(folder) {
  const root = path.join(projectDir, folder)
  if (!fs.existsSync(root)) return []
  return fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/(^|\/)(generated|dist|node_modules)\//.test(name))
    .map((name) => path.posix.join(folder, name))
}
