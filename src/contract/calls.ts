// Calls, agents and the screen pop as they cross the wire.
import { z } from 'zod'
import { TicketForm, TicketSummary } from './tickets.ts'
import { AgentState, CallDirection, CallerKnowledge, CallOutcome, CallStatus, PauseReason } from './values.ts'

export const CallId = z.uuid()

/** The agent's own state. `since` starts the running timer; `dueAt` is when the state ends by itself (ring, wrap-up). */
export const AgentView = z.object({
  agentId: z.uuid(),
  name: z.string(),
  state: AgentState,
  pauseReason: PauseReason.nullable(),
  since: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  callId: CallId.nullable(),
  /** Is a telephone there to ring? A ready agent without one is not offered calls. */
  phoneReachable: z.boolean(),
  /** What comes after the call or the wrap-up, where he asked for something else than to be ready. */
  next: z.enum(['paused', 'offline']).nullable(),
  /** The supervisor who set this state, or what comes `next`; null when it was the agent himself. */
  setBy: z.object({ name: z.string() }).nullable(),
})
export type AgentView = z.infer<typeof AgentView>

/** An operator in a call, with the name he has at this moment; or somebody outside, with his number. */
export const CallParty = z.object({ agentId: z.uuid().nullable(), name: z.string().nullable(), number: z.string().nullable() })
export type CallParty = z.infer<typeof CallParty>

/** The call in the agent's hands. */
export const CallView = z.object({
  callId: CallId,
  status: CallStatus,
  direction: CallDirection,
  /** A call out about a ticket there was before: its form is not the call's own. */
  aboutTicket: z.boolean(),
  /** Of a call out that is being dialled: whose telephone is waited for. */
  dialing: z.enum(['own', 'sent', 'ringing']).nullable(),
  /** A callback he asked for: since when he waits, and when he is tried again if he was not reached. */
  booked: z.object({ since: z.iso.datetime(), again: z.iso.datetime().nullable() }).nullable(),
  callerNumber: z.string().nullable(),
  callerDisplay: z.string(),
  arrivedAt: z.iso.datetime(),
  queuedAt: z.iso.datetime().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  heldSince: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  outcome: CallOutcome.nullable(),
  recordingId: z.uuid().nullable(),
  recording: z.boolean(),
  /** Since when the recorder writes silence; null while everything is recorded. */
  recordingPausedSince: z.iso.datetime().nullable(),
  /** Asterisk did not pause it when it was last asked to. */
  recordingPauseRefused: z.boolean(),
  ticketId: z.uuid(),
  /** Its operator lost his page or telephone in the talk and is rung again. */
  again: z.boolean(),
  /** The branch of the menu the caller chose, e.g. `Đất đai`; null for who chose none. */
  branch: z.string().nullable(),
  /** Whose call it is now; null while it waits or is over. */
  with: CallParty.nullable(),
  /** Who talked with the caller last, when it is not the same. */
  before: CallParty.nullable(),
  /** How the last consultation that led to nothing ended, and who had asked. */
  consultEnded: CallParty.extend({
    by: z.uuid(),
    reason: z.enum([
      ...['missed', 'declined', 'phone-lost', 'caller-gone', 'interrupted', 'withdrawn', 'left'],
      ...['busy', 'no-answer', 'refused', 'unreachable', 'wrong-number', 'cancelled'],
    ] as const),
  }).nullable(),
  /** A second operator who is asked by the first: his telephone rings, the two talk while the caller waits, or all three talk. */
  consult: CallParty.extend({ state: z.enum(['ringing', 'talking', 'conference']) }).nullable(),
})
export type CallView = z.infer<typeof CallView>

/** Another operator, as whoever wants to pass a call on sees him; `free`: his telephone can be made to ring now. */
export const Colleague = z.object({
  agentId: z.uuid(),
  name: z.string(),
  state: AgentState,
  pauseReason: PauseReason.nullable(),
  since: z.iso.datetime(),
  free: z.boolean(),
})
export type Colleague = z.infer<typeof Colleague>

export const CallSummary = z.object({
  callId: CallId,
  arrivedAt: z.iso.datetime(),
  subject: z.string(),
  result: z.string(),
  talkSeconds: z.number().nullable(),
})

/** Who is calling, from earlier tickets with this number. */
export const CallerCard = z.object({
  knowledge: CallerKnowledge,
  number: z.string().nullable(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  callCount: z.number().int(),
  firstCallAt: z.iso.datetime().nullable(),
  openTickets: z.array(TicketSummary),
  earlierTickets: z.array(TicketSummary),
  earlierCalls: z.array(CallSummary),
})
export type CallerCard = z.infer<typeof CallerCard>

/** The prefilled ticket; `version` is what the page sends back with its first save. */
export const DraftView = z.object({
  ticketId: z.uuid(),
  version: z.number().int(),
  form: TicketForm,
  /** Fields filled from an earlier ticket, shown as "phiếu trước". */
  prefilled: z.array(z.string()),
})
export type DraftView = z.infer<typeof DraftView>

/** Sent when the agent's phone is made to ring, before any answer. `caller` is null while it is still looked up. */
export const ScreenPop = z.object({
  call: CallView,
  draft: DraftView,
  caller: CallerCard.nullable(),
})
export type ScreenPop = z.infer<typeof ScreenPop>

/** What decides about the turn of a caller who waits, beside his place. */
export const QueueMarks = z.object({
  /** How much earlier than he came he is ranked. */
  priorityMinutes: z.number().int(),
  /** Of who needs a skill: since when he waits, and after how many seconds each ring of operators is asked. Null: anybody is. */
  rings: z.object({ since: z.iso.datetime(), afterSeconds: z.array(z.number().int()) }).nullable(),
  /** The operator he talked with lately. */
  known: z.string().nullable(),
})
export type QueueMarks = z.infer<typeof QueueMarks>

export const WaitingCall = z.object({
  callId: CallId,
  callerNumber: z.string().nullable(),
  callerName: z.string().nullable(),
  queuedAt: z.iso.datetime(),
  /** He has hung up and is called back when his turn comes. */
  booked: z.boolean(),
  branch: z.string().nullable(),
  ...QueueMarks.shape,
})
export type WaitingCall = z.infer<typeof WaitingCall>
/** How many of the queue a desk is told, the first to be served: nobody reads five hundred while he serves one. */
export const waitingShown = 50

/** What a page fetches on every (re)connect before it applies events. `serverTime` lets timers run true on a wrong clock. */
export const DeskSnapshot = z.object({
  serverTime: z.iso.datetime(),
  agent: AgentView,
  pop: ScreenPop.nullable(),
  /** The first ones of the queue, and how many there are in all. */
  waiting: z.array(WaitingCall),
  waitingLength: z.number().int(),
  telephony: z.boolean(),
  hotlineOpen: z.boolean(),
  wrapupSeconds: z.number(),
  ringSeconds: z.number(),
})
export type DeskSnapshot = z.infer<typeof DeskSnapshot>
