// The controller's end of the lines: web processes connect to it, ask, and are told what their pages must hear.
// On a path of its own beside the pages' socket, so that a dead end is noticed within seconds and no page gets near it.
import type { Server as NetServer } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import { Server, type Socket } from 'socket.io'
import type { Problem } from '../../contract/errors.ts'
import { toProblem } from '../http/problems.ts'
import type { Logger } from '../logging/logger.ts'
import { createLineProofs, newChallenge } from './line-proof.ts'

export const LINE_PATH = '/line'
/** An end that is silent for longer than the two together is gone, ms. */
const PING_EVERY_MS = 1000
const PING_LIMIT_MS = 2000
/** Who has not shown his proof by then is cut off, ms. */
const PROOF_LIMIT_MS = 3000

export type LineAnswer = { ok: true; data: unknown } | { ok: false; problem: Problem }
/** What the controller says to a web process that wants a line. */
export type LineWelcome = { ok: true; proof: string } | { ok: false; why: 'standby' | 'refused' }

/** A web process at the other end. */
export interface LinePeer {
  tell(event: string, body: unknown): void
}

export interface LineServer {
  peers(): Iterable<LinePeer>
  close(): Promise<void>
}

interface Deps {
  httpServer: NetServer | TlsServer
  sessionSecret: string
  logger: Logger
  /** Are the calls here? Only then is a line opened. */
  mayServe: () => boolean
  /** Answers a question of a web process; a Refusal crosses the line with its code. */
  answer: (peer: LinePeer, name: string, body: unknown) => Promise<unknown>
  onGone: (peer: LinePeer) => void
}

/** Opens the door for lines beside the HTTP server. */
export function createLineServer({ httpServer, sessionSecret, logger, mayServe, answer, onGone }: Deps): LineServer {
  const log = logger.child({ room: 'line' })
  const proofs = createLineProofs(sessionSecret)
  const peers = new Map<string, LinePeer>()
  const io = new Server(httpServer, {
    path: LINE_PATH,
    serveClient: false,
    transports: ['websocket'],
    pingInterval: PING_EVERY_MS,
    pingTimeout: PING_LIMIT_MS,
    maxHttpBufferSize: 1_000_000,
    // Programs send no Origin; whoever does is a browser, and no page has business here.
    allowRequest: (req, decide) => decide(null, req.headers.origin === undefined),
  })

  const admit = (socket: Socket) => {
    const peer: LinePeer = { tell: (event, body) => void socket.emit(event, body) }
    peers.set(socket.id, peer)
    log.info('a web process is connected', { webs: peers.size })
    socket.on('ask', (name: unknown, body: unknown, reply: unknown) => {
      const asked = String(name)
      const done = (ack: LineAnswer) => typeof reply === 'function' && reply(ack)
      answer(peer, asked, body).then(
        (data) => done({ ok: true, data }),
        (error: unknown) => done({ ok: false, problem: toProblem(error, log, { asked }) }),
      )
    })
    socket.on('disconnect', () => {
      peers.delete(socket.id)
      log.info('a web process is gone', { webs: peers.size })
      onGone(peer)
    })
  }

  io.on('connection', (socket) => {
    const challenge = newChallenge()
    const limit = setTimeout(() => socket.disconnect(true), PROOF_LIMIT_MS).unref()
    socket.once('disconnect', () => clearTimeout(limit))
    socket.once('hello', (hello: { challenge?: unknown; proof?: unknown } | null, reply: unknown) => {
      if (typeof reply !== 'function') return void socket.disconnect(true)
      const challenges = { controller: challenge, web: String(hello?.challenge) }
      const welcome = ((): LineWelcome => {
        if (!proofs.holds('web', challenges, hello?.proof)) return { ok: false, why: 'refused' }
        return mayServe() ? { ok: true, proof: proofs.of('controller', challenges) } : { ok: false, why: 'standby' }
      })()
      if (welcome.ok) {
        clearTimeout(limit)
        admit(socket)
      } else if (welcome.why === 'refused') log.warn('a line was refused: its proof is of another SESSION_SECRET')
      reply(welcome)
      if (!welcome.ok) setImmediate(() => socket.disconnect())
    })
    socket.emit('challenge', challenge)
  })

  return {
    peers: () => peers.values(),
    close: async () => {
      await io.close()
    },
  }
}
