// Puts everything together; ordered start and stop. Run by the launcher (src/launcher) or by docker compose.
// ROLES says what this process does: `web` (src/start/web.ts), `controller` (src/start/controller.ts), `jobs` (src/start/jobs.ts).
import { flushCompileCache } from 'node:module'
import { BadSettings, loadPlatformConfig, readEnvironment } from './config.ts'
import { createListener } from './platform/http/listener.ts'
import { createControllerRole } from './start/controller.ts'
import { openFoundation } from './start/foundation.ts'
import { createJobsRole } from './start/jobs.ts'
import { bindWeb, lineToController, openWebDoor } from './start/web.ts'

async function main(): Promise<void> {
  const config = loadPlatformConfig(readEnvironment())
  const foundation = await openFoundation(config)
  const { logger, directory, redis } = foundation
  const door = config.roles.includes('web') ? openWebDoor(foundation) : null
  const listener = door?.http ?? createListener({ config, logger, database: directory.ping, redis: redis.ping })
  const controller = config.roles.includes('controller')
    ? createControllerRole(foundation, listener, door?.gateway.here ?? null, () => void stop('lease lost', 3))
    : null
  // A web process beside the calls asks them directly; only one without them needs a line.
  const remote = door && !controller ? lineToController(foundation, door) : null
  const line = controller?.line ?? remote
  if (door && line) bindWeb(foundation, door, line)

  const jobs = config.roles.includes('jobs') ? createJobsRole(foundation, listener) : null

  let stopping = false
  let jobsBegin: NodeJS.Timeout | undefined
  const stop = async (signal: string, exitCode = 0) => {
    if (stopping) return
    stopping = true
    logger.info('stopping', { signal })
    remote?.stop()
    await listener.stop()
    clearTimeout(jobsBegin)
    await jobs?.stop()
    controller?.stop()
    await controller?.finish()
    await foundation.close()
    process.exit(exitCode)
  }

  controller?.start()
  remote?.start()
  // Calls and pages first: a process that came back needs its processor for them, and what the clocks wake can wait so long.
  jobsBegin = setTimeout(() => void jobs?.start(), config.roles.length > 1 ? 5_000 : 0)
  await listener.start()
  // Kept at once: a process that is killed would leave nothing compiled for the next one.
  flushCompileCache()
  logger.info('platform ready', { port: config.http.port, roles: config.roles })

  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof BadSettings ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
