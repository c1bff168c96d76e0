// Running other programs and telling the steps with their times.
import { spawnSync } from 'node:child_process'
import path from 'node:path'

export const projectDir = path.resolve(import.meta.dirname, '..')
export const bin = (name) => path.join(projectDir, 'node_modules/.bin', name)
/** Node 24 from the npm package `node`; the machine's own Node only runs setup/. */
export const node24 = bin('node')
// Compiled once, whatever starts afterwards: a controller that died is back about a second sooner.
process.env.NODE_COMPILE_CACHE ??= path.join(projectDir, '.runtime/compile-cache')

/** Runs a program in silence; when it fails, its last lines become the error. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: projectDir, encoding: 'utf8', maxBuffer: 64 << 20, ...options })
  if (done.error) throw new Error(`${command} could not be started: ${done.error.message}`)
  if (done.status !== 0) {
    const output = `${done.stdout ?? ''}\n${done.stderr ?? ''}`.trim().split('\n').slice(-25).join('\n')
    throw new Error(`${[path.basename(command), ...args].join(' ').slice(0, 160)} failed (${done.signal ?? `exit ${done.status}`}):\n${output}`)
  }
  return done.stdout ?? ''
}

/** Says what is being done, does it, and says how long it took. */
export async function step(title, work) {
  const started = performance.now()
  process.stdout.write(`  ${title} `)
  try {
    const note = await work()
    process.stdout.write(
      `${'.'.repeat(Math.max(3, 46 - title.length))} ${((performance.now() - started) / 1000).toFixed(1)} s${typeof note === 'string' && note ? ` (${note})` : ''}\n`,
    )
  } catch (error) {
    process.stdout.write('failed\n')
    throw error
  }
}
