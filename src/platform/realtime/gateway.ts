// The socket: commands of the contract in, events out. Delivery to this process's own sockets is direct and never waits.
import { randomUUID } from 'node:crypto'
import type { Server as NetServer } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import { Server } from 'socket.io'
import { type CommandAnswer, type CommandBody, type CommandName, commands, type EventBody, type EventName } from '../../contract/socket.ts'
import { isSameOrigin } from '../http/security.ts'
import type { SessionDoor } from '../http/server.ts'
import type { SessionContext, SessionEndReason } from '../http/session-context.ts'
import type { Logger } from '../logging/logger.ts'
import type { Redis } from '../redis/client.ts'
import { answerCommand, type CommandContext, type StoredHandler } from './commands.ts'
import { roleRoom, unitRoom } from './news.ts'
import { createRelay } from './relay.ts'

export type { CommandContext } from './commands.ts'

export interface RealtimeGateway {
  onCommand<N extends CommandName>(name: N, handler: (context: CommandContext, body: CommandBody<N>) => Promise<CommandAnswer<N>> | CommandAnswer<N>): void
  /** To all pages of a person. */
  toPerson<N extends EventName>(personId: string, event: N, body: EventBody<N>): void
  toSocket<N extends EventName>(socketId: string, event: N, body: EventBody<N>): void
  /** To every page that has opened the desk. */
  toDesks<N extends EventName>(event: N, body: EventBody<N>): void
  joinDesks(socketId: string): void
  /** The same for the pages of this process alone: what another process tells its own pages need not be told twice. */
  here: LocalPages
  onDisconnect(listener: (gone: { personId: string; socketId: string }) => void): void
  /** Somebody's roles changed: his pages, in every process, leave the rooms he is in no more, enter the new ones, and are told. */
  rolesChanged(personId: string): void
  /** Tells the pages of a session why it ended and cuts their connections. */
  closeSession(sessionId: string, reason: SessionEndReason): void
  close(): Promise<void>
}

export interface LocalPages {
  toSocket<N extends EventName>(socketId: string, event: N, body: EventBody<N>): void
  toDesks<N extends EventName>(event: N, body: EventBody<N>): void
  /** To every page, desk or not. */
  toAll<N extends EventName>(event: N, body: EventBody<N>): void
  joinDesks(socketId: string): void
}

export interface RealtimeDeps {
  httpServer: NetServer | TlsServer
  sessions: SessionDoor
  redis: Redis
  logger: Logger
}

const desks = 'desks'
const personRoom = (id: string): string => `person:${id}`
const roomsOf = ({ roles, memberships }: Pick<SessionContext, 'roles' | 'memberships'>): string[] => [
  ...roles.map(roleRoom),
  ...memberships.map(({ unitId }) => unitRoom(unitId)),
]
const sessionRoom = (id: string): string => `session:${id}`

/** Opens the socket beside the HTTP server. */
export function createRealtimeGateway({ httpServer, sessions, redis, logger }: RealtimeDeps): RealtimeGateway {
  const log = logger.child({ room: 'realtime' })
  const io = new Server(httpServer, {
    serveClient: false,
    maxHttpBufferSize: 1_000_000,
    // A page that lost its network is noticed within about 15 s.
    pingInterval: 10_000,
    pingTimeout: 5_000,
    allowRequest: (req, decide) => decide(null, isSameOrigin(req.headers.origin, req.headers.host)),
  })
  const handlers = new Map<string, StoredHandler>()
  const goneListeners: ((gone: { personId: string; socketId: string }) => void)[] = []
  const relay = createRelay({ redis, logger: log, processId: randomUUID(), deliver })

  function deliver(room: string, event: string, body: unknown, cut: boolean): void {
    io.local.to(room).emit(event, body)
    if (event === ('roles:changed' satisfies EventName)) void reseat(room)
    if (cut) io.local.in(room).disconnectSockets(true)
  }

  /** By the roles of now; a database that is away leaves the pages where they are, as it leaves the sessions. */
  async function reseat(room: string): Promise<void> {
    for (const id of io.sockets.adapter.rooms.get(room) ?? []) {
      const socket = io.sockets.sockets.get(id)
      const session = socket && (await sessions.renew(socket.data.sessionId).catch(() => undefined))
      if (!socket || session === undefined) continue
      const wanted = session ? roomsOf(session) : []
      for (const one of [...socket.rooms]) if (/^(role|unit):/.test(one) && !wanted.includes(one)) await socket.leave(one)
      await socket.join(wanted)
    }
  }

  /** Told in this turn, in order; they go out at its end, so that a ring to Asterisk never waits for a page. */
  let outbox: Parameters<typeof deliver>[] = []
  function flush(): void {
    const leaving = outbox
    outbox = []
    for (const letter of leaving) deliver(...letter)
    for (const letter of leaving) relay.tell(...letter)
  }
  function send(room: string, event: string, body: unknown, cut = false): void {
    if (outbox.length === 0) setImmediate(flush)
    outbox.push([room, event, body, cut])
  }

  io.use((socket, next) => {
    sessions.fromCookie(socket.request.headers.cookie).then(
      (found) => {
        if (!found) return next(new Error('not-signed-in'))
        socket.data.sessionId = found.sessionId
        socket.data.personId = found.personId
        next()
      },
      () => next(new Error('unavailable')),
    )
  })

  io.on('connection', (socket) => {
    const sessionId: string = socket.data.sessionId
    const personId: string = socket.data.personId
    // The session may have ended between the handshake and now, before the room could be cut.
    const session = sessions.current(sessionId)
    if (!session) return void socket.disconnect(true)
    void socket.join([personRoom(personId), sessionRoom(sessionId), ...roomsOf(session)])
    socket.onAny((name: string, ...args: unknown[]) => {
      const reply = args.at(-1)
      const body = typeof reply === 'function' ? args[0] : undefined
      void sessions.touch(sessionId)
      const known = Object.hasOwn(commands, name) ? handlers.get(name) : undefined
      const answer = answerCommand({
        name,
        body: typeof body === 'function' ? {} : body,
        handler: known,
        session: sessions.current(sessionId),
        socketId: socket.id,
        logger: log,
      })
      void answer.then((ack) => {
        if (typeof reply === 'function') reply(ack)
      })
    })
    socket.on('disconnect', () => {
      for (const listener of goneListeners) listener({ personId, socketId: socket.id })
    })
  })

  const joinDesks = (socketId: string) => void io.sockets.sockets.get(socketId)?.join(desks)
  return {
    onCommand(name, handler) {
      if (handlers.has(name)) throw new Error(`command ${name} has two handlers`)
      handlers.set(name, { name, run: handler as StoredHandler['run'] })
    },
    toPerson: (personId, event, body) => send(personRoom(personId), event, body),
    toSocket: (socketId, event, body) => send(socketId, event, body),
    toDesks: (event, body) => send(desks, event, body),
    joinDesks,
    here: {
      toSocket: (socketId, event, body) => deliver(socketId, event, body, false),
      toDesks: (event, body) => deliver(desks, event, body, false),
      toAll: (event, body) => void io.local.emit(event as string, body),
      joinDesks,
    },
    onDisconnect: (listener) => void goneListeners.push(listener),
    rolesChanged: (personId) => send(personRoom(personId), 'roles:changed', {}),
    closeSession: (sessionId, reason) => send(sessionRoom(sessionId), 'session:ended', { reason }, true),
    close: async () => {
      await io.close()
    },
  }
}
