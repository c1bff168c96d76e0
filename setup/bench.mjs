// npm run bench [-- scenario ...]: the same preparation as npm start, then the measurements, as JSON lines on standard output.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { prepare } from './prepare.mjs'
import { node24, projectDir } from './run.mjs'

// Standard output belongs to the figures: what the preparation tells goes to standard error.
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (...args) => process.stderr.write(...args)
try {
  await prepare()
} catch (error) {
  console.error(`\n${error.message}`)
  process.exit(1)
} finally {
  process.stdout.write = write
}

const env = { ...process.env, PATH: `${path.join(projectDir, 'node_modules/.bin')}:${process.env.PATH}` }
const bench = spawn(node24, ['bench/main.ts', ...process.argv.slice(2)], { cwd: projectDir, env, stdio: 'inherit' })
// Ctrl-C reaches both; this one waits until the other has taken everything down.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal))
bench.once('exit', (code) => process.exit(code ?? 1))
