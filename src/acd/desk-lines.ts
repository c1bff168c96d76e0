// The controller's side of the desk lines: web processes ask, and every desk is told where its page hangs: on this
// process's own socket or at the other end of a line.
import type { Server as NetServer } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import { z } from 'zod'
import { type CommandName, commands } from '../contract/socket.ts'
import { invalidInput, notFound } from '../platform/http/problems.ts'
import type { Logger } from '../platform/logging/logger.ts'
import { createLineServer, type LinePeer, type LineServer } from '../platform/realtime/line-server.ts'
import type { DeskWire } from './desk.ts'
import type { DeskLine } from './desk-line.ts'
import { type Question, type QuestionName, questions } from './line-messages.ts'

interface Deps {
  httpServer: NetServer | TlsServer
  sessionSecret: string
  logger: Logger
  mayServe: () => boolean
  /** Answers what the web processes ask. */
  line: () => DeskLine
  /** The pages of this process, where it serves some itself. */
  own: DeskWire | null
}

export interface DeskLines {
  /** Reaches every desk. */
  wire: DeskWire
  close: LineServer['close']
}

/** Opens the door for web processes and makes the wire to all desks. */
export function createDeskLines({ httpServer, sessionSecret, logger, mayServe, line, own }: Deps): DeskLines {
  /** Whose page a socket is; a page on this process's own socket is not among them. */
  const pages = new Map<string, { peer: LinePeer; personId: string }>()

  const answers: { [Q in QuestionName]: (peer: LinePeer, question: Question<Q>) => unknown } = {
    command(peer, { name, context, body }) {
      const parsed = commands[name].body.safeParse(body)
      if (!parsed.success) throw invalidInput(parsed.error)
      pages.set(context.socketId, { peer, personId: context.personId })
      return line().command<CommandName>(name, context, parsed.data)
    },
    'page-gone'(_peer, gone) {
      pages.delete(gone.socketId)
      line().pageGone(gone)
    },
    'session-ended': (_peer, ended) => line().sessionEnded(ended),
    'phone-changed': (_peer, changed) => line().phoneChanged(changed),
    'push-account': (_peer, { sessionId }) => line().pushAccount(sessionId),
    alarms: () => line().alarms(),
    status: () => line().status(),
  }
  const answer = async <Q extends QuestionName>(peer: LinePeer, name: Q, body: unknown): Promise<unknown> =>
    (await answers[name](peer, z.parse(questions[name], body) as Question<Q>)) ?? null

  const server = createLineServer({
    httpServer,
    sessionSecret,
    logger,
    mayServe,
    answer: async (peer, name, body) => {
      if (!Object.hasOwn(questions, name)) throw notFound()
      return answer(peer, name as QuestionName, body)
    },
    // The web process died, or its line did: its pages have as long to come back as one that lost its network.
    onGone(gone) {
      for (const [socketId, { peer, personId }] of pages) {
        if (peer !== gone) continue
        pages.delete(socketId)
        line().pageGone({ personId, socketId })
      }
    },
  })

  return {
    wire: {
      toSocket(socketId, event, body) {
        const page = pages.get(socketId)
        if (page) page.peer.tell('to-socket', { socketId, event, body })
        else own?.toSocket(socketId, event, body)
      },
      toDesks(event, body) {
        own?.toDesks(event, body)
        for (const peer of server.peers()) peer.tell('to-desks', { event, body })
      },
      joinDesks(socketId) {
        const page = pages.get(socketId)
        if (page) page.peer.tell('join-desks', { socketId })
        else own?.joinDesks(socketId)
      },
    },
    close: server.close,
  }
}
