// Socket.IO events: every command with its schema and roles, every event with its payload.
// A command not listed here is refused; each answers through its acknowledgement with {ok:true,data} or {ok:false,problem}.
import { z } from 'zod'
import { Alarm } from './alarms.ts'
import { BoardChange, BoardState, GiveBody, MoveBody, MovedCall, SetAgentAnswer, SetAgentBody } from './board.ts'
import { AgentView, CallerCard, CallId, CallView, Colleague, DeskSnapshot, DraftView, ScreenPop, WaitingCall } from './calls.ts'
import type { Problem } from './errors.ts'
import { MonitorBody, MonitorView } from './monitor.ts'
import { PauseReason, type Role } from './values.ts'

const agents: readonly Role[] = ['operator', 'supervisor']
const supervisors: readonly Role[] = ['supervisor']
const onCall = z.object({ callId: CallId })

/** Commands of the agent desktop. */
export const commands = {
  /** This tab becomes the agent's desk; an older tab is told `session:taken-over`. */
  'desk:open': { roles: agents, body: z.object({ tabId: z.string().min(1).max(64) }), answer: DeskSnapshot },
  'agent:ready': { roles: agents, body: z.object({}), answer: AgentView },
  'agent:pause': { roles: agents, body: z.object({ reason: PauseReason }), answer: AgentView },
  'agent:offline': { roles: agents, body: z.object({}), answer: AgentView },
  'wrapup:extend': { roles: agents, body: z.object({}), answer: AgentView },
  'wrapup:finish': { roles: agents, body: z.object({}), answer: AgentView },
  'call:decline': { roles: agents, body: onCall, answer: AgentView },
  'call:hold': { roles: agents, body: onCall, answer: CallView },
  'call:unhold': { roles: agents, body: onCall, answer: CallView },
  /** The recorder writes silence until it is resumed or the talk with this operator is over. */
  'recording:pause': { roles: agents, body: onCall, answer: CallView },
  'recording:resume': { roles: agents, body: onCall, answer: CallView },
  'call:hangup': { roles: agents, body: onCall, answer: CallView },
  /** Who else is on duty: to whom a call can go. */
  'desk:colleagues': { roles: agents, body: z.object({}), answer: z.object({ colleagues: z.array(Colleague) }) },
  /** The caller hears music while this operator is asked; then he is handed over, or taken back. */
  'call:consult': { roles: agents, body: onCall.extend({ to: z.uuid() }), answer: CallView },
  'call:consult-complete': { roles: agents, body: onCall, answer: CallView },
  'call:consult-cancel': { roles: agents, body: onCall, answer: CallView },
  /** The caller comes to both of them. */
  'call:conference': { roles: agents, body: onCall, answer: CallView },
  /** The call in talk goes to this operator, with null to whoever of the queue is ready first. */
  'call:transfer': { roles: agents, body: onCall.extend({ to: z.uuid().nullable() }), answer: CallView },
  /**
   * This page is told what goes on from now on. It asks again every `boardEverySeconds`: whoever may not look any more, or
   * is gone, is told nothing after a while. `wall`: a screen everybody can read, without anything about callers.
   */
  'board:open': { roles: supervisors, body: z.object({ wall: z.boolean().default(false) }), answer: BoardState },
  /** Begins to listen to a talk, to speak to its operator alone, or to both; while it is on, changes which. */
  'monitor:set': { roles: supervisors, body: MonitorBody, answer: MonitorView },
  /** Moves a caller who waits before all others, or lets the telephone of this ready operator ring for him. */
  'queue:front': { roles: supervisors, body: MoveBody, answer: MovedCall },
  'queue:give': { roles: supervisors, body: GiveBody, answer: MovedCall },
  'agent:set': { roles: supervisors, body: SetAgentBody, answer: SetAgentAnswer },
  'monitor:stop': { roles: supervisors, body: onCall, answer: MonitorView },
} as const
/** How often a board asks anew. */
export const boardEverySeconds = 20
export type CommandName = keyof typeof commands
export type CommandBody<N extends CommandName> = z.infer<(typeof commands)[N]['body']>
export type CommandAnswer<N extends CommandName> = z.infer<(typeof commands)[N]['answer']>
export type Ack<N extends CommandName> = { ok: true; data: CommandAnswer<N> } | { ok: false; problem: Problem }

/** Events to the page. */
export const events = {
  /** Sent at every change of the agent's own state. */
  'agent:state': AgentView,
  /** Sent when the agent's phone is made to ring, before the answer. */
  'call:pop': ScreenPop,
  /** Sent at every change of the call in the agent's hands: answered, held, ended. */
  'call:state': CallView,
  /** Sent when the look-up of the caller ends after the pop; fills only fields the operator has not touched. */
  'call:caller': z.object({ callId: CallId, caller: CallerCard, draft: DraftView }),
  /** Sent when the offer is withdrawn: missed, declined, caller gone while ringing. */
  'call:offer-ended': z.object({ callId: CallId, reason: z.enum(['missed', 'declined', 'caller-gone', 'phone-lost', 'interrupted', 'withdrawn']) }),
  /** Sent to every desk when the queue changes: how many wait, then the first ones of them. */
  'queue:length': z.object({ length: z.number().int() }),
  'queue:waiting': z.array(WaitingCall),
  /** Sent to an open board when anything on it changes, some changes at once together: only what became different. */
  'board:change': BoardChange,
  /**
   * Sent to every page of a web process when its line to the controller breaks (until then nothing said is known to be
   * true any more), and when it is back: then the page opens its desk again and gets a fresh snapshot.
   */
  'controller:state': z.object({ connected: z.boolean() }),
  /** Sent when the connection to Asterisk comes or goes. */
  'telephony:state': z.object({ connected: z.boolean() }),
  /** Sent to every desk when a call-back task is opened or done. */
  'callbacks:changed': z.object({ count: z.number().int() }),
  /** Sent to the pages of all who may see the petition when it changed; the page reads it again. */
  'ticket:changed': z.object({ ticketId: z.uuid() }),
  /** Sent to every desk when an alarm is raised, cleared or told otherwise: all open ones. */
  'alarms:changed': z.array(Alarm),
  /** Sent to a person's pages when the roles changed: the page asks anew who is signed in. */
  'roles:changed': z.object({}),
  /** Sent to the older tab when a newer one opens the desk. */
  'session:taken-over': z.object({}),
  /** Sent before the server ends a session (logout elsewhere, password changed). */
  'session:ended': z.object({ reason: z.enum(['signed-out', 'password-changed', 'locked']) }),
} as const
export type EventName = keyof typeof events
export type EventBody<N extends EventName> = z.infer<(typeof events)[N]>
