// Calls that talk while something fails: each side has its own tone, and all that each side heard is measured.
import { longestGap } from '../audio/continuity.ts'
import { dial, type SipCaller } from '../sip/caller.ts'
import type { PhoneCall } from '../sip/phone.ts'
import { callerHz, type Operator } from './operators.ts'

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

/** Where somebody did not hear the other side's tone for longer than `allowedMs` between two moments. */
export function interruptions(calls: readonly TalkingCall[], fromMs: number, toMs: number, allowedMs = 150): Interruption[] {
  return calls.flatMap(({ callId, caller, leg, operator, callerHz }) => {
    const heard = { caller: [caller.receivedBetween(fromMs, toMs), operator.toneHz], operator: [leg.receivedBetween(fromMs, toMs), callerHz] } as const
    return (['caller', 'operator'] as const).flatMap((side) => {
      const gap = longestGap(heard[side][0], heard[side][1])
      return gap.ms > allowedMs ? [{ callId, side, at: fromMs + gap.atMs, ms: gap.ms }] : []
    })
  })
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
