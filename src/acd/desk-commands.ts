// The socket commands of the agent desktop: what each does at the controller, and how a web process passes it there.
import { type CommandAnswer, type CommandBody, type CommandName, commands } from '../contract/socket.ts'
import type { RealtimeGateway } from '../platform/realtime/gateway.ts'
import type { ContactCenter } from './contact-center.ts'
import type { DeskContext } from './desk.ts'
import type { DeskLine } from './desk-line.ts'

type DeskCommands = { [N in CommandName]: (context: DeskContext, body: CommandBody<N>) => CommandAnswer<N> | Promise<CommandAnswer<N>> }

/** Every command of contract/socket.ts at the controller. */
export function deskCommands(
  {
    desk,
    accounts,
    board,
    monitoring,
    outbound,
    queueMoves,
    recordingPauses,
    setAgent,
    transfers,
  }: Pick<ContactCenter, 'desk' | 'accounts' | 'board' | 'monitoring' | 'outbound' | 'queueMoves' | 'recordingPauses' | 'setAgent' | 'transfers'>,
  onError: (error: unknown) => void,
): DeskCommands {
  /**
   * Answers with the agent as he is after all that the command set off: a caller who waited rings in the same breath, and
   * an answer behind that pop which still said `ready` would make the page forget the pop.
   */
  const agentAfter = async (context: DeskContext, act: () => unknown) => {
    act()
    await Promise.resolve()
    return desk.view(context.personId)
  }
  return {
    'desk:open': (context, { tabId }) => {
      // The page registers its phone right after: its account must be there, but a desk opens without telephony too.
      accounts.push(context.sessionId).catch(onError)
      return desk.open(context, tabId)
    },
    'agent:ready': (context) => agentAfter(context, () => desk.ready(context)),
    'agent:pause': (context, { reason }) => agentAfter(context, () => desk.pause(context, reason)),
    'agent:offline': (context) => agentAfter(context, () => desk.offline(context)),
    'wrapup:extend': (context) => agentAfter(context, () => desk.extendWrapup(context)),
    'wrapup:finish': (context) => agentAfter(context, () => desk.finishWrapup(context)),
    'call:decline': (context, { callId }) => agentAfter(context, () => desk.decline(context, callId)),
    'call:hold': (context, { callId }) => desk.hold(context, callId),
    'call:unhold': (context, { callId }) => desk.unhold(context, callId),
    'recording:pause': (context, { callId }) => recordingPauses.pause(context, callId),
    'recording:resume': (context, { callId }) => recordingPauses.resume(context, callId),
    'call:hangup': (context, { callId }) => desk.hangup(context, callId),
    'call:dial': (context, body) => outbound.dial(context, body),
    'call:keys': (context, { callId, keys }) => outbound.keys(context, callId, keys),
    'desk:colleagues': (context) => transfers.colleagues(context),
    'call:transfer': (context, { callId, to }) => transfers.transfer(context, callId, to),
    'call:consult': (context, { callId, to }) => transfers.consult(context, callId, to),
    'call:consult-complete': (context, { callId }) => transfers.complete(context, callId),
    'call:consult-cancel': (context, { callId }) => transfers.cancel(context, callId),
    'call:conference': (context, { callId }) => transfers.conference(context, callId),
    'board:open': (context, { wall }) => board.open(context, wall),
    'monitor:set': (context, { callId, mode }) => monitoring.set(context, callId, mode),
    'queue:front': (context, { callId, seen }) => queueMoves.front(context, callId, seen),
    'queue:give': (context, { callId, seen, agentId }) => queueMoves.give(context, callId, seen, agentId),
    'agent:set': (context, body) => setAgent(context, body),
    'monitor:stop': (context, { callId }) => monitoring.stop(context, callId),
  }
}

/** Binds every command of the pages to the controller, wherever that is. */
export function bindDeskCommands(gateway: RealtimeGateway, line: DeskLine): void {
  const bind = <N extends CommandName>(name: N) =>
    gateway.onCommand(name, ({ personId, name: person, sessionId, socketId }, body) =>
      line.command(name, { personId, name: person, sessionId, socketId }, body),
    )
  for (const name of Object.keys(commands) as CommandName[]) bind(name)
  gateway.onDisconnect((gone) => line.pageGone(gone))
}
