// npm run restart: asks the launcher of this DATA_DIR to run the platform from the code that is there now.
import { BadSettings, loadConfig, readEnvironment } from '../config.ts'
import { lockHolder } from './lock.ts'
import { isRunning } from './process-identity.ts'
import { forgetRestartResult, restartResult } from './restart-result.ts'
import { done } from './steps.ts'

/** Migrations may take their time; the platform itself has a minute. */
const longestMs = 10 * 60_000

async function restart(): Promise<string | null> {
  const { dataDir } = loadConfig(readEnvironment())
  const launcher = lockHolder(dataDir)
  if (!launcher) return `No instance runs on ${dataDir}: npm start starts it.`
  if (launcher.ending) return `The instance on ${dataDir} is being ended.`
  const began = performance.now()
  forgetRestartResult(dataDir)
  process.kill(launcher.pid, 'SIGUSR2')
  while (performance.now() - began < longestMs) {
    const result = restartResult(dataDir)
    if (result?.ok) {
      done('platform restarted', performance.now() - began)
      return null
    }
    if (result) return `The platform was not restarted as wished: ${result.message}`
    if (!isRunning(launcher)) return 'The instance has ended meanwhile.'
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return `The launcher (process ${launcher.pid}) did not answer.`
}

try {
  const problem = await restart()
  if (problem) process.stderr.write(`${problem}\n`)
  process.exitCode = problem ? 1 : 0
} catch (error) {
  process.stderr.write(`${error instanceof BadSettings ? error.message : String(error)}\n`)
  process.exitCode = 1
}
