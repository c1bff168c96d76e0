// Takes in the calls the dialplan served while no controller was there: reads its notes in AstDB, writes each finished
// call into the journal once, and only then erases the notes.
import type { Ami } from '../platform/asterisk/ami.ts'
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logging/logger.ts'
import { readNotes } from './fallback-notes.ts'
import { endOf, type FallbackCall, type FallbackEntry, type FallbackFile, fallbackCall, filesOf, talkingAgent } from './fallback-rules.ts'
import type { Journal } from './journal.ts'
import { dropRecording, type MeasuredRecording, measureRecording, saysNothing } from './recordings.ts'

/** The journal's body of one call. */
export interface FallbackRecord {
  serverId: string
  call: FallbackCall
  /** The controller had this call before it died and has noted its end itself. */
  closed: boolean
  recordings: (FallbackFile & MeasuredRecording)[]
}

export interface FallbackCalls {
  start(): void
  stop(): void
  /** Reads the notes now; resolves when what is finished is in the journal. */
  look(): Promise<void>
}

interface Deps {
  ami: Pick<Ami, 'action' | 'list' | 'onConnected' | 'onEvent' | 'connected'>
  journal: Journal
  clock: Clock
  logger: Logger
  recordingDir: string
  serverId: string
  isAgent: (agentId: string) => boolean
  /** A conversation under the dialplan goes on (again told at each look), or is over. */
  onTalk: (agentId: string, callId: string, talking: boolean) => void
  /** Do calls and Asterisk agree? Before that nobody knows which calls the controller still has. */
  inStep: () => boolean
  /** All notes were read, and who talks under the dialplan was told. */
  onRead: () => void
  /** A call the controller had has ended under the dialplan; true when the controller itself takes note of it. */
  onKnownEnded: (call: FallbackCall) => boolean
}

const EVERY_MS = 3000
/** Recordings are closed a moment after their channel: a call is taken in so long after its end. */
const SETTLED_MS = 1000

/** Makes the reader; it asks nothing before `start()`. */
export function createFallbackCalls(deps: Deps): FallbackCalls {
  const { ami, clock, logger } = deps
  const talking = new Map<string, string>()
  /** Calls whose channel was missing at the last look: a single look may fall between the two lists. */
  let missing = new Set<string>()
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  let started = false

  const tellTalks = (entries: Map<string, FallbackEntry>) => {
    for (const [callId, agentId] of talking) {
      const entry = entries.get(callId)
      if (entry && talkingAgent(entry) === agentId) continue
      talking.delete(callId)
      deps.onTalk(agentId, callId, false)
    }
    for (const [callId, entry] of entries) {
      const agentId = talkingAgent(entry)
      if (!agentId) continue
      talking.set(callId, agentId)
      deps.onTalk(agentId, callId, true)
    }
  }
  const read = async () => {
    const entries = await readNotes(ami)
    const open = [...entries].filter(([, entry]) => endOf(entry) === null)
    const gone = new Set<string>()
    if (open.length > 0) {
      const channels = new Set((await ami.list({ action: 'CoreShowChannels' })).map((row) => row['uniqueid']))
      for (const [callId, entry] of open) if (!channels.has(entry['channel'])) gone.add(callId)
    }
    for (const [callId, entry] of entries) {
      const ended = endOf(entry)
      // An end in the future was noted before the clock was set back.
      const over = ended === null ? gone.has(callId) && missing.has(callId) : Math.abs(clock.now().getTime() - ended) >= SETTLED_MS
      if (!over || !(await take(callId, entry))) continue
      entries.delete(callId)
    }
    missing = gone
    tellTalks(entries)
    deps.onRead()
  }
  /** False when it is too early to close it: it is taken next time. */
  const take = async (callId: string, entry: FallbackEntry): Promise<boolean> => {
    const now = clock.now().getTime()
    const measured = new Map<string, FallbackFile & MeasuredRecording>()
    const empty: string[] = []
    for (const file of filesOf(entry)) {
      const found = await measureRecording(deps.recordingDir, file.path).catch(() => null)
      if (found && file.kind === 'voicemail' && (await saysNothing(deps.recordingDir, file.path))) empty.push(file.path)
      else if (found) measured.set(file.id, { ...file, ...found })
      else logger.error('recording of the fallback not found', { callId, recordingId: file.id })
    }
    const call = fallbackCall(callId, entry, now, new Map([...measured].map(([id, { durationMs }]) => [id, durationMs])))
    // A name Asterisk kept from another database would be refused there for ever.
    if (call.agentId && !deps.isAgent(call.agentId)) call.agentId = null
    // Its notes are what tells a controller that comes back that the call went on without it (reconcile.ts).
    if (call.waited && !call.taken && !deps.inStep()) return false
    const closed = call.waited && !call.taken && deps.onKnownEnded(call)
    const record: FallbackRecord = { serverId: deps.serverId, call, closed, recordings: [...measured.values()] }
    deps.journal.append('fallback', callId, now, record)
    // The recording of the whole call holds the silence too.
    for (const name of empty)
      await dropRecording(deps.recordingDir, name).catch((error: Error) => logger.warn('empty message not removed', { callId, reason: error.message }))
    await ami.action({ action: 'DBDelTree', family: 'fallback', key: callId })
    logger.info('call of the fallback taken in', { callId, outcome: call.outcome, taken: call.taken })
    return true
  }
  const look = (): Promise<void> => {
    running ??= read()
      .catch(
        (error: unknown) =>
          void logger.warn('notes of the fallback not read', { reason: error instanceof Error ? error.message.slice(0, 200) : String(error) }),
      )
      .finally(() => {
        running = null
      })
    return running
  }
  const loop = async () => {
    if (ami.connected()) await look()
    if (started) timer = setTimeout(() => void loop(), EVERY_MS)
  }
  ami.onConnected(() => (started ? look() : undefined))
  ami.onEvent('UserEvent', (event) => {
    if (!started || event['userevent'] !== 'FallbackEnded') return
    // The talk is over at once, the call is taken in when its files are whole.
    void look()
    setTimeout(() => void (started && look()), SETTLED_MS + 100).unref()
  })
  return {
    start() {
      if (started) return
      started = true
      void loop()
    },
    stop() {
      started = false
      clearTimeout(timer)
    },
    look,
  }
}
