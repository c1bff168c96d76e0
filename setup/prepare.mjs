// Everything npm start and npm test need first: packages, Asterisk and Redis, the database client, the built pages.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { bin, node24, projectDir, run, step } from './run.mjs'
import { fetchRuntime, missingTools, runtimeIsReady } from './runtime.mjs'

const at = (...parts) => path.join(projectDir, ...parts)
const needed = ['DATABASE_URL', 'REDIS_URL', 'ARI_URL']

/** Brings whatever is missing or older than its sources; does nothing and says nothing where all is up to date. */
export async function prepare() {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < 20) throw new Error(`Node 20 or newer is needed; this is ${process.version}`)
  console.log('Hotline 1022: preparing')

  const packages = digestOf([at('package.json'), at('package-lock.json')])
  // node24 is looked for as well: an installation cut off half-way leaves a folder without it.
  if (readStamp('packages') !== packages || !fs.existsSync(node24)) {
    await step('Packages from npm', () => {
      installPackages()
      fs.mkdirSync(stampFolder, { recursive: true })
      writeStamp('packages', packages)
    })
  }

  const runtimeDir = path.resolve(projectDir, setting('RUNTIME_DIR') ?? '.runtime')
  if (needed.some((name) => !setting(name)) && !runtimeIsReady(runtimeDir)) {
    const missing = missingTools()
    if (missing.length > 0)
      throw new Error(`${missing.join(', ')} not found: the embedded servers come from Debian's packages. Set ${needed.join(', ')} to use others.`)
    await step('Asterisk and Redis from Debian', () => fetchRuntime(runtimeDir))
  }

  const schema = digestOf([at('prisma/schema.prisma'), at('prisma.config.ts'), at('package-lock.json')])
  if (readStamp('schema') !== schema || !fs.existsSync(at('src/platform/database/generated/client.ts'))) {
    await step('Database client', () => {
      run(process.execPath, [at('setup/prisma.mjs'), 'generate'])
      writeStamp('schema', schema)
    })
  }

  const pages = digestOf([...filesBelow(at('agent-ui'), ['dist', 'node_modules']), ...filesBelow(at('src/contract')), at('package-lock.json')])
  if (readStamp('pages') !== pages || !fs.existsSync(at('agent-ui/dist/index.html'))) {
    await step('Pages', () => {
      run(node24, [bin('vite'), 'build', 'agent-ui', '--logLevel', 'error'])
      writeStamp('pages', pages)
    })
  }
}

/** Exactly what the lock file says. `npm ci` refuses where a registry lacks builds for other systems; `install` does not. */
function installPackages() {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  try {
    run('npm', ['ci', ...quiet])
  } catch (error) {
    if (!error.message.includes('EUSAGE') && !error.message.includes('npm help ci')) throw error
    run('npm', ['install', '--no-save', ...quiet])
  }
}

// In node_modules, so that a fresh installation and a fresh clone both begin without stamps.
const stampFolder = at('node_modules/.stamps')

function readStamp(name) {
  const file = path.join(stampFolder, name)
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null
}

function writeStamp(name, digest) {
  fs.writeFileSync(path.join(stampFolder, name), digest)
}

function digestOf(files) {
  const digest = createHash('sha256')
  for (const file of files) digest.update(path.relative(projectDir, file)).update('\0').update(fs.readFileSync(file)).update('\0')
  return digest.digest('hex')
}

function filesBelow(folder, except = []) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (except.includes(entry.name)) return []
      const file = path.join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(file, except) : [file]
    })
}

/** One setting as src/config.ts would see it, before anything is installed: the environment, then `.env`. */
function setting(name) {
  if (process.env[name]?.trim()) return process.env[name].trim()
  const file = at('.env')
  if (process.env[name] !== undefined || !fs.existsSync(file)) return undefined
  const line = fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .find((text) => text.replace(/^export\s+/, '').startsWith(`${name}=`))
  return (
    line
      ?.slice(line.indexOf('=') + 1)
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2') || undefined
  )
}
