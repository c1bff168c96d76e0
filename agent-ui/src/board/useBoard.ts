// The live board and the day's figures, for as long as a page shows them.
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardState, DayFigures } from '../../../src/contract/board.ts'
import { api } from '../api/client.ts'
import { useStore } from '../api/store.ts'
import { type Fetched, useFetch } from '../api/useFetch.ts'
import { useRepeat } from '../api/useRepeat.ts'
import { useSession } from '../session/session.tsx'
import { type BoardCommand, BoardConnection, type BoardView } from './board-connection.ts'

/** What happens on the telephone is written a moment later; while much happens the figures follow by and by. */
const writtenAfterMs = 700
const settledAfterMs = 3_000
const everyMs = 15_000

/** `wall`: a screen everybody can read. */
export function useBoard(wall: boolean): BoardView & { command: BoardCommand } {
  const session = useSession()
  const { t } = useTranslation()
  const hooks = useRef({ session, t })
  hooks.current = { session, t }
  const [connection] = useState(
    () =>
      new BoardConnection(wall, {
        onRefused: () => hooks.current.session.refresh(),
        onSessionEnded: (reason) => hooks.current.session.ended(hooks.current.t(`sessionEnded.${reason}`)),
      }),
  )
  useEffect(() => {
    connection.start()
    return () => connection.stop()
  }, [connection])
  return { ...useStore(connection.state), command: connection.command }
}

/** Who waits, who talks, who does what: when these change, figures do. */
function happenings(now: BoardState | null): string {
  if (!now) return ''
  const ids = (calls: BoardState['calls']) => calls.map(({ callId }) => callId)
  return JSON.stringify([ids(now.waiting), ids(now.calls), now.agents.map(({ state }) => state)])
}

/** Read again soon after anything happened, and now and then. */
export function useFigures(now: BoardState | null): Fetched<DayFigures> {
  const figures = useFetch('figures', (signal) => api('figures', { query: {}, signal }))
  const { reload } = figures
  const happened = happenings(now)
  const soon = useRef<{ timer: ReturnType<typeof setTimeout> | null; last: number }>({ timer: null, last: 0 })
  useEffect(() => {
    if (!happened) return
    const { current } = soon
    current.timer ??= setTimeout(
      () => {
        soon.current = { timer: null, last: Date.now() }
        reload()
      },
      Math.max(writtenAfterMs, current.last + settledAfterMs - Date.now()),
    )
    // The last of many, and whatever took a busy database longer.
    const settled = setTimeout(reload, settledAfterMs)
    return () => clearTimeout(settled)
  }, [happened, reload])
  useEffect(
    () => () => {
      if (soon.current.timer) clearTimeout(soon.current.timer)
      soon.current.timer = null
    },
    [],
  )
  useRepeat(
    true,
    everyMs,
    useCallback(() => reload(), [reload]),
  )
  return figures
}
