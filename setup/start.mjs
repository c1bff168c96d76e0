// npm start: makes this machine ready step by step, then hands over to the launcher under Node 24.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { prepare } from './prepare.mjs'
import { node24, projectDir } from './run.mjs'

try {
  await prepare()
} catch (error) {
  console.error(`\n${error.message}`)
  process.exit(1)
}

// Ctrl-C reaches the launcher as well, being in the same terminal: here it must only not end the waiting.
process.on('SIGINT', () => {})
const launcher = spawn(node24, [path.join(projectDir, 'src/launcher/main.ts')], { cwd: projectDir, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => launcher.kill(signal))
launcher.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
