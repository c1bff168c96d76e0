// Calls that talk while something fails: each side has its own tone, and all that each side heard is measured.
import { type Gap, gapsOf } from '../audio/continuity.ts'
import { dial, type SipCaller } from '../sip/caller.ts'
import type { PhoneCall } from '../sip/phone.ts'
import { callerHz, type Operator } from './operators.ts'
import { stalledMs } from './own-stalls.ts'

export interface TalkingCall {
  operator: Operator
  caller: SipCaller
  leg: PhoneCall
  callerHz: number
  number: string
  callId: string
  ticketId: string
  /** When Asterisk answered the caller: the recording begins then. */
  answeredAt: number
  /** From when on both sides are known to hear each other. */
  talkingFrom: number
}

/** Whatever drops or reconnects a call is heard for longer; a few packets may be late on a busy machine. */
export const allowedGapMs = 240

let dialled = 0

/** A number nobody else in this run calls from. */
export const nextNumber = (): string => `090000${1000 + dialled++}`

/** Makes every operator ready, lets as many callers dial, answers, and resolves when all hear each other. */
export async function startTalking(sipPort: number, operators: readonly Operator[]): Promise<TalkingCall[]> {
  const marks = operators.map(({ desk }) => desk.mark)
  await Promise.all(operators.map(({ desk }) => desk.send('agent:ready', {})))
  const callers = new Map<string, Dialled>()
  for (const n of operators.keys()) callers.set(...(await dialIn(sipPort, callerHz(n))))
  return Promise.all(operators.map((operator, n) => answerNext(operator, marks[n] ?? 0, callers)))
}

/** One more caller; gives his number as the platform shows it. */
export async function dialIn(sipPort: number, hz: number): Promise<[number: string, dialled: Dialled]> {
  const from = nextNumber()
  return [`+84${from.slice(1)}`, { caller: await dial({ sipPort, from, toneHz: hz }), hz }]
}

export interface Dialled {
  caller: SipCaller
  hz: number
}

/** Answers the next call at this operator's telephone (told after `mark`) and waits until both sides hear each other. */
export async function answerNext(operator: Operator, mark: number, callers: ReadonlyMap<string, Dialled>): Promise<TalkingCall> {
  const [leg, pop] = await Promise.all([operator.phone.incoming(), operator.desk.wait('call:pop', () => true, 15_000, mark)])
  const number = pop.call.callerNumber ?? ''
  const found = callers.get(number)
  if (!found) throw new Error(`nobody of this test called from ${number}`)
  leg.answer()
  await Promise.all([found.caller.received.tone(operator.toneHz), leg.received.tone(found.hz)])
  return {
    operator,
    caller: found.caller,
    leg,
    callerHz: found.hz,
    number,
    callId: pop.call.callId,
    ticketId: pop.draft.ticketId,
    answeredAt: await found.caller.answered,
    talkingFrom: Date.now(),
  }
}

export interface Interruption {
  callId: string
  side: 'caller' | 'operator'
  /** When it began, and how long the tone was away. */
  at: number
  ms: number
}

/** Where somebody did not hear the other side's tone for longer than allowed between two moments. */
export async function interruptions(calls: readonly TalkingCall[], fromMs: number, toMs: number): Promise<Interruption[]> {
  const found: Interruption[] = []
  for (const { callId, caller, leg, operator, callerHz } of calls) {
    const heard = [
      ['caller', caller.receivedBetween(fromMs, toMs), operator.toneHz],
      ['operator', leg.receivedBetween(fromMs, toMs), callerHz],
    ] as const
    for (const [side, samples, hz] of heard) {
      for (const { atMs, ms } of unexcused(gapsOf(samples, hz), fromMs)) found.push({ callId, side, at: fromMs + atMs, ms })
      // The telephones of this process must go on sending while it looks back.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return found
}

/** Gaps that are too long, those left out for which this process stood still itself. `from` is the wall clock at their 0. */
export function unexcused(gaps: readonly Gap[], from: number): Gap[] {
  return gaps.filter(({ atMs, ms }) => ms > allowedGapMs && ms - stalledMs(from + atMs, from + atMs + ms) > allowedGapMs)
}

/** Resolves when this much more of talk has been heard by every side. */
export async function talkOn(calls: readonly TalkingCall[], ms: number): Promise<void> {
  await Promise.all(calls.flatMap(({ caller, leg }) => [caller.received.next(ms), leg.received.next(ms)]))
}

/** Ends the calls in the three ways there are, one after the other; gives when each caller's line was down. */
export async function hangUp(calls: readonly TalkingCall[]): Promise<Map<string, number>> {
  const ends = await Promise.all(
    calls.map(async ({ callId, caller, leg, operator }, n) => {
      if (n % 3 === 0) await caller.hangup()
      else if (n % 3 === 1) await leg.hangup()
      else await operator.desk.send('call:hangup', { callId })
      const [end] = await Promise.all([caller.ended, leg.ended])
      return [callId, end.at] as const
    }),
  )
  return new Map(ends)
}
