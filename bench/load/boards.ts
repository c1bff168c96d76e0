// A process of its own: supervisors' boards, each with its socket, keeping their state as a page does and noting when each row came.
import { io, type Socket } from 'socket.io-client'
import type { BoardChange, BoardState } from '../../src/contract/board.ts'
import { applyChange } from '../../src/contract/board-change-rules.ts'
import { type FromBoards, monotonicMs, type ToBoards } from './messages.ts'

const say = (message: FromBoards) => process.send?.(message)
const states: BoardState[] = []
/** What each board was told, by `id word`, and when; bare messages by their number. */
let seen: Record<string, number>[] = []
let bytes: number[] = []
let missed = 0

async function open(baseUrl: string, cookie: string, board: number): Promise<void> {
  const socket: Socket = io(baseUrl, { extraHeaders: { cookie, origin: baseUrl }, transports: ['websocket'], forceNew: true })
  socket.on('board:change', (change: BoardChange) => {
    const state = states[board]
    if (!state || state.seq !== change.from) {
      missed += 1
      return
    }
    states[board] = applyChange(state, change)
    const at = monotonicMs()
    const note = (word: string) => {
      const own = seen[board]
      if (own) own[word] ??= at
    }
    for (const { callId, status } of [...(change.waiting?.put ?? []), ...(change.calls?.put ?? [])]) note(`${callId} ${status}`)
    for (const callId of change.calls?.gone ?? []) note(`${callId} gone`)
    if (board === 0) bytes.push(JSON.stringify(change).length)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const answer = await socket.timeout(10_000).emitWithAck('board:open', { wall: false })
  if (!answer.ok) throw new Error(answer.problem.message)
  states[board] = answer.data
  seen[board] = {}
  setInterval(() => void socket.emit('board:open', { wall: false }, () => undefined), 20_000).unref()
}

/** The peer: nothing but a broadcast, received and read. */
async function openBare(url: string, board: number): Promise<void> {
  const socket = io(url, { transports: ['websocket'], forceNew: true })
  socket.on('bare', ({ n }: { n: number }) => {
    const own = seen[board]
    if (own) own[`bare ${n}`] ??= monotonicMs()
  })
  await new Promise<void>((resolve) => void socket.once('connect', () => resolve()))
}

process.on('message', (message: ToBoards) => {
  if (message.type === 'end') process.exit(0)
  if (message.type === 'take') {
    say({ type: 'taken', seen, bytes, missed, waiting: states.map((state) => state.waiting.length) })
    seen = seen.map(() => ({}))
    bytes = []
    return
  }
  const opening = (async () => {
    for (const [board, cookie] of message.cookies.entries()) {
      await open(message.baseUrl, cookie, board)
      await openBare(message.bareUrl, board)
    }
  })()
  opening.then(
    () => say({ type: 'opened' }),
    (error: Error) => say({ type: 'failed', reason: error.message }),
  )
})
process.on('disconnect', () => process.exit(0))
