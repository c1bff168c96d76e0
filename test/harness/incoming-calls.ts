// Callers who keep coming in while something is away: whoever's telephone rings answers, they talk, the caller hangs up.
import type { PhoneCall } from '../sip/phone.ts'
import { callerHz, type Operator } from './operators.ts'
import { type Dialled, dialIn } from './talking-calls.ts'

const TALK_MS = 1500

export interface ServedCall {
  number: string
  operator: Operator
  callerHz: number
  dialledAt: number
  /** When Asterisk answered the caller. */
  answeredAt: number
  rangAt: number
  talkingFrom: number
  endedAt: number
}

/** Rounds of as many callers as there are operators, until `keepOn` says no. `popped` may wait for the page at each ring. */
export async function serveCallers(
  sipPort: number,
  operators: readonly Operator[],
  keepOn: () => boolean,
  popped: (operator: Operator, number: string) => Promise<unknown> = async () => undefined,
): Promise<ServedCall[]> {
  const served: ServedCall[] = []
  while (keepOn()) {
    const dialledAt = Date.now()
    const callers = new Map<string, Dialled>()
    for (const n of operators.keys()) callers.set(...(await dialIn(sipPort, callerHz(10 + n))))
    served.push(...(await Promise.all(operators.map((operator) => serveNext(operator, callers, dialledAt, popped)))))
  }
  return served
}

async function serveNext(
  operator: Operator,
  callers: ReadonlyMap<string, Dialled>,
  dialledAt: number,
  popped: (operator: Operator, number: string) => Promise<unknown>,
): Promise<ServedCall> {
  for (;;) {
    const leg = await operator.phone.incoming()
    const rangAt = Date.now()
    const number = numberOf(leg)
    const dialled = callers.get(number)
    if (!dialled) throw new Error(`nobody of this test called from ${number}`)
    await popped(operator, number)
    // Several telephones may ring for one caller; only one of them gets him.
    if (!answers(leg)) continue
    await Promise.all([dialled.caller.received.tone(operator.toneHz), leg.received.tone(dialled.hz)])
    const talkingFrom = Date.now()
    await dialled.caller.received.next(TALK_MS)
    await dialled.caller.hangup()
    const [end] = await Promise.all([dialled.caller.ended, leg.ended])
    return { number, operator, callerHz: dialled.hz, dialledAt, answeredAt: await dialled.caller.answered, rangAt, talkingFrom, endedAt: end.at }
  }
}

function answers(leg: PhoneCall): boolean {
  try {
    leg.answer()
    return true
  } catch {
    return false
  }
}

/** The number a telephone would show, as the platform writes it. */
function numberOf(leg: PhoneCall): string {
  const user = /sip:([^@;>]+)@/.exec(leg.from)?.[1] ?? ''
  return decodeURIComponent(user).replace(/^0/, '+84')
}
