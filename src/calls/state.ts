// A call's life as data. The reducer (reducer.ts) is the only writer of it.
//
//   arrived ──► greeting ──► queued ◄──────────────┐   (greeting ──► menu ──► queued, where there is a menu)
//      │           │           │  ▲                 │ agent's phone lost
//      │           │           ▼  │ missed/declined │
//      │           │        ringing ──► talking ◄──► held
//      ▼           │           │           │          │
//   closed-notice  │           │           │          │
//      │           ▼           ▼           ▼          ▼
//      └─────────────────────► ended ◄────────────────┘
//
// talking, held ──► ringing: the agent's page or telephone vanished and he is rung again first (reducer-rescue.ts).
// talking, held ──► rating ──► ended: the talk is over, the caller is asked what he thinks of it (reducer-rating.ts).
// closed-notice, menu, queued ──► message ──► ended: nobody can answer, the dialplan's voicemail has the caller (reducer-message.ts).
// queued ──► goodbye ──► ended: beyond a limit of the queue he is told sorry and let go (reducer-overflow.ts).
// greeting, menu, queued, held ──► fallback ──► queued or ended: the dialplan has the caller while no controller was there.
// queued ──► callback ──► ended: he asked to be called back in his turn and is thanked (reducer-callback.ts). His place is a call of its own:
// booked ◄──► dialing (reducer-booking.ts).
// dialing ──► talking or ended: a call out (reducer-outbound.ts); from the answer on it is a call as any other.
import type { CallOutcome, MonitorMode, Rating } from '../contract/values.ts'
import type { UnansweredOutcome } from './hangup-cause-rules.ts'
import type { Monitor, MonitorEnd, MonitorPlace } from './monitor-rules.ts'
import type { RecordingPause } from './recording-rules.ts'
import type { CallService } from './service-rules.ts'

/**
 * greeting: the caller hears greeting and recording notice. closed-notice: outside the hotline's hours, the caller
 * hears them and is let go. menu: he is asked by keys what he calls about. queued: music, waiting for an agent. ringing: music goes on, one agent's phone rings.
 * talking: caller and agent in one bridge. held: the caller is back on music, the agent keeps the call.
 * goodbye: beyond a limit, he hears an apology and is let go. rating: the agent has left, the caller rates him by key. message: the dialplan's voicemail has the
 * caller. fallback: the dialplan's own queue has him, see fallback-calls.ts. dialing: the operator's own
 * telephone rings, then the citizen's. callback: he has asked to be called back and hears that he will be. booked: the place
 * of a caller who is called back when his turn comes; nobody is on the line.
 */
export type CallPhase =
  | 'greeting'
  | 'menu'
  | 'closed-notice'
  | 'queued'
  | 'ringing'
  | 'talking'
  | 'held'
  | 'rating'
  | 'message'
  | 'goodbye'
  | 'fallback'
  | 'dialing'
  | 'callback'
  | 'booked'
  | 'ended'

/** An agent's leg: while offered it rings, once answered it talks. */
export interface AgentLeg {
  agentId: string
  legId: string
  offeredAt: number
  /** When the ring ends by itself, ms since epoch. */
  dueAt: number
  answeredAt: number | null
  /** He lost this very talk and is rung again. waits: his telephone is not there (yet). contact: the registration the ring went to. */
  again?: { waits: boolean; contact?: string }
}

/** The last time a supervisor moved a caller who waits, and how often that was done. */
export interface QueueMove {
  by: string
  at: number
  count: number
}

/** The question after the talk. asking: it is being said. waiting: for a key. leaving: the last words. */
export interface Survey {
  stage: 'asking' | 'waiting' | 'leaving'
  /** When the talk was over and the question began. */
  askedAt: number
  /** How often it was asked so far. */
  asked: number
  /** How often anything was said so far; the playbacks' ids are counted by it. */
  said: number
  /** Until when a key is waited for, ms since epoch. */
  dueAt: number | null
  /** When the last key was pressed: it may be told twice. */
  keyAt: number | null
}

/** The menu. asking: its words are being said. waiting: for a key, on music. */
export interface MenuTalk {
  stage: 'asking' | 'waiting'
  /** How often it was said without an answer so far. */
  asked: number
  /** How often anything was said so far; the playbacks' ids are counted by it. */
  said: number
  /** Until when a key is waited for, ms since epoch. */
  dueAt: number | null
  /** When the last key was pressed: it may be told twice. */
  keyAt: number | null
}

/** What was said to a caller about being called back. offered: that he may be. confirming: whether he means it. declined: he waits on. */
export interface CallbackOffer {
  stage: 'offered' | 'confirming' | 'declined' | 'booked'
  /** How often anything was said; the playbacks' ids are counted by it. */
  said: number
  /** When the last key was pressed: it may be told twice. */
  keyAt: number | null
  /** Until when a confirmation is waited for, ms since epoch. */
  dueAt: number | null
}

/** A place in the queue whose caller has hung up and is called back. */
export interface Booking {
  /** The call he made. */
  of: string
  /** Since when he has been waiting. */
  since: number
  /** What the trunk is sent. */
  to: string
  /** How often he was dialled in vain, and how often that may be. */
  attempts: number
  most: number
  gapMs: number
  dialMs: number
  /** Before then he is not dialled again. */
  dueAt: number | null
  /** How the last try ended. */
  last: UnansweredOutcome | null
}

/** The citizen's side of a call out, until he answers. */
export interface Dial {
  /** What the trunk is sent. */
  to: string
  limitMs: number
  /** When he began to be dialled, and when that ends by itself; null while the operator's own telephone rings. */
  askedAt: number | null
  dueAt: number | null
  /** His telephone rings. */
  ringing?: true
  /** The network sends sound of its own in place of the ringing tone. */
  sound?: true
}

/** The branch of the menu a caller chose, as it was called at that moment. */
export interface MenuChoice {
  key: string
  label: string
  /** Whom he needs; null: anybody. */
  skill: string | null
  priorityMinutes: number
}

/** What was said last to a caller who waits. */
export interface Announced {
  at: number
  /** How often anything was said; the playbacks' ids are counted by it. */
  n: number
  position: number | null
  estimateMinutes: number | null
}

/** full: too many waited already when he came. longest: he waited as long as one may. */
export type OverflowReason = 'full' | 'longest'

/** All times are milliseconds since the epoch. A call from before an upgrade lacks what was added by it. */
export interface CallState {
  callId: string
  serverId: string
  channelId: string
  ticketId: string
  recordingId: string
  callerNumber: string | null
  callerRaw: string
  callerDisplay: string
  hotlineNumber: string
  phase: CallPhase
  arrivedAt: number
  queuedAt: number | null
  /** Place in the queue: smaller goes first. Arrival time, 0 for a caller who lost his agent, less for one moved to the front. */
  rank: number
  leg: AgentLeg | null
  /** How many legs and bridges were made so far; their ids are derived from it. The last one's bridge is the call's. */
  legCount: number
  /** A second operator whom the first one asks: in held the caller hears music meanwhile, in talking all three talk. */
  consult?: AgentLeg
  /** How many were asked so far; the ids of their legs are derived from it. */
  consultCount?: number
  /** How the last consultation that led to nothing ended, for whoever asked; left: the second operator hung up. */
  consultEnd?: { by: string; agentId: string; reason: OfferEnd | 'left' | UnansweredOutcome }
  /** Whose telephone got the caller out of a consultation, and when. */
  handed?: { legId: string; at: number }
  /** Agents who let this call pass, and until when they are not asked again. */
  passedBy: Readonly<Record<string, number>>
  firstAnsweredAt: number | null
  lastAgentId: string | null
  heldSince: number | null
  talkMs: number
  holdMs: number
  /** Start of the present stretch of talk or hold. */
  stretchSince: number | null
  /** The prompt that silences the music now; the music goes on when it is over. */
  prompt: string | null
  /** May the caller leave a message where nobody can answer? */
  takesMessages: boolean
  /** Is the caller to be asked to rate his agent after the talk? */
  rates: boolean
  /** The hotline's settings of its arrival. */
  service?: CallService
  /** Only while he is in the menu. */
  menu?: MenuTalk
  /** Absent for who chose nothing. */
  choice?: MenuChoice
  /** The operator he talked with lately, as the records told. */
  knownAgentId?: string
  /** Since when he waits again after a talk. */
  backSince?: number
  announced?: Announced
  /** He was sent out of the queue by one of its limits. */
  overflowed?: { at: number; why: OverflowReason }
  survey: Survey | null
  rating: Rating | null
  recordingStartedAt: number | null
  recordingMs: number | null
  recordingBytes: number | null
  recordingSha256: string | null
  /** Stretches in which the recorder writes silence, in their order; absent until the first. */
  recordingPauses?: readonly RecordingPause[]
  endedAt: number | null
  outcome: CallOutcome | null
  /** Absent while no supervisor has moved it. */
  moved?: QueueMove
  /** Supervisors with a hand in the talk, and how many there were; absent until the first. */
  monitors?: readonly Monitor[]
  monitorCount?: number
  /** A call out: the operator called; `callerNumber` is the citizen, his channel's id is derived from the call's. */
  direction?: 'out'
  dial?: Dial
  /** The call-back task it is made for. */
  callbackId?: string
  /** It is about a ticket there was before. */
  aboutTicket?: true
  /** May he be called back: the id his place would have, and what the trunk would be sent; null: his number cannot be called. */
  callback?: { bookingId: string; to: string | null }
  callbackOffer?: CallbackOffer
  /** The place he has already, from a call before. */
  keptRank?: number
  booking?: Booking
  /** Who passed the call on to a number outside: it comes back to him when nobody answers there. */
  passedOutBy?: string
}

/** Why an offer ended without an answer. */
export type OfferEnd = 'missed' | 'declined' | 'phone-lost' | 'caller-gone' | 'interrupted' | 'withdrawn'

export type CallEvent =
  | {
      type: 'arrived'
      callId: string
      ticketId: string
      recordingId: string
      serverId: string
      channelId: string
      callerNumber: string | null
      callerRaw: string
      callerDisplay: string
      hotlineNumber: string
      open: boolean
      greeting: boolean
      /** Where nobody can answer he may leave a message. */
      takesMessages?: true
      /** He will be asked to rate his agent. */
      rates?: true
      service?: CallService
      callback?: { bookingId: string; to: string | null }
      /** He waits to be called back and calls himself: the place he has already. */
      rank?: number
      /** When the dialplan met the caller, if that was before this event (ms). */
      arrivedAt?: number
    }
  /** An operator calls out. `number` is E.164 or a short number, `to` what the trunk is sent. */
  | {
      type: 'placed'
      callId: string
      ticketId: string
      recordingId: string
      serverId: string
      agentId: string
      number: string
      to: string
      hotlineNumber: string
      ringMs: number
      dialMs: number
      callbackId?: string
      aboutTicket?: true
    }
  /** A caller asked to be called back: his place. `of` is his call, `since` when he came. */
  | {
      type: 'booked'
      callId: string
      of: string
      ticketId: string
      recordingId: string
      serverId: string
      number: string
      display: string
      to: string
      hotlineNumber: string
      rank: number
      since: number
      /** The branch he chose, and the settings of his call: whom he needs is whom he needed. */
      choice?: MenuChoice
      service?: CallService
      most: number
      gapMs: number
      dialMs: number
    }
  /** He was talked with meanwhile: nobody need call him any more. */
  | { type: 'booking-closed' }
  /** He has waited long enough to be offered a call back; he was asked whether he means it and said nothing. */
  | { type: 'callback-offer-due' }
  | { type: 'callback-unconfirmed'; said: number }
  /** The citizen's telephone rings; he answered; nobody did in time. */
  | { type: 'citizen-ringing' }
  /** The network lets its own sound be heard before the answer: another ringing tone, an announcement. */
  | { type: 'citizen-sound' }
  | { type: 'citizen-answered' }
  | { type: 'dial-timeout' }
  | { type: 'prompt-finished'; playbackId: string }
  /** by: the supervisor who chose him, in place of the router. */
  | { type: 'agent-chosen'; agentId: string; ringMs: number; by?: string }
  /** seen: how often it had been moved when he looked. */
  | { type: 'moved-front'; by: string; seen: number }
  | { type: 'leg-answered'; legId: string }
  /** unseen: it was found gone after nobody listened; perhaps it never came to ring. */
  | { type: 'leg-ended'; legId: string; cause: number; unseen?: true }
  | { type: 'leg-lost'; legId: string }
  /** The telephone of whoever talked vanished: for so long he is rung again before anybody else. */
  | { type: 'phone-lost'; legId: string; ringMs: number }
  /** It can be reached (again). contact: its new registration, where one was told. */
  | { type: 'phone-back'; agentId: string; contact?: string }
  | { type: 'ring-timeout'; legId: string }
  /** He waits, and nobody has been on duty for some time. */
  | { type: 'nobody-on-duty' }
  /** He talked with this operator not long ago. */
  | { type: 'known-agent'; agentId: string }
  /** Where he stands and how long it may take is to be said to him, the n-th time; `also`: prompts to be said after it. */
  | { type: 'announce'; n: number; position: number | null; estimateMinutes: number | null; also?: readonly string[] }
  /** A limit of the queue is reached. */
  | { type: 'overflow'; why: OverflowReason }
  | { type: 'decline'; agentId: string }
  | { type: 'hold'; agentId: string }
  | { type: 'unhold'; agentId: string }
  | { type: 'hangup'; agentId: string }
  /** To that operator, or with null to whoever of the queue is ready first. */
  | { type: 'transfer'; agentId: string; to: string | null; ringMs: number }
  /** The first operator asks a second one, hands the caller over to him, takes the caller back, or brings all three together. */
  | { type: 'consult'; agentId: string; to: string; ringMs: number }
  | { type: 'consult-complete'; agentId: string }
  | { type: 'consult-cancel'; agentId: string }
  | { type: 'conference'; agentId: string }
  /** The caller pressed a key of his telephone; Asterisk tells it once for the channel and once for its endpoint. */
  | { type: 'key'; digit: string; pressedAt: number }
  /** Nothing was pressed in time; `said` is what it came after. */
  | { type: 'rating-timeout'; said: number }
  | { type: 'menu-timeout'; said: number }
  | { type: 'recording-started' }
  /** The operator asks that the recorder writes silence, or sound again. */
  | { type: 'recording-pause'; agentId: string }
  | { type: 'recording-resume'; agentId: string }
  /** Asterisk would not: the n-th pause never was one. */
  | { type: 'recording-pause-refused'; n: number }
  | { type: 'recording-finished'; durationMs: number; bytes: number; sha256: string }
  | { type: 'caller-gone'; cause: number; at?: number }
  | { type: 'interrupted'; at?: number }
  /** After a (re)connect: what Asterisk still does for this call; the rest is asked for again. */
  | {
      type: 'resynced'
      joined: boolean
      recording: boolean /** Nobody has answered the caller yet. */
      unanswered?: true /** The second operator is in the bridge. */
      secondJoined?: true
    }
  /** A leg Asterisk has for this call which the call does not know: the controller died before it could write it down. */
  | { type: 'leg-found'; legId: string; agentId: string; answered: boolean; dueAt: number }
  | { type: 'monitor-asked'; supervisorId: string; mode: MonitorMode }
  | { type: 'monitor-mode'; supervisorId: string; mode: MonitorMode }
  | { type: 'monitor-stopped'; supervisorId: string }
  /** After a (re)connect: he is not where he should be. */
  | { type: 'monitor-unjoined'; n: number }
  | { type: 'left-to-fallback' }
  | { type: 'back-from-fallback' }
  | { type: 'fallback-ended'; outcome: CallOutcome; at: number; answeredAt: number | null; agentId: string | null; talkMs: number }

/** What must be done. Each may be done twice without harm: ids are fixed before the request goes out. */
export type CallEffect =
  | { type: 'answer'; channelId: string }
  | { type: 'record'; channelId: string; snoopId: string; name: string }
  /** The recorder goes on and writes silence, so that the time line keeps. */
  | { type: 'recorder-pause'; name: string; n: number }
  | { type: 'recorder-resume'; name: string }
  /** music: it goes on behind the prompts by itself, so that nobody hears silence when no controller is there at their end. */
  | { type: 'play'; channelId: string; playbackId: string; prompts: readonly string[]; music?: true; after?: string }
  /** after: the prompt that is over, whose music ends; of `play` the one that is cut short. */
  | { type: 'wait-with-music'; channelId: string; leave: string | null; after?: string }
  /** own: the operator's own telephone, for a call he makes himself. again: he talked with this caller and lost him. */
  | { type: 'ring'; legId: string; agentId: string; bridgeId: string; dueAt: number; own?: true; again?: true }
  /** The citizen is dialled through the trunk; the operator hears how it rings there. */
  | { type: 'dial'; channelId: string; legId: string; bridgeId: string; to: string; limitMs: number }
  /** The ringing tone Asterisk plays to this leg gives way to what the network sends. */
  | { type: 'stop-tone'; legId: string }
  /** The caller's place is kept under the id it has in his call. */
  | { type: 'book-callback' }
  /** Nobody answered outside: back to the operator who passed it on, if he can take it. */
  | { type: 'recall'; agentId: string }
  /** One more telephone for the bridge there is. */
  | { type: 'ring-beside'; legId: string; agentId: string; dueAt: number }
  /** Both operators into a bridge of their own, out of the one the first sits in. */
  | { type: 'meet'; bridgeId: string; firstId: string; secondId: string; leave: string }
  | { type: 'cancel-leg'; legId: string }
  | { type: 'connect'; bridgeId: string; channelId: string; legId: string; after?: string }
  | { type: 'rejoin'; bridgeId: string; channelId: string }
  /** The dialplan's voicemail takes the caller; `chosen`: he wished it himself. `after`: the prompt that is cut short. */
  | { type: 'take-message'; channelId: string; exten: string; closed: boolean; chosen?: true; after?: string }
  /** The talk is behind the caller: he leaves it and its music, and the dialplan is told not to queue him again. */
  | { type: 'leave-talk'; channelId: string; bridgeId: string }
  | { type: 'destroy-bridge'; bridgeId: string }
  | { type: 'hangup'; channelId: string }
  | { type: 'monitor-ring'; legId: string; supervisorId: string }
  /** leaveEarId: that of the former mode. */
  | ({ type: 'monitor-join'; spiedLegId: string; whisper: boolean; leaveEarId?: string } & MonitorPlace)
  | ({ type: 'monitor-end' } & MonitorPlace)
  /** Kept for ever: who heard or spoke into which call, from when to when. */
  | { type: 'monitor-noted'; n: number; supervisorId: string; act: MonitorMode | 'end'; reason?: MonitorEnd }
  | { type: 'open-draft' }
  | { type: 'pop'; agentId: string }
  | { type: 'offer-ended'; agentId: string; reason: OfferEnd }
  | { type: 'agent-answered'; agentId: string }
  /** An agent turned out to have this call's ring or talk. */
  | { type: 'agent-found'; agentId: string; talking: boolean; dueAt: number }
  /** He talked and is rung again. */
  | { type: 'agent-recalled'; agentId: string; dueAt: number }
  /** Tell the call when his telephone is there (phone-back). */
  | { type: 'await-phone'; agentId: string }
  /** asked: he was only asked by another operator and has nothing to write up. */
  | { type: 'agent-released'; agentId: string; phoneLost: boolean; asked?: true }
  | { type: 'show'; agentId: string }
  | { type: 'queue-changed' }
  | { type: 'closed' }

export interface Step {
  state: CallState
  effects: readonly CallEffect[]
}

/** Ids of what belongs to a call, derived so that they are known before Asterisk is asked. */
export const legIdOf = (callId: string, n: number): string => `${callId}.leg-${n}`
export const consultLegIdOf = (callId: string, n: number): string => `${callId}.consult-${n}`
export const bridgeIdOf = (callId: string, n: number): string => `${callId}.talk-${n}`
/** The citizen's channel of a call out. */
export const citizenIdOf = (callId: string): string => `${callId}.citizen`
export const snoopIdOf = (callId: string): string => `${callId}.snoop`
export const playbackIdOf = (callId: string, name: string): string => `${callId}.${name}`
/** The call an id belongs to, or null when it is not one of ours. */
export function callIdOf(id: string): string | null {
  return /^([0-9a-f-]{36})\./.exec(id)?.[1] ?? null
}
/** The number of a leg within its call; 0 when the id is no leg's. */
export const legNumberOf = (legId: string): number => Number(/\.leg-(\d+)$/.exec(legId)?.[1] ?? 0)
/** Is this the leg of a second operator who was asked? It may have become the call's own since. */
export const isConsultLeg = (legId: string): boolean => /\.consult-\d+$/.test(legId)
/** Path below the recordings folder, without ending: one folder a day (UTC+7). */
export function recordingName(recordingId: string, at: number): string {
  return `${new Date(at + 7 * 3_600_000).toISOString().slice(0, 10)}/${recordingId}`
}
