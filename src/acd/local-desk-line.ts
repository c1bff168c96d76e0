// The desk line of the process that has the calls itself: everything is called directly.

import type { Alarms } from '../platform/alarms/alarms.ts'
import type { Logger } from '../platform/logging/logger.ts'
import type { ContactCenter } from './contact-center.ts'
import { deskCommands } from './desk-commands.ts'
import type { DeskLine } from './desk-line.ts'

interface Deps {
  center: ContactCenter
  alarms: Pick<Alarms, 'open'>
  telephony: () => boolean
  logger: Logger
}

/** Makes it. */
export function createLocalDeskLine({ center, alarms, telephony, logger }: Deps): DeskLine {
  const commands = deskCommands(center, (error) =>
    logger.warn('softphone account not pushed', { reason: error instanceof Error ? error.message : String(error) }),
  )
  return {
    command: async (name, context, body) => commands[name](context, body),
    pageGone({ personId, socketId }) {
      center.desk.left(personId, socketId)
      center.board.close(socketId)
    },
    sessionEnded({ personId, sessionId }) {
      const wasDesk = center.desk.sessionEnded(personId, sessionId)
      center.board.sessionEnded(sessionId)
      if (wasDesk) center.monitoring.sessionEnded(personId)
      void center.accounts.withdraw(sessionId)
    },
    phoneChanged: ({ personId, profile }) => center.phones.setProfile(personId, profile),
    pushAccount: (sessionId) => center.accounts.push(sessionId),
    alarms: async () => alarms.open(),
    status: async () => ({ telephony: telephony(), hotlineOpen: center.isOpen() }),
  }
}
