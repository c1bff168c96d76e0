// What the launcher asks Asterisk about calls when it ends: no new ones, how many are up, when the last one is over.
import { setTimeout as pause } from 'node:timers/promises'
import { callersAmong } from './calls-up-rules.ts'
import { connect, type ManagerSession } from './manager-session.ts'

export interface ManagerAccess {
  host: string
  port: number
  username: string
  password: string
}

/** The dialplan turns new callers away while this global variable is 1. */
const stoppingVariable = 'HOTLINE_STOPPING'
const askEveryMs = 200
/** After the last caller has gone his recording and the operator's leg are still being closed. */
const closingMs = 2000

/** Lets new callers in again, after an end that was broken off. */
export async function openForCalls(access: ManagerAccess): Promise<void> {
  await withSession(access, (session) => setStopping(session, false))
}

/** How many callers are up: talking, waiting in a queue, or hearing a prompt. */
export async function callsUp(access: ManagerAccess): Promise<number> {
  return withSession(access, async (session) => callersAmong(await session.list({ Action: 'CoreShowChannels' })))
}

export interface WaitForCalls {
  access: ManagerAccess
  limitMs: number
  /** Ends the waiting at once. */
  cutShort: AbortSignal
  /** Told once, when there is somebody to wait for. */
  onCalls: (count: number) => void
}

/** Turns new calls away and waits for those that are up; `left` is how many were still up at the end. */
export async function waitForCalls({ access, limitMs, cutShort, onCalls }: WaitForCalls): Promise<{ left: number }> {
  const until = performance.now() + limitMs
  return withSession(access, async (session) => {
    let waitedFor = false
    let lastSeenAt = Number.NEGATIVE_INFINITY
    for (;;) {
      // Said each time: a platform that is started again meanwhile opens the hotline.
      await setStopping(session, true)
      const rows = await session.list({ Action: 'CoreShowChannels' })
      const left = callersAmong(rows)
      const now = performance.now()
      if (cutShort.aborted || now >= until) return { left }
      // Where nobody was up, channels that lie about without a caller are not waited for.
      if (left === 0 && (rows.length === 0 || now - lastSeenAt >= closingMs)) return { left }
      if (left > 0) {
        if (!waitedFor) onCalls(left)
        waitedFor = true
        lastSeenAt = now
      }
      await pause(askEveryMs, undefined, { signal: cutShort }).catch(() => undefined)
    }
  })
}

function setStopping(session: ManagerSession, stopping: boolean): Promise<unknown> {
  return session.action({ Action: 'Setvar', Variable: stoppingVariable, Value: stopping ? '1' : '0' })
}

/** A session for one piece of work. */
export async function withSession<T>(access: ManagerAccess, work: (session: ManagerSession) => Promise<T>): Promise<T> {
  const session = await connect(access.host, access.port, access.username, access.password)
  try {
    return await work(session)
  } finally {
    session.close()
  }
}
