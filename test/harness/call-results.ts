// What is left of a call when it is over, asked for as an operator would: its ticket, its end, its recording.
import { expect } from 'vitest'
import { recordingName } from '../../src/calls/state.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { longestGap } from '../audio/continuity.ts'
import { findTone } from '../audio/tones.ts'
import { decodeWav, durationMs } from '../audio/wav.ts'
import type { HttpClient } from './desk-client.ts'
import type { TalkingCall } from './talking-calls.ts'
import { waitUntil } from './wait.ts'

type CallOfTicket = Ticket['calls'][number]

/** The names in Asterisk of the recordings of calls that are up, as soon as they are on record. */
export function recordingNames(calls: readonly TalkingCall[]): Promise<string[]> {
  return Promise.all(
    calls.map(({ operator, callId, ticketId }) =>
      waitUntil(
        async () => {
          const answer = await operator.desk.request<Ticket>('GET', `/api/tickets/${ticketId}`)
          const call = answer.status === 200 ? answer.body.calls.find(({ id }) => id === callId) : undefined
          return call?.recording ? recordingName(call.recording.id, Date.parse(call.arrivedAt)) : null
        },
        10_000,
        () => `the recording of ${callId} is not on record`,
      ),
    ),
  )
}

/** The call as the ticket's page shows it, once it has its end and its recording is measured. */
export async function finishedCall(reader: HttpClient, call: { callId: string; ticketId: string }, limitMs = 15_000): Promise<CallOfTicket> {
  let last: unknown
  return waitUntil(
    async () => {
      const answer = await reader.request<Ticket>('GET', `/api/tickets/${call.ticketId}`)
      const found = answer.status === 200 ? answer.body.calls.find(({ id }) => id === call.callId) : undefined
      last = found ?? answer
      return found?.endedAt && found.recording?.durationMs != null ? found : null
    },
    limitMs,
    () => `call ${call.callId} did not get its end and recording: ${JSON.stringify(last)}`,
  )
}

/** The recording as the player gets it. */
export async function recordingOf(reader: HttpClient, call: CallOfTicket) {
  const answer = await fetch(reader.baseUrl + (call.recording?.url ?? ''), { headers: { cookie: reader.cookie } })
  if (answer.status !== 200) throw new Error(`recording: ${answer.status}`)
  return decodeWav(Buffer.from(await answer.arrayBuffer()))
}

/** Answered, with its ticket, and recorded whole: as long as the call, both voices in it from the first to the last moment of the talk. */
export async function expectWhole(reader: HttpClient, call: TalkingCall, endedAt: number, allowedMs = 150): Promise<void> {
  const result = await finishedCall(reader, call)
  expect(result.outcome, `outcome of ${call.callId}`).toBe('answered')
  const wav = await recordingOf(reader, result)
  const length = endedAt - call.answeredAt
  const heardAt = findTone(wav.samples, call.operator.toneHz, wav.rate).find(({ level }) => level > 0.1)?.atMs
  expect(
    Math.abs(durationMs(wav) - length),
    `recorded ${durationMs(wav)} ms of a call of ${length} ms, the operator from ${heardAt} instead of about ${call.talkingFrom - call.answeredAt} ms on`,
  ).toBeLessThan(allowedMs)
  expect(Math.abs((result.recording?.durationMs ?? 0) - durationMs(wav)), 'length on record').toBeLessThan(2)
  const talk = wav.samples.subarray(((call.talkingFrom + 200 - call.answeredAt) * wav.rate) / 1000, ((length - 300) * wav.rate) / 1000)
  for (const hz of [call.callerHz, call.operator.toneHz]) {
    const gap = longestGap(talk, hz, wav.rate, 0.1)
    expect(gap.ms, `${hz} Hz away from the recording at ${gap.atMs} ms`).toBeLessThanOrEqual(150)
  }
}
