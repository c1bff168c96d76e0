// What the dialplan noted about a call it served alone (dialplan/fallback.conf), read back as a call. Pure.
import { toE164 } from '../contract/phone-number.ts'
import type { CallbackReason, CallOutcome } from '../contract/values.ts'
import { callerNumberText, callerText } from './caller-text-rules.ts'

/** The notes of one call: field name to text. */
export type FallbackEntry = Readonly<Record<string, string>>

/** A file of the call before it is measured; `path` below the recordings folder, without ending. */
export interface FallbackFile {
  id: string
  kind: 'call' | 'voicemail'
  path: string
  startedAt: number
}

/** A call as the notes tell it. All times are ms since the epoch. */
export interface FallbackCall {
  callId: string
  ticketId: string
  channelId: string
  callerNumber: string | null
  callerRaw: string
  callerDisplay: string
  hotlineNumber: string
  arrivedAt: number
  queuedAt: number | null
  answeredAt: number | null
  endedAt: number
  agentId: string | null
  talkMs: number
  outcome: CallOutcome
  /** The controller had this call before it died. */
  waited: boolean
  /** The controller sent him to leave a message; it was there all the time. */
  sent: boolean
  /** The controller took the call back, and has its end: only the recordings are news. */
  taken: boolean
  files: FallbackFile[]
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A message shorter than this says nothing. */
const LEAST_MESSAGE_MS = 1000

/** The entries in the rows of AMI's DBGetTree, by call id. */
export function entriesOf(rows: readonly { key: string; value: string }[]): Map<string, FallbackEntry> {
  const entries = new Map<string, Record<string, string>>()
  for (const { key, value } of rows) {
    const [family, callId = '', field = ''] = key.replace(/^\//, '').split('/')
    if (family !== 'fallback' || !UUID.test(callId) || field === '') continue
    const entry = entries.get(callId) ?? {}
    entry[field] = value
    entries.set(callId, entry)
  }
  return entries
}

/** The agent who talks in this call now, or null. */
export function talkingAgent(entry: FallbackEntry): string | null {
  const agent = entry['agent'] ?? ''
  return time(entry, 'answeredAt') !== null && time(entry, 'endedAt') === null && UUID.test(agent) ? agent : null
}

/** When the dialplan saw the end; null: it has not. */
export const endOf = (entry: FallbackEntry): number | null => time(entry, 'endedAt')

/** The files the notes name. */
export function filesOf(entry: FallbackEntry): FallbackFile[] {
  return [file(entry, 'call', 'recording', 'recordingAt'), file(entry, 'voicemail', 'message', 'messageAt')].filter((found) => found !== null)
}

/**
 * The finished call. `goneAt` is when its channel was found gone without an end in the notes: Asterisk died. `lengths`
 * are the measured files, ms by id; a file that is not there is absent.
 */
export function fallbackCall(callId: string, entry: FallbackEntry, goneAt: number, lengths: ReadonlyMap<string, number>): FallbackCall {
  const arrivedAt = time(entry, 'arrivedAt') ?? goneAt
  /** Nothing of a call comes before its arrival. */
  const since = (field: string) => {
    const at = time(entry, field)
    return at === null ? null : Math.max(at, arrivedAt)
  }
  const answeredAt = since('answeredAt')
  const files = filesOf(entry)
  const seenEnd = time(entry, 'endedAt')
  // A call nobody saw the end of lasted at least as long as its recording.
  const recorded = files.map(({ id, startedAt }) => startedAt + (lengths.get(id) ?? 0))
  const endedAt = Math.max(seenEnd ?? Math.min(goneAt, Math.max(arrivedAt, ...recorded, answeredAt ?? 0)), arrivedAt)
  const agent = entry['agent'] ?? ''
  const raw = callerNumberText(entry['number'] ?? '')
  const message = files.find(({ kind }) => kind === 'voicemail')
  const ticket = entry['ticket'] ?? ''
  return {
    callId,
    ticketId: UUID.test(ticket) ? ticket : callId,
    channelId: entry['channel'] ?? '',
    callerNumber: toE164(raw),
    callerRaw: raw,
    callerDisplay: callerText(entry['display'] ?? ''),
    hotlineNumber: callerText(entry['exten'] ?? ''),
    arrivedAt,
    queuedAt: since('queuedAt'),
    answeredAt,
    endedAt,
    agentId: UUID.test(agent) ? agent : null,
    talkMs: answeredAt === null ? 0 : Math.max(0, endedAt - answeredAt),
    outcome: outcomeOf(entry, {
      interrupted: seenEnd === null,
      answered: answeredAt !== null,
      hasMessage: message !== undefined && (lengths.get(message.id) ?? 0) >= LEAST_MESSAGE_MS,
    }),
    waited: entry['waiting'] !== undefined,
    sent: entry['sent'] === '1',
    taken: entry['taken'] === '1',
    files: files.filter(({ id }) => lengths.has(id)),
  }
}

function outcomeOf(entry: FallbackEntry, call: { interrupted: boolean; answered: boolean; hasMessage: boolean }): CallOutcome {
  if (entry['turnedAway'] === '1') return 'turned-away'
  if (call.hasMessage) return 'voicemail'
  if (call.interrupted) return 'interrupted'
  if (call.answered) return 'answered'
  return entry['closed'] === '1' ? 'out-of-hours' : 'abandoned'
}

/** Why this caller must be called back, or null. */
export function callbackReasonOf(outcome: CallOutcome): CallbackReason | null {
  if (outcome === 'abandoned') return 'missed'
  if (outcome === 'voicemail' || outcome === 'interrupted' || outcome === 'turned-away') return outcome
  return null
}

/** Nobody spoke to these callers and they left no word: there is nothing to write a ticket about. */
export const opensTicket = (outcome: CallOutcome): boolean => outcome !== 'turned-away' && outcome !== 'out-of-hours'

function time(entry: FallbackEntry, field: string): number | null {
  const value = Number(entry[field] ?? '')
  return Number.isFinite(value) && value > 0 ? value : null
}

function file(entry: FallbackEntry, kind: FallbackFile['kind'], name: string, at: string): FallbackFile | null {
  const found = entry[name] ?? ''
  const id = found.split('/')[1] ?? ''
  const startedAt = time(entry, at)
  // The name becomes a path: nothing but a day and an id.
  if (!/^\d{4}-\d\d-\d\d\/[0-9a-f-]{36}$/.test(found) || !UUID.test(id) || startedAt === null) return null
  return { id, kind, path: found, startedAt }
}
