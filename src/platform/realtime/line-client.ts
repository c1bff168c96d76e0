// A web process's end of the line: finds the controller that has the calls, connects to it, and does so again whenever
// the line breaks. Nothing is kept for later while it is away: what is asked then is refused at once.
import { setTimeout as pause } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { Refusal } from '../../contract/errors.ts'
import type { Logger } from '../logging/logger.ts'
import { createLineInbox } from './line-inbox.ts'
import { createLineProofs, newChallenge } from './line-proof.ts'
import { LINE_PATH, type LineAnswer, type LineWelcome } from './line-server.ts'

/** How soon after a vain attempt the next one is made, ms. */
const AGAIN_MS = 500
const CONNECT_LIMIT_MS = 1500
/** Shorter than a page's own patience with a command, ms. */
const ANSWER_LIMIT_MS = 4000

export interface LineClient {
  /** Asks the controller; its refusals come back as they were, and `unavailable` when it cannot be asked. */
  ask(name: string, body: unknown): Promise<unknown>
  isOpen(): boolean
  /** Begins to look for the controller. */
  start(): void
  stop(): void
}

interface Deps {
  /** The address of the controller that has the calls, or null while nobody knows one. */
  find: () => Promise<string | null>
  sessionSecret: string
  logger: Logger
  /** Told by the controller, in its order. */
  hear: (event: string, body: unknown) => void
  /** The line is open, or no more. */
  onChange: (open: boolean) => void
}

/** Said while the line is away. */
export const lineAway = (): Refusal => new Refusal('unavailable', 'Đang kết nối lại với tổng đài')

/** Makes the line; it is away before `start()`. */
export function createLineClient({ find, sessionSecret, logger, hear, onChange }: Deps): LineClient {
  const log = logger.child({ room: 'line' })
  const proofs = createLineProofs(sessionSecret)
  const stopping = new AbortController()
  const refuse = new Set<() => void>()
  let line: Socket | null = null
  let inbox = createLineInbox()
  let told = ''
  /** The same trouble twice a second is told once. */
  const warn = (reason: string) => {
    if (told !== reason) log.warn('no line to the controller', { reason })
    told = reason
  }

  /** Connects and lets both ends show their proofs; rejects when there is no controller with calls there. */
  const connect = async (address: string): Promise<Socket> => {
    const socket = io(address, {
      path: LINE_PATH,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: CONNECT_LIMIT_MS,
      rejectUnauthorized: !isThisMachine(address),
    })
    const limit = AbortSignal.any([AbortSignal.timeout(2 * CONNECT_LIMIT_MS), stopping.signal])
    const fresh = createLineInbox()
    // From the first word on: the controller may speak right behind its welcome.
    socket.onAny((event: string, body: unknown) => event !== 'challenge' && fresh.event(() => hear(event, body)))
    try {
      await new Promise<void>((resolve, reject) => {
        limit.addEventListener('abort', () => reject(new Error('no answer')))
        socket.once('connect_error', reject)
        socket.once('disconnect', () => reject(new Error('cut off')))
        socket.once('challenge', (challenge: unknown) => {
          const challenges = { controller: String(challenge), web: newChallenge() }
          socket.emit('hello', { challenge: challenges.web, proof: proofs.of('web', challenges) }, (welcome: LineWelcome) => {
            if (!welcome.ok) reject(new Error(welcome.why === 'standby' ? 'it stands by' : 'it refuses our proof: is its SESSION_SECRET another one?'))
            else if (!proofs.holds('controller', challenges, welcome.proof)) reject(new Error('it gives no proof of its own'))
            else resolve()
          })
        })
      })
    } catch (error) {
      socket.disconnect()
      throw error
    }
    inbox = fresh
    return socket
  }
  const live = async (socket: Socket, address: string) => {
    const broken = new Promise<void>((resolve) => {
      if (!socket.connected) resolve()
      socket.once('disconnect', () => resolve())
    })
    told = ''
    line = socket
    log.info('line to the controller open', { address })
    onChange(true)
    await broken
    line = null
    log.warn('line to the controller broken', { address })
    for (const one of refuse) one()
    onChange(false)
  }
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        const address = await find()
        if (!address) throw new Error('nobody controls the calls')
        await live(await connect(address), address)
      } catch (error) {
        if (stopping.signal.aborted) return
        warn(error instanceof Error ? error.message : String(error))
        await pause(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }

  return {
    ask(name, body) {
      const socket = line
      if (!socket?.connected) return Promise.reject(lineAway())
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer)
          refuse.delete(away)
          settle()
        }
        const away = () => end(() => reject(lineAway()))
        const timer = setTimeout(away, ANSWER_LIMIT_MS)
        refuse.add(away)
        const { answer } = inbox
        socket.emit('ask', name, body, (ack: LineAnswer) =>
          answer(() =>
            end(() => {
              if (ack.ok) resolve(ack.data)
              else reject(new Refusal(ack.problem.code, ack.problem.message, ack.problem.fields))
            }),
          ),
        )
      })
    },
    isOpen: () => line?.connected === true,
    start: () => void run(),
    stop() {
      stopping.abort()
      line?.disconnect()
    },
  }
}

/** A certificate bears the public name: on the way to the own machine there is nobody to compare it for. */
function isThisMachine(address: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname)
}
