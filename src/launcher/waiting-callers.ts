// When the platform has been away too long: the callers who wait under it go into the dialplan's own queue, and new ones
// are not offered to it until it answers again.
import { type ManagerAccess, withSession } from './calls-up.ts'
import type { ManagerSession } from './manager-session.ts'
import { forsaken, isSeen } from './waiting-callers-rules.ts'

interface AwayPlan {
  access: ManagerAccess
  /** Whether the platform answers now; a rejection counts as no. */
  answers: () => Promise<boolean>
  /** How long it may be away, s. */
  limitSeconds: number
  say: (text: string) => void
  /** For tests: another rhythm. */
  everyMs?: number
}

const askEveryMs = 1000
/** Fewer unanswered asks than this are no absence, however long ago the first was: this process may have been stopped. */
const leastAsks = 3

/** Begins to watch; gives the function that ends it. */
export function watchAway({ access, answers, limitSeconds, say, everyMs = askEveryMs }: AwayPlan): () => void {
  let since: number | null = null
  let unanswered = 0
  let isAway = false
  let asking = false

  const ask = async () => {
    if (await answers().catch(() => false)) {
      since = null
      unanswered = 0
      if (isAway) await withSession(access, (session) => setAway(session, false))
      isAway = false
      return
    }
    since ??= performance.now()
    unanswered += 1
    if (unanswered < leastAsks || performance.now() - since < limitSeconds * 1000) return
    await withSession(access, async (session) => {
      if (await somebodyControls(session)) return
      if (!isAway) say('The platform is away: callers go to the queue of the telephone server.')
      isAway = true
      await takeOver(session)
    })
  }
  const timer = setInterval(() => {
    if (asking) return
    asking = true
    // Asterisk may be away as well: then nobody waits, and it is asked again at the next turn.
    void ask()
      .catch(() => undefined)
      .finally(() => {
        asking = false
      })
  }, everyMs)
  return () => clearInterval(timer)
}

/** Again at each turn: whoever slipped through to a controller that is frozen follows. */
async function takeOver(session: ManagerSession): Promise<void> {
  await setAway(session, true)
  const { callers, legs } = forsaken(await session.list({ Action: 'CoreShowChannels' }))
  // Who hung up meanwhile is no matter.
  const all = [
    ...callers.map(({ channel, exten }) => session.action({ Action: 'Redirect', Channel: channel, Context: 'hotline-waiting', Exten: exten, Priority: '1' })),
    ...legs.map((channel) => session.action({ Action: 'Hangup', Channel: channel })),
  ]
  await Promise.allSettled(all)
}

/** Another controller may have taken over: its callers are not ours to move. */
async function somebodyControls(session: ManagerSession): Promise<boolean> {
  const rows = await session.list({ Action: 'DBGet', Family: 'hotline', Key: 'controllerSeen' }).catch(() => [])
  return isSeen(rows[0]?.['Val'], Date.now())
}

function setAway(session: ManagerSession, away: boolean): Promise<unknown> {
  return session.action({ Action: 'Setvar', Variable: 'HOTLINE_AWAY', Value: away ? '1' : '0' })
}
