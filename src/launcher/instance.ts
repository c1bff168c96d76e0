// One instance: its servers and its platform, from the start through restarts to the end in order. No business code.
import type { Config } from '../config.ts'
import { callsUp, openForCalls, waitForCalls } from './calls-up.ts'
import type { FolderLock } from './lock.ts'
import { type ManagedProcess, stillRuns } from './managed-process.ts'
import { aloneWithDatabase, migrate, seed } from './migrate.ts'
import { isLive, platformProcess, webPortMustBeFree } from './platform-process.ts'
import { keepRestartResult } from './restart-result.ts'
import { type RunningServers, type ServerName, startServers } from './servers.ts'
import { calls, done, say, step } from './steps.ts'
import { watchAway } from './waiting-callers.ts'
import { startWatchdog } from './watchdog.ts'

const titles: Record<ServerName, string> = { postgres: 'PostgreSQL', redis: 'Redis', asterisk: 'Asterisk' }

export interface Instance {
  /** Brings everything up; gives what the seed has to tell. Rejected when it cannot be brought up. */
  start(): Promise<string>
  /** Ends the platform in order and starts it from the code that is there now; servers and calls are not touched. */
  restartPlatform(): void
  /** Turns new calls away, lets those that are up finish within the limit, ends everything and then this process. */
  end(why: string): void
  /** The same for one whose start failed or whose terminal is gone; with calls up the servers are left to the next start. */
  leave(why: string): void
  /** Cuts the waiting for calls short. */
  endAtOnce(): void
  isEnding(): boolean
}

interface InstancePlan {
  config: Config
  environment: Record<string, string>
  lock: FolderLock
  /** Another program to run in the platform's place: the launcher's own tests do that. */
  command: string[]
}

/** Makes the instance; nothing runs before `start`. */
export function createInstance({ config, environment, lock, command }: InstancePlan): Instance {
  let servers: RunningServers | undefined
  let platform: ManagedProcess | undefined
  let starting: Promise<string> = Promise.resolve('')
  let restarting: Promise<void> | undefined
  let restartAgain = false
  let ending: Promise<void> | undefined
  const stopWatching: (() => void)[] = []
  const cut = new AbortController()
  const adopted = new Set<ServerName>()

  /** Asterisk's manager interface, where Asterisk is ours: only then does our end cut calls. */
  const ownAsterisk = () => (servers?.processes.asterisk?.pid() ? servers.config.ami : null)
  const countCalls = async () => {
    const access = ownAsterisk()
    return access ? callsUp(access).catch(() => 0) : 0
  }

  const start = async (): Promise<string> => {
    if (!stillRuns(config.dataDir, 'platform')) await webPortMustBeFree(config)
    servers = await startServers(config, (name, how, ms) => {
      if (how === 'adopted') adopted.add(name)
      done(`${titles[name]} ${how}`, ms)
    })
    for (const child of Object.values(servers.processes)) tellCrashes(child)
    // It may have been adopted from an end that was broken off.
    if (adopted.has('asterisk')) await openForCalls(servers.config.ami).catch((error: Error) => say(`New calls may be turned away: ${error.message}`))
    if (ending) return ''
    const told = await prepareDatabase(servers)
    if (ending) return ''
    platform = platformProcess(servers.config, { ...environment, ...servers.environment }, command)
    tellCrashes(platform)
    const made = platform
    const { config: complete } = servers
    for (const { id, ami } of complete.asterisk.servers)
      stopWatching.push(
        watchAway({
          access: { ...complete.ami, ...ami },
          answers: () => isLive(complete),
          limitSeconds: config.fallbackAfterSeconds,
          say: complete.asterisk.servers.length > 1 ? (text) => say(`${id}: ${text}`) : say,
        }),
      )
    // With calls up a platform that does not come up is no reason to end Asterisk: it is tried for ever.
    const atAnyPrice = adopted.has('asterisk') && (await countCalls()) > 0
    await step(atAnyPrice ? 'platform started' : 'platform ready', () => made.start(atAnyPrice))
    stopWatching.push(
      startWatchdog({
        process: made,
        answers: () => isLive(complete),
        onKill: () => say('The platform runs but has not answered for a while: it is killed and started again.'),
      }),
    )
    return told
  }

  const prepareDatabase = async ({ config: { databaseUrl }, environment: variables }: RunningServers): Promise<string> => {
    let told = ''
    await aloneWithDatabase(databaseUrl, async () => {
      await step('database migrated', () => migrate(databaseUrl))
      await step('database seeded', async () => {
        told = await seed(variables)
      })
    })
    return told
  }

  const restartOnce = async () => {
    if (!servers || !platform || ending) return
    say('Restarting the platform ...')
    try {
      await prepareDatabase(servers)
    } catch (error) {
      say(`${(error as Error).message}\nThe platform that runs goes on.`)
      keepRestartResult(config.dataDir, { ok: false, message: (error as Error).message })
      return
    }
    if (ending) return
    const ready = await platform.restart()
    if (ending) return
    say(ready ? 'The platform has been restarted.' : 'The platform has not become ready; it is tried again until it does.')
    keepRestartResult(config.dataDir, ready ? { ok: true, message: '' } : { ok: false, message: `see ${config.dataDir}/log/platform.log` })
  }

  const letCallsFinish = async () => {
    const access = ownAsterisk()
    if (!access) return
    const limit = config.stopLimitSeconds
    try {
      const { left } = await waitForCalls({
        access,
        limitMs: limit * 1000,
        cutShort: cut.signal,
        onCalls: (count) => say(`${calls(count)} up; ${count === 1 ? 'it has' : 'they have'} up to ${limit} s. Ctrl-C again ends at once.`),
      })
      if (left > 0) say(`${cut.signal.aborted ? 'Ending at once' : 'The limit has passed'}: ${calls(left)} cut off.`)
    } catch (error) {
      say(`Asterisk does not tell whether calls are up: ${(error as Error).message}`)
    }
  }

  const endAll = async (exitCode: number) => {
    lock.ending()
    if (!servers) await starting.catch(() => undefined)
    await letCallsFinish()
    for (const stop of stopWatching) stop()
    // A platform that is still coming up is not waited for.
    await platform?.stop()
    await starting.catch(() => undefined)
    await restarting
    if (platform) await step('platform stopped', () => platform?.stop() ?? Promise.resolve())
    if (servers) await step('servers stopped', () => servers?.stop() ?? Promise.resolve())
    lock.release()
    process.exit(exitCode)
  }

  return {
    start: () => {
      starting = start()
      return starting
    },
    restartPlatform() {
      restartAgain = true
      restarting ??= (async () => {
        await starting.catch(() => undefined)
        while (restartAgain && !ending) {
          restartAgain = false
          await restartOnce()
        }
        restarting = undefined
      })()
    },
    end(why) {
      if (ending) return
      say(why)
      ending = endAll(0)
    },
    leave(why) {
      if (ending) return
      ending = (async () => {
        say(why)
        const up = await countCalls()
        if (up === 0) return endAll(1)
        say(`${calls(up)} up: the servers are left running for ${up === 1 ? 'it' : 'them'}. npm start takes them over.`)
        lock.release()
        process.exit(1)
      })()
    },
    endAtOnce: () => cut.abort(),
    isEnding: () => ending !== undefined,
  }
}

function tellCrashes(child: ManagedProcess): void {
  child.onCrash(({ how, lastLines, pauseMs }) =>
    say(`${child.name} ended unexpectedly (${how}) and is started again in ${(pauseMs / 1000).toFixed(1)} s. Its last lines:\n${lastLines}`),
  )
}
