// Writes steps of calls into PostgreSQL: the calls' rows, the events, the recordings, each kind with one statement however
// many steps there are, so that the telephones keep the processor. Each write may be repeated, and an older step never
// overwrites a newer one.
import type { Transaction } from '../platform/database/client.ts'
import { type NewCallback, openCallback, settleCallbacks } from './callbacks-writer.ts'
import type { CallStepRecord } from './controller.ts'
import type { JournalRecord } from './journal.ts'
import { calledAgain, type MissedDrafts, oneDraftPerDay } from './missed-calls.ts'
import { answersAgain, owedFor } from './missed-rules.ts'
import { writeMonitorings } from './monitor-writer.ts'
import { writePauses, writeSegments } from './recording-writer.ts'
import { type CallState, recordingName } from './state.ts'

const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
const bodyOf = (record: JournalRecord): CallStepRecord => record.body as CallStepRecord

/** The draft of a call is opened by its first step. */
export const opensDraft = (record: JournalRecord): boolean => record.kind === 'call' && bodyOf(record).effects.some((effect) => effect.type === 'open-draft')

/** What is done about missed calls. `shortMs`: who gave up sooner had not begun to wait. */
export interface MissedCalls {
  shortMs: number
  drafts: MissedDrafts
}

/** Writes steps in the order of the journal; answers whether the list of call-back tasks is another now. */
export async function writeCallSteps(tx: Transaction, records: readonly JournalRecord[], missed: MissedCalls): Promise<boolean> {
  if (records.length === 0) return false
  const withDraft = new Set(records.filter(opensDraft).map((record) => record.subject))
  // Of each call the newest step holds all that its row says.
  const newest = [...new Map(records.map((record) => [record.subject, bodyOf(record)])).values()]
  await writeRows(tx, newest, withDraft)
  await writeEvents(tx, records)
  await writeMonitorings(tx, records)
  const states = newest.map((body) => body.state)
  await writeRecordings(tx, states)
  await writePauses(tx, states)
  await writeSegments(tx, records)
  let opened = false
  for (const record of records) opened = (await writeCallback(tx, record, missed)) || opened
  return opened
}

async function writeRows(tx: Transaction, steps: readonly CallStepRecord[], withDraft: ReadonlySet<string>): Promise<void> {
  const rows = steps.map(({ seq, state }) => ({
    id: state.callId,
    server_id: state.serverId,
    channel_id: state.channelId,
    caller_number: state.callerNumber,
    caller_raw: state.callerRaw,
    caller_display: state.callerDisplay,
    hotline_number: state.hotlineNumber,
    arrived_at: time(state.arrivedAt),
    // One that is not there (yet) is left out below.
    ticket_id: withDraft.has(state.callId) || state.aboutTicket || state.direction === 'out' ? state.ticketId : null,
    direction: state.direction ?? 'in',
    callback_id: state.callbackId ?? null,
    booking_of: state.booking?.of ?? null,
    queued_at: time(state.queuedAt),
    answered_at: time(state.firstAnsweredAt),
    ended_at: time(state.endedAt),
    outcome: state.outcome,
    agent_id: state.lastAgentId,
    talk_ms: state.talkMs,
    hold_ms: state.holdMs,
    rating_asked_at: time(state.survey?.askedAt ?? null),
    rating: state.rating ?? null,
    menu_key: state.choice?.key ?? null,
    menu_label: state.choice?.label ?? null,
    skill: state.choice?.skill ?? null,
    last_seq: seq,
    state: state.phase === 'ended' ? null : state,
  }))
  await tx.$executeRaw`
    INSERT INTO call (id, server_id, channel_id, direction, caller_number, caller_raw, caller_display, hotline_number, arrived_at, ticket_id,
      callback_id, booking_of, queued_at, answered_at, ended_at, outcome, agent_id, talk_ms, hold_ms, rating_asked_at, rating, menu_key,
      menu_label, skill, last_seq, state)
    SELECT id, server_id, channel_id, direction, caller_number, caller_raw, caller_display, hotline_number, arrived_at,
      (SELECT ticket.id FROM ticket WHERE ticket.id = row.ticket_id), (SELECT task.id FROM callback_task task WHERE task.id = row.callback_id AND task.number = row.caller_number),
      booking_of, queued_at, answered_at, ended_at, outcome, agent_id, talk_ms, hold_ms, rating_asked_at, rating, menu_key, menu_label, skill,
      last_seq, state
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id uuid, server_id text, channel_id text, direction text, caller_number text,
      caller_raw text, caller_display text, hotline_number text, arrived_at timestamptz, ticket_id uuid, callback_id uuid, booking_of uuid,
      queued_at timestamptz, answered_at timestamptz, ended_at timestamptz, outcome text, agent_id uuid, talk_ms int, hold_ms int,
      rating_asked_at timestamptz, rating smallint, menu_key text, menu_label text, skill text, last_seq int, state jsonb)
    ON CONFLICT (id) DO UPDATE SET ticket_id = coalesce(call.ticket_id, excluded.ticket_id), queued_at = excluded.queued_at,
      answered_at = excluded.answered_at, ended_at = excluded.ended_at,
      outcome = excluded.outcome, agent_id = excluded.agent_id, talk_ms = excluded.talk_ms, hold_ms = excluded.hold_ms,
      rating_asked_at = excluded.rating_asked_at, rating = excluded.rating, menu_key = excluded.menu_key, menu_label = excluded.menu_label,
      skill = excluded.skill, last_seq = excluded.last_seq, state = excluded.state
    WHERE call.last_seq < excluded.last_seq`
}

async function writeEvents(tx: Transaction, records: readonly JournalRecord[]): Promise<void> {
  const rows = records.map((record) => {
    const { seq, event, effects } = bodyOf(record)
    return { call_id: record.subject, seq, at: time(record.at), type: event.type, event, effects }
  })
  await tx.$executeRaw`
    INSERT INTO call_event (call_id, seq, at, type, event, effects)
    SELECT call_id, seq, at, type, event, effects
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (call_id uuid, seq int, at timestamptz, type text, event jsonb, effects jsonb)
    ON CONFLICT DO NOTHING`
}

async function writeRecordings(tx: Transaction, states: readonly CallState[]): Promise<void> {
  const rows = states
    .filter((state) => state.recordingStartedAt !== null)
    .map((state) => ({
      id: state.recordingId,
      call_id: state.callId,
      path: `${recordingName(state.recordingId, state.arrivedAt)}.wav`,
      started_at: time(state.recordingStartedAt),
      ended_at: state.recordingMs === null ? null : time(state.endedAt),
      duration_ms: state.recordingMs,
      bytes: state.recordingBytes,
      sha256: state.recordingSha256,
    }))
  if (rows.length === 0) return
  // A measured recording is never made unmeasured by a step that came before the measuring.
  await tx.$executeRaw`
    INSERT INTO recording (id, call_id, path, started_at, ended_at, duration_ms, bytes, sha256)
    SELECT id, call_id, path, started_at, ended_at, duration_ms, bytes, sha256
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id uuid, call_id uuid, path text, started_at timestamptz,
      ended_at timestamptz, duration_ms int, bytes int, sha256 text)
    ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, duration_ms = excluded.duration_ms, bytes = excluded.bytes, sha256 = excluded.sha256
    WHERE excluded.duration_ms IS NOT NULL`
}

/** Who asked to be called back and was not reached is somebody's task now. */
async function giveUpBooking(tx: Transaction, state: CallState): Promise<boolean> {
  const row = await tx.call.findUniqueOrThrow({ where: { id: state.callId }, select: { ticketId: true } })
  return openCallback(tx, {
    callId: state.callId,
    ticketId: row.ticketId,
    number: state.callerNumber,
    reason: 'requested',
    at: new Date(state.endedAt ?? state.arrivedAt),
  })
}

/** A call cut off by an accident of ours, or given up waiting, is called back; one that comes through ends what was owed to its number. */
async function writeCallback(tx: Transaction, record: JournalRecord, { shortMs, drafts }: MissedCalls): Promise<boolean> {
  const { event, effects, state } = bodyOf(record)
  const { callId, callerNumber: number } = state
  // The list shows how often it was tried.
  const isAttempt = state.callbackId !== undefined && state.phase === 'ended' && state.firstAnsweredAt === null
  if (isAttempt) return true
  if (state.booking && state.phase === 'ended' && state.firstAnsweredAt === null && state.outcome !== 'settled') return giveUpBooking(tx, state)
  // Who was reached by a call out is owed none any more.
  if (event.type === 'citizen-answered') return settleCallbacks(tx, state, new Date(record.at))
  // Who was only being dialled has not lost anything.
  const reason = state.direction === 'out' && state.firstAnsweredAt === null ? null : owedFor(event, effects, state, shortMs)
  const again = answersAgain(effects, state)
  if (number === null || (reason === null && !again)) return false
  const { ticketId } = await tx.call.findUniqueOrThrow({ where: { id: callId }, select: { ticketId: true } })
  if (reason === null) return calledAgain(tx, drafts, { number, callId, ticketId, at: new Date(record.at) })
  const owed: NewCallback = { callId, ticketId, number, reason, at: new Date(state.endedAt ?? record.at) }
  const isOpened = await openCallback(tx, owed)
  // Who was let go at a limit has written nothing either.
  if (reason === 'missed' || reason === 'turned-away') await oneDraftPerDay(tx, drafts, owed)
  return isOpened
}
