// Starts whichever of PostgreSQL, Redis and Asterisk the settings leave to us, and says where all of them are.
import fs from 'node:fs'
import type { Config } from '../config.ts'
import { embeddedAsterisk } from './asterisk.ts'
import { callsUp } from './calls-up.ts'
import { openRuntime } from './debian-runtime.ts'
import type { ManagedProcess } from './managed-process.ts'
import { opusEncoder } from './opus-encoder.ts'
import { embeddedPostgres } from './postgres.ts'
import { layOutPrompts } from './prompts.ts'
import { embeddedRedis } from './redis.ts'
import { loadSecrets } from './secrets.ts'
import { calls } from './steps.ts'
import { runtimeVoice } from './voice.ts'

export type ServerName = 'postgres' | 'redis' | 'asterisk'

export interface RunningServers {
  /** The settings with every URL and password filled in. */
  config: Config
  /** The same as variables, for the platform's own process. */
  environment: Record<string, string>
  /** The embedded servers; one that is given by its URL is not among them. */
  processes: Partial<Record<ServerName, ManagedProcess>>
  /** Ends them in order: Asterisk, Redis, PostgreSQL. */
  stop(): Promise<void>
}

/** Called when a server is ready, with how it came about and how long it took. */
export type ServerListener = (name: ServerName, how: 'adopted' | 'started', milliseconds: number) => void

/** Starts what is missing, all at once; when one fails, those already started are ended again. */
export async function startServers(given: Config, onReady: ServerListener = () => undefined): Promise<RunningServers> {
  fs.mkdirSync(given.dataDir, { recursive: true, mode: 0o700 })
  const secrets = loadSecrets(given.dataDir)
  const config: Config = {
    ...given,
    voice: given.voice ?? runtimeVoice(given.runtimeDir),
    sessionSecret: given.sessionSecret || secrets.sessionSecret,
    asterisk: { ...given.asterisk, ariPassword: given.asterisk.ariPassword || secrets.ariPassword },
    ami: { ...given.ami, password: given.ami.password || secrets.amiPassword },
  }
  if (config.roles.includes('controller')) layOutPrompts(config.asterisk.promptsDir)
  const processes: RunningServers['processes'] = {}
  const adopted = new Set<ServerName>()
  const runtime = () => openRuntime(config.runtimeDir)
  const bring = async (
    name: ServerName,
    plan: () => Promise<{ process: ManagedProcess; url: string; createDatabase?: () => Promise<void> }>,
  ): Promise<string> => {
    const began = performance.now()
    const server = await plan()
    processes[name] = server.process
    const how = await server.process.start()
    if (how === 'adopted') adopted.add(name)
    await server.createDatabase?.()
    onReady(name, how, performance.now() - began)
    return server.url
  }
  const stop = async () => {
    for (const name of ['asterisk', 'redis', 'postgres'] as const) await processes[name]?.stop()
  }
  const jobs = [
    config.databaseUrl || bring('postgres', () => embeddedPostgres(config.dataDir, secrets.postgresPassword)),
    config.redisUrl || bring('redis', () => embeddedRedis(config.dataDir, secrets.redisPassword, runtime())),
    // Where another process controls the calls, Asterisk is that one's; where all servers have addresses, none is ours.
    config.asterisk.ariUrl ||
      (config.roles.includes('controller') && config.asterisk.servers.some(({ isOwn }) => isOwn)
        ? bring('asterisk', () => embeddedAsterisk(config, runtime()))
        : ''),
  ]
  const outcomes = await Promise.allSettled(jobs)
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason as Error)
  if (failures.length > 0) {
    const messages = failures.map((failure) => failure.message)
    // Who talks is not cut off because something else does not start.
    const up = adopted.has('asterisk') ? await callsUp(config.ami).catch(() => 0) : 0
    if (up > 0) {
      for (const name of ['redis', 'postgres'] as const) if (!adopted.has(name)) await processes[name]?.stop()
      throw new Error([...messages, `${calls(up)} up: Asterisk is left running. npm start takes it over.`].join('\n'))
    }
    await stop()
    throw new Error(messages.join('\n'))
  }
  const [databaseUrl = '', redisUrl = '', ariUrl = ''] = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : ''))
  const complete: Config = { ...config, databaseUrl, redisUrl, asterisk: { ...config.asterisk, ariUrl } }
  return { config: complete, environment: environmentOf(complete), processes, stop }
}

/** Settings the launcher decided, as the variables that src/config.ts reads. */
function environmentOf(config: Config): Record<string, string> {
  return {
    DATA_DIR: config.dataDir,
    RECORDING_DIR: config.recordingDir,
    ATTACHMENT_DIR: config.attachmentDir,
    PROMPTS_DIR: config.asterisk.promptsDir,
    ...(config.voice ? { VOICE_COMMAND: JSON.stringify([config.voice.command, ...config.voice.args]) } : {}),
    HISTORY_DIR: config.historyDir,
    OPUSENC: opusEncoder(config),
    SESSION_SECRET: config.sessionSecret,
    DATABASE_URL: config.databaseUrl,
    REDIS_URL: config.redisUrl,
    ARI_URL: config.asterisk.ariUrl,
    ARI_USERNAME: config.asterisk.ariUsername,
    ARI_PASSWORD: config.asterisk.ariPassword,
    AMI_HOST: config.ami.host,
    AMI_PORT: String(config.ami.port),
    AMI_USERNAME: config.ami.username,
    AMI_PASSWORD: config.ami.password,
  }
}
