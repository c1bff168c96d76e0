// The supervisors' live boards: which pages look on, and what they are told. Nothing is computed while nobody looks.

import type { Logger } from 'winston'
import type { BoardState } from '../contract/board.ts'
import { type BoardTexts, changeOf, textsOf } from '../contract/board-change-rules.ts'
import { Refusal } from '../contract/errors.ts'
import { boardEverySeconds } from '../contract/socket.ts'
import type { Clock } from '../platform/clock.ts'
import { type BoardLook, viewBoard } from './board-views.ts'
import type { DeskContext, DeskWire } from './desk.ts'

export interface Board {
  /** This page is told from now on; to be said again before its time is over. */
  open(context: Pick<DeskContext, 'socketId' | 'sessionId'>, wall: boolean): BoardState
  close(socketId: string): void
  sessionEnded(sessionId: string): void
  /** Something on it may be another now. */
  changed(): void
  stop(): void
}

interface Deps {
  wire: Pick<DeskWire, 'toSocket'>
  clock: Clock
  logger: Pick<Logger, 'warn'>
  look: () => BoardLook
  /** Has this process the calls? */
  isController: () => boolean
}

/** Short enough to look like at once, long enough that a call which goes through the queue in one breath is told once. */
const SOON_MS = 100
/** A page that asked no more is gone, or may not look any more: one question may be late. */
const LOOKS_ON_MS = boardEverySeconds * 1500

/** Makes the board; nobody looks at first. */
export function createBoard({ wire, clock, logger, look, isController }: Deps): Board {
  const pages = new Map<string, { sessionId: string; wall: boolean; until: number }>()
  /** The last board of each kind that was told; every page that looks has it. */
  const told = new Map<boolean, BoardTexts>()
  let timer: NodeJS.Timeout | undefined

  /** The board of now; whoever looks at this kind is told what became different. */
  const advance = (wall: boolean): BoardState => {
    const view = viewBoard(look(), wall)
    const before = told.get(wall)
    const after = textsOf({ seq: before?.state.seq ?? 0, ...view })
    const change = before ? changeOf(before, after) : null
    if (!before) told.set(wall, after)
    if (!before || !change) return after.state
    const seq = before.state.seq + 1
    const state = { ...after.state, seq }
    told.set(wall, { ...after, state })
    for (const [socketId, page] of pages) if (page.wall === wall) wire.toSocket(socketId, 'board:change', { ...change, from: before.state.seq, seq })
    return state
  }
  const tell = () => {
    const now = clock.now().getTime()
    for (const [socketId, { until }] of pages) if (until < now) pages.delete(socketId)
    for (const wall of new Set([...pages.values()].map((page) => page.wall))) advance(wall)
  }
  const soon = () => {
    timer = undefined
    try {
      tell()
    } catch (error) {
      // Whoever looks on must never end the process that has the calls.
      logger.warn('boards not told', { error })
    }
  }
  return {
    open({ socketId, sessionId }, wall) {
      if (!isController()) throw new Refusal('unavailable', 'Đang kết nối lại với tổng đài')
      const state = advance(wall)
      pages.set(socketId, { sessionId, wall, until: clock.now().getTime() + LOOKS_ON_MS })
      return state
    },
    close: (socketId) => void pages.delete(socketId),
    sessionEnded(sessionId) {
      for (const [socketId, page] of pages) if (page.sessionId === sessionId) pages.delete(socketId)
    },
    changed() {
      if (pages.size > 0) timer ??= setTimeout(soon, SOON_MS)
    },
    stop: () => clearTimeout(timer),
  }
}
