// Many calls with chance faults at callers, operators, pages and servers; what happened is returned to be checked.
import { setTimeout as pause } from 'node:timers/promises'
import { dial, type SipCaller } from '../sip/caller.ts'
import type { Chance } from './chance.ts'
import type { Operator } from './operators.ts'
import type { TestPlatform } from './platform.ts'
import { type SoakDesk, workAt } from './soak-desk.ts'
import { nextNumber } from './talking-calls.ts'

/** A fault of the whole system, done when so many calls are over. */
export interface SoakFault {
  afterCalls: number
  name: string
  run(soak: { platform: TestPlatform; vanish(): void; reopenDesks(): Promise<void> }): Promise<void>
}

interface SoakPlan {
  platform: TestPlatform
  operators: readonly Operator[]
  chance: Chance
  calls: number
  /** How many callers there are at once. */
  atOnce: number
  faults: readonly SoakFault[]
  log?: (line: string) => void
}

export interface SoakCaller {
  number: string
  /** Asterisk took the call (200 OK), so that there must be a call on record. */
  answered: boolean
}

/** Nobody waits longer than this: whoever is not served by then hangs up. */
const PATIENCE_MS = 30_000

/** Runs all calls; resolves when every caller has gone and every operator rests. */
export async function runSoak({ platform, operators, chance, calls, atOnce, faults, log = () => undefined }: SoakPlan): Promise<SoakCaller[]> {
  const desks = operators.map((operator) => workAt(operator, chance))
  const callers = new Set<SipCaller>()
  const done: SoakCaller[] = []
  let begun = 0
  const system = {
    platform,
    /** Asterisk is gone: nobody answers a BYE any more. */
    vanish() {
      for (const caller of callers) caller.vanish()
      for (const desk of desks) desk.vanish()
    },
    reopenDesks: async () => void (await Promise.all(desks.map((desk) => desk.reopen()))),
  }
  const line = async () => {
    while (begun < calls) {
      begun += 1
      done.push(await oneCall(platform.sipPort, chance, callers))
      if (chance.happens(0.02)) void losePage(desks, chance)
    }
  }
  const breaking = async () => {
    for (const fault of [...faults].sort((a, b) => a.afterCalls - b.afterCalls)) {
      while (done.length < Math.min(fault.afterCalls, calls)) await pause(20)
      log(`${fault.name} after ${done.length} calls`)
      await fault.run(system)
    }
  }
  await Promise.all([...Array.from({ length: atOnce }, line), breaking()])
  for (const desk of desks) await desk.stop()
  return done
}

/** A caller hangs up at any moment, or waits until the operator does. */
async function oneCall(sipPort: number, chance: Chance, callers: Set<SipCaller>): Promise<SoakCaller> {
  const from = nextNumber()
  const caller = await dial({ sipPort, from })
  callers.add(caller)
  let answered = false
  caller.answered.then(
    () => {
      answered = true
    },
    () => undefined,
  )
  const patience = new AbortController()
  const patienceMs = chance.happens(0.2) ? chance.ms(0, 2500) : PATIENCE_MS
  await Promise.race([caller.ended, pause(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)])
  patience.abort()
  await caller.hangup()
  callers.delete(caller)
  return { number: `+84${from.slice(1)}`, answered }
}

async function losePage(desks: readonly SoakDesk[], chance: Chance): Promise<void> {
  await chance
    .oneOf(desks)
    .reopen(chance.ms(0, 3000))
    .catch(() => undefined)
}

/** The controller dies and is started again by its launcher. */
export const killPlatform = (afterCalls: number): SoakFault => ({
  afterCalls,
  name: 'platform killed',
  async run({ platform, reopenDesks }) {
    await platform.kill('platform')
    await platform.ready()
    await reopenDesks()
  },
})

/** Asterisk dies, and every call with it. */
export const killAsterisk = (afterCalls: number): SoakFault => ({
  afterCalls,
  name: 'Asterisk killed',
  async run({ platform, vanish }) {
    await platform.kill('asterisk')
    vanish()
    await platform.ready()
  },
})

/** The launcher dies with the controller; a new one starts on the same data. */
export const killBoth = (afterCalls: number): SoakFault => ({
  afterCalls,
  name: 'launcher and platform killed',
  async run({ platform, reopenDesks }) {
    await platform.kill('launcher')
    await platform.kill('platform')
    await platform.relaunch()
    await reopenDesks()
  },
})

/** A server is away for a while. */
export const takeAway = (afterCalls: number, name: string, server: { pause(): Promise<void>; resume(): Promise<void> }, ms: number): SoakFault => ({
  afterCalls,
  name: `${name} away for ${ms} ms`,
  async run() {
    await server.pause()
    await pause(ms)
    await server.resume()
  },
})
