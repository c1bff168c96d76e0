// Starts the embedded servers and the platform, keeps them running, ends them in order. No business code.
import fs from 'node:fs'
import { BadSettings, type Config, loadConfig, readEnvironment } from '../config.ts'
import { demoLogins } from './demo-logins.ts'
import { createInstance, type Instance } from './instance.ts'
import { FolderInUse, lockFolder } from './lock.ts'
import { localAddress } from './platform-process.ts'
import { say } from './steps.ts'

/** One press may arrive twice: from the terminal, and passed on by setup/start.mjs. */
const samePressMs = 500

async function launch(): Promise<void> {
  const began = performance.now()
  // A terminal or pipe that has gone must not take the instance with it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const environment = readEnvironment()
  const config = loadConfig(environment)
  fs.mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(
    config.dataDir,
    ({ pid }) => say(`The instance on this folder (process ${pid}) is being ended; waiting for it ...`),
    (config.stopLimitSeconds + 60) * 1000,
  )
  const instance = createInstance({ config, environment: definedOnly(environment), lock, command: process.argv.slice(2) })
  followSignals(instance)
  // The children are let go of so that they can outlive us; this keeps us here to look after them.
  setInterval(() => undefined, 2 ** 30)
  try {
    const told = await instance.start()
    if (!instance.isEnding()) welcome(config, told, performance.now() - began)
  } catch (error) {
    if (instance.isEnding()) return
    process.stderr.write(`\n${(error as Error).message}\n\n`)
    instance.leave('The start failed. Stopping what was started ...')
  }
}

function followSignals(instance: Instance): void {
  let firstAt = Number.NEGATIVE_INFINITY
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      const now = performance.now()
      if (!instance.isEnding()) {
        firstAt = now
        instance.end('Stopping ...')
      } else if (now - firstAt > samePressMs) instance.endAtOnce()
    })
  process.on('SIGUSR2', () => instance.restartPlatform())
  // setup/start.mjs waits for this process; when it was killed there is nobody left to press Ctrl-C.
  process.on('disconnect', () => instance.leave('The starting program has gone. Stopping ...'))
}

function welcome(config: Config, told: string, tookMs: number): void {
  process.stdout.write(`\n  Ready in ${(tookMs / 1000).toFixed(1)} s: ${localAddress(config)}\n`)
  if (!config.roles.includes('web')) process.stdout.write('\n  Controller alone: pages are served by the processes with ROLES=web.\n')
  const given = [config.databaseUrl && 'DATABASE_URL', config.redisUrl && 'REDIS_URL', config.asterisk.ariUrl && 'ARI_URL'].filter(Boolean)
  if (given.length > 0) process.stdout.write(`\n  Servers of others, which go on after the end of this: ${given.join(', ')}\n`)
  const logins = config.isProduction || !config.demoData ? [] : demoLogins(config.dataDir)
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
