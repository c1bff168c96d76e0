// Where alarms come from: each server and folder the platform leans on is watched by a few lines here.
import type { Alarm } from '../../contract/alarms.ts'
import type { Ami } from '../asterisk/ami.ts'
import type { Ari } from '../asterisk/ari.ts'
import { createContactHealth } from '../asterisk/contact-health.ts'
import { watchSipAttacks } from '../asterisk/sip-attack.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/client.ts'
import type { HttpBinder } from '../http/handlers.ts'
import { withinTime } from '../http/time-limit.ts'
import type { Logger } from '../logging/logger.ts'
import type { Redis } from '../redis/client.ts'
import type { Alarms } from './alarms.ts'
import { type AwayAlarm, createAwayAlarm } from './away-alarm.ts'
import { type RecordingWatch, watchRecordings } from './recording-watch.ts'
import { createServerAlarms } from './server-alarms.ts'

/** One Asterisk, as far as it is watched. */
interface WatchedServer {
  id: string
  ari: Pick<Ari, 'onConnected' | 'onLost' | 'onEvent' | 'connected'>
  ami: Pick<Ami, 'onConnected' | 'onLost' | 'onEvent' | 'connected' | 'list'>
}

interface Deps {
  alarms: Alarms
  servers: readonly WatchedServer[]
  redis: Pick<Redis, 'ping'>
  db: Pick<Database, '$queryRaw'>
  clock: Clock
  logger: Logger
  recordingDir: string
  recordingReserveBytes: number
}

export interface AlarmSources {
  recordings: RecordingWatch
  /** To be called before the connections are started; a process that only stands by watches nothing. */
  start(): void
  stop(): void
}

const awayMs = 5000
const lookMs = 2000

/** Makes all watches. */
export function createAlarmSources(deps: Deps): AlarmSources {
  const { alarms, redis } = deps
  const cache = createAwayAlarm(alarms, 'redis-away', awayMs)
  const database = createAwayAlarm(alarms, 'database-away', awayMs)
  const recordings = watchRecordings({ alarms, folder: deps.recordingDir, reserveBytes: deps.recordingReserveBytes })
  let isOn = false
  const timers = new Set<NodeJS.Timeout>()

  /** Asked again and again: a server that hangs tells no loss, and on a quiet night nobody else asks it for anything. */
  const lookAt = async (alarm: AwayAlarm, name: string, ask: () => Promise<unknown>) => {
    const answers = await withinTime(ask(), lookMs, name).then(
      () => true,
      () => false,
    )
    if (!isOn) return
    if (answers) alarm.back()
    else alarm.away()
    const timer = setTimeout(() => {
      timers.delete(timer)
      void lookAt(alarm, name, ask)
    }, lookMs).unref()
    timers.add(timer)
  }

  const voiceOf = createServerAlarms(
    alarms,
    deps.servers.map(({ id }) => id),
  )
  const servers = deps.servers.map((server) => watchServer(server, { ...deps, alarms: voiceOf(server.id) }, recordings, () => isOn))
  return {
    recordings,
    start() {
      isOn = true
      for (const server of servers) server.start()
      recordings.start()
      void lookAt(database, 'database', async () => deps.db.$queryRaw`SELECT 1`)
      void lookAt(cache, 'redis', async () => redis.ping())
    },
    stop() {
      isOn = false
      for (const timer of timers) clearTimeout(timer)
      for (const part of [...servers, cache, database, recordings]) part.stop()
    },
  }
}

/** All watches of one server; `alarms` is its own voice. */
function watchServer(
  { ari, ami }: WatchedServer,
  { alarms, clock, logger }: Pick<Deps, 'clock' | 'logger'> & { alarms: Pick<Alarms, 'raise' | 'clear'> },
  recordings: RecordingWatch,
  isOn: () => boolean,
): { start(): void; stop(): void } {
  const asterisk = createAwayAlarm(alarms, 'asterisk-away', awayMs)
  const manager = createAwayAlarm(alarms, 'manager-away', awayMs)
  const contacts = createContactHealth({ ami, alarms, logger })
  const attacks = watchSipAttacks({ ami, alarms, clock, logger })
  ari.onConnected(() => asterisk.back())
  ari.onLost(() => isOn() && asterisk.away())
  ari.onEvent((event) => {
    if (event.type === 'RecordingFailed') recordings.failed()
    else if (event.type === 'RecordingFinished') recordings.succeeded()
  })
  ami.onConnected(() => manager.back())
  ami.onLost(() => isOn() && manager.away())
  return {
    start() {
      // What was never reached tells no loss.
      if (!ari.connected()) asterisk.away()
      if (!ami.connected()) manager.away()
      contacts.start()
      attacks.start()
    },
    stop() {
      for (const part of [asterisk, manager, contacts, attacks]) part.stop()
    },
  }
}

/** Binds GET /api/alarms to whoever knows them. */
export function bindAlarms(http: HttpBinder, open: () => Promise<Alarm[]>): void {
  http.handle('alarms', open)
}

/** Tells the desks of every change. */
export function tellAlarms(wire: { toDesks(event: 'alarms:changed', body: Alarm[]): void }, alarms: Pick<Alarms, 'onChange'>): void {
  alarms.onChange((open) => wire.toDesks('alarms:changed', open))
}
