// The Asterisk servers of one controller: two connections to each, and what is asked of all of them together.
import type { Logger } from 'winston'
import { type Ami, createAmi } from './ami.ts'
import { type Ari, createAri } from './ari.ts'
import type { AsteriskAddress } from './server-list.ts'

/** One server and the connections to it, each renewed by itself. */
export interface AsteriskServer {
  id: string
  ari: Ari
  ami: Ami
}

export interface AsteriskServers {
  all: readonly AsteriskServer[]
  /** Undefined: none of that name is in the settings (any more). */
  get(id: string): AsteriskServer | undefined
  /** Can at least one be asked to ring somebody? */
  someConnected(): boolean
  isConnected(id: string): boolean
  start(): void
  stop(): void
}

interface Options {
  servers: readonly AsteriskAddress[]
  ari: { username: string; password: string; app: string }
  ami: { username: string; password: string }
  logger: Logger
  mayAct: () => boolean
}

/** Plans the connections; nothing is sent before `start()`. Lines of the log name the server where there are several. */
export function createAsteriskServers({ servers, ari, ami, logger, mayAct }: Options): AsteriskServers {
  return asteriskServers(
    servers.map(({ id, ariUrl, ami: address }) => {
      const own = servers.length > 1 ? logger.child({ server: id }) : logger
      return { id, ari: createAri({ ...ari, url: ariUrl, logger: own, mayAct }), ami: createAmi({ ...ami, ...address, logger: own, mayAct }) }
    }),
  )
}

/** Over connections that are there. */
export function asteriskServers(all: readonly AsteriskServer[]): AsteriskServers {
  const byId = new Map(all.map((server) => [server.id, server]))
  return {
    all,
    get: (id) => byId.get(id),
    someConnected: () => all.some(({ ari }) => ari.connected()),
    isConnected: (id) => byId.get(id)?.ari.connected() ?? false,
    start() {
      for (const { ari, ami } of all) {
        ari.start()
        ami.start()
      }
    },
    stop() {
      for (const { ari, ami } of all) {
        ari.stop()
        ami.stop()
      }
    },
  }
}
