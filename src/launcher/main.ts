// Starts the embedded servers and the platform, keeps them running, ends them in order. No business code.
import fs from 'node:fs'
import { BadSettings, loadConfig, readEnvironment } from '../config.ts'
import { demoLogins } from './demo-logins.ts'
import { FolderInUse, lockFolder } from './lock.ts'
import { type ManagedProcess, stillRuns } from './managed-process.ts'
import { migrate, seed } from './migrate.ts'
import { localAddress, platformProcess, webPortMustBeFree } from './platform-process.ts'
import { type RunningServers, startServers } from './servers.ts'
import { done, say, step } from './steps.ts'

const titles = { postgres: 'PostgreSQL', redis: 'Redis', asterisk: 'Asterisk' }

async function launch(): Promise<void> {
  const began = performance.now()
  const environment = readEnvironment()
  const config = loadConfig(environment)
  fs.mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(config.dataDir)
  const running: { servers?: RunningServers; platform?: ManagedProcess } = {}

  let ending: Promise<void> | undefined
  const end = (why: string, exitCode: number) => {
    ending ??= (async () => {
      say(why)
      // A platform that is still coming up is not waited for.
      await running.platform?.stop()
      await starting.catch(() => undefined)
      if (running.platform) await step('platform stopped', () => running.platform?.stop() ?? Promise.resolve())
      if (running.servers) await step('servers stopped', () => running.servers?.stop() ?? Promise.resolve())
      unlock()
      process.exit(exitCode)
    })()
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => end('Stopping ...', 0))
  // setup/start.mjs waits for this process; when it was killed there is nobody left to press Ctrl-C.
  process.on('disconnect', () => end('The starting program has gone. Stopping ...', 0))

  let told = ''
  const start = async () => {
    if (!stillRuns(config.dataDir, 'platform')) await webPortMustBeFree(config)
    const servers = await startServers(config, (name, how, ms) => done(`${titles[name]} ${how}`, ms))
    running.servers = servers
    if (ending) return
    await step('database migrated', () => migrate(servers.config.databaseUrl))
    if (ending) return
    await step('database seeded', async () => {
      told = await seed(servers.environment)
    })
    if (ending) return
    // Arguments name another program to run in the platform's place: the launcher's own tests do that.
    const platform = platformProcess(servers.config, { ...definedOnly(environment), ...servers.environment }, process.argv.slice(2))
    running.platform = platform
    await step('platform ready', () => platform.start())
    for (const child of [...Object.values(servers.processes), platform])
      child.onCrash((lastLines) => say(`${child.name} ended unexpectedly and is started again. Its last lines:\n${lastLines}`))
  }
  // The children are let go of so that they can outlive us; this keeps us here to look after them.
  setInterval(() => undefined, 2 ** 30)
  const starting = start()
  try {
    await starting
  } catch (error) {
    if (ending) return
    process.stderr.write(`\n${(error as Error).message}\n\n`)
    return end('The start failed. Stopping what was started ...', 1)
  }
  if (ending) return
  process.stdout.write(`\n  Ready in ${((performance.now() - began) / 1000).toFixed(1)} s: ${localAddress(config)}\n`)
  const logins = config.isProduction ? [] : demoLogins(config.dataDir)
  if (logins.length > 0) process.stdout.write(`\n  Demo logins (phone, password):\n${logins.join('\n')}\n`)
  if (told) process.stdout.write(`\n  ${told}\n`)
  process.stdout.write(`\n  Data and logs: ${config.dataDir}. Ctrl-C ends everything.\n\n`)
}

function definedOnly(environment: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

try {
  await launch()
} catch (error) {
  const ours = error instanceof BadSettings || error instanceof FolderInUse
  process.stderr.write(`\n${ours ? error.message : ((error as Error).stack ?? String(error))}\n`)
  process.exit(1)
}
