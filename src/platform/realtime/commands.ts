// One command from a page: known, allowed, well-formed, then handled; always answered by {ok,data} or {ok:false,problem}.

import type { Problem } from '../../contract/errors.ts'
import { type CommandName, commands } from '../../contract/socket.ts'
import { checkAccess } from '../http/endpoint-route.ts'
import { invalidInput, notFound, notSignedIn, toProblem } from '../http/problems.ts'
import type { SessionContext } from '../http/session-context.ts'
import type { Logger } from '../logging/logger.ts'

/** Who sent a command, and from which page. */
export interface CommandContext extends SessionContext {
  socketId: string
}

export interface StoredHandler {
  name: CommandName
  run: (context: CommandContext, body: unknown) => unknown
}

interface Incoming {
  name: string
  body: unknown
  handler: StoredHandler | undefined
  session: SessionContext | null
  socketId: string
  logger: Logger
}

/** Checks and runs a command; never rejects. */
export async function answerCommand({
  name,
  body,
  handler,
  session,
  socketId,
  logger,
}: Incoming): Promise<{ ok: true; data: unknown } | { ok: false; problem: Problem }> {
  try {
    if (!session) throw notSignedIn()
    if (!handler) throw notFound()
    const command = commands[handler.name]
    checkAccess(command.roles, session)
    const parsed = command.body.safeParse(body ?? {})
    if (!parsed.success) throw invalidInput(parsed.error)
    return { ok: true, data: await handler.run({ ...session, socketId }, parsed.data) }
  } catch (error) {
    return { ok: false, problem: toProblem(error, logger, { command: handler ? name : 'unknown' }) }
  }
}
