// An operator of the soak: at each ring chance decides whether he answers, declines or lets it ring, and how it ends.
import { setTimeout as pause } from 'node:timers/promises'
import type { PhoneCall } from '../sip/phone.ts'
import type { Chance } from './chance.ts'
import { DeskClient } from './desk-client.ts'
import type { Operator } from './operators.ts'

export interface SoakDesk {
  operator: Operator
  /** Closes the page and opens it again, `awayMs` later; one after the other, however often it is asked for. */
  reopen(awayMs?: number): Promise<void>
  /** Every ring is taken down without a word, as when Asterisk is gone. */
  vanish(): void
  stop(): Promise<void>
}

/** Puts the operator to work. */
export function workAt(operator: Operator, chance: Chance): SoakDesk {
  let stopped = false
  let opening: Promise<void> = Promise.resolve()
  const state = () => operator.desk.told.findLast((told) => told.event === 'agent:state')?.body.state ?? operator.desk.snapshot?.agent.state ?? 'offline'
  const keepReady = setInterval(() => {
    if (['not-responding', 'paused', 'offline'].includes(state())) void tryTo(operator, 'agent:ready', {})
    // Hours of events would only fill the memory.
    if (operator.desk.told.length > 500) operator.desk.told.splice(0, 400)
  }, 250)
  const receive = async () => {
    for (;;) {
      const leg = await operator.phone.incoming()
      if (stopped) return
      void handle(operator, leg, chance).catch(() => undefined)
    }
  }
  void receive()
  return {
    operator,
    reopen(awayMs = 0) {
      opening = opening.then(async () => {
        operator.desk.close()
        if (awayMs > 0) await pause(awayMs)
        operator.desk = await DeskClient.reopen(operator.desk, 'tab-1')
      })
      return opening
    },
    vanish() {
      for (const call of operator.phone.calls) call.vanish()
    },
    async stop() {
      stopped = true
      clearInterval(keepReady)
      await opening
      for (const call of operator.phone.calls) await call.hangup()
      await tryTo(operator, 'wrapup:finish', {})
      await tryTo(operator, 'agent:pause', { reason: 'break' })
    },
  }
}

async function handle(operator: Operator, leg: PhoneCall, chance: Chance): Promise<void> {
  const callId = leg.inviteHeader('x-hotline-call')?.split(';')[0] ?? ''
  const decision = chance.next()
  if (decision < 0.05) return
  if (decision < 0.1) return leg.reject(486)
  if (decision < 0.15) return tryTo(operator, 'call:decline', { callId })
  await pause(chance.ms(0, 300))
  leg.answer()
  await pause(chance.ms(50, 600))
  if (chance.happens(0.2)) {
    await tryTo(operator, 'call:hold', { callId })
    await pause(chance.ms(50, 300))
    await tryTo(operator, 'call:unhold', { callId })
  }
  if (chance.happens(0.3)) await tryTo(operator, 'call:hangup', { callId })
  // The page may be away just now: the telephone always works.
  await Promise.race([leg.ended, pause(500)])
  await leg.hangup()
}

/** A page that is away, or a command that comes too late, is what the soak is about. */
async function tryTo(operator: Operator, ...command: Parameters<DeskClient['try']>): Promise<void> {
  await operator.desk.try(...command).catch(() => undefined)
}
