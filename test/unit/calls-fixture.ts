// Calls in every phase, made only by telling the reducer what happened.
import { defaultHotline } from '../../src/acd/hotline-defaults-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { type CallService, serviceOf } from '../../src/calls/service-rules.ts'
import { type CallEffect, type CallEvent, type CallPhase, type CallState, legIdOf, playbackIdOf } from '../../src/calls/state.ts'

/** Monday 5 January 2026, 08:00 in Gia Lai. */
export const START = Date.UTC(2026, 0, 5, 1, 0, 0)
export const CALL = '00000000-0000-4000-8000-000000000001'
export const AN = '00000000-0000-4000-8000-0000000000c1'
export const BINH = '00000000-0000-4000-8000-0000000000c2'
export const RING_MS = 20_000

/** What the hotline does with a caller who waits, over the defaults. */
export const limited = (waiting: Partial<CallService['waiting']>): CallService => {
  const { service } = serviceOf({ ...defaultHotline, waiting: { ...defaultHotline.waiting, ...waiting } })
  return service
}

export type Arrived = Extract<CallEvent, { type: 'arrived' }>

export const arrived = (over: Partial<Arrived> = {}): Arrived => ({
  type: 'arrived',
  callId: CALL,
  ticketId: '00000000-0000-4000-8000-0000000000a1',
  recordingId: '00000000-0000-4000-8000-0000000000b1',
  serverId: 'asterisk-1',
  channelId: '1767574800.1',
  callerNumber: '+84900000012',
  callerRaw: '0900000012',
  callerDisplay: 'Caller',
  hotlineNumber: '1022',
  open: true,
  greeting: true,
  ...over,
})

export const greetingOver: CallEvent = { type: 'prompt-finished', playbackId: playbackIdOf(CALL, 'greeting') }
export const closedNoticeOver: CallEvent = { type: 'prompt-finished', playbackId: playbackIdOf(CALL, 'closed') }
export const questionOver = (said: number): CallEvent => ({ type: 'prompt-finished', playbackId: playbackIdOf(CALL, `rating-${said}`) })
export const chosen = (agentId: string): CallEvent => ({ type: 'agent-chosen', agentId, ringMs: RING_MS })
export const answered = (n: number): CallEvent => ({ type: 'leg-answered', legId: legIdOf(CALL, n) })

/** A menu of three branches and one that says it again. */
export const MENU: CallService = {
  menu: {
    waitSeconds: 5,
    attempts: 2,
    prompt: 'menu-3',
    entries: [
      { key: '1', label: 'Đất đai', action: 'queue', skill: 'dat-dai', priorityMinutes: 0 },
      { key: '2', label: 'Sự cố khẩn', action: 'queue', skill: null, priorityMinutes: 10 },
      { key: '8', label: 'Để lại lời nhắn', action: 'message', skill: null, priorityMinutes: 0 },
      { key: '9', label: 'Nghe lại', action: 'again', skill: null, priorityMinutes: 0 },
    ],
  },
  rings: defaultHotline.rings,
  waiting: defaultHotline.waiting,
  known: defaultHotline.known,
}
export const menuSaid = (said: number): CallEvent => ({ type: 'prompt-finished', playbackId: playbackIdOf(CALL, `menu-${said}`) })

/** One thing that happened, and how many ms after the arrival. */
export type Told = readonly [afterMs: number, event: CallEvent]

export interface Trail {
  state: CallState
  /** Effects of the last event only. */
  effects: readonly CallEffect[]
  all: CallEffect[]
}

/** Tells a new call what happens, one after the other. */
export function tell(first: Arrived | ReturnType<typeof placed> | ReturnType<typeof booked>, ...then: Told[]): Trail {
  let step = reduce(null, first, START)
  const all = [...step.effects]
  for (const [afterMs, event] of then) {
    step = reduce(step.state, event, START + afterMs)
    all.push(...step.effects)
  }
  return { ...step, all }
}

const toQueue: Told[] = [[9000, greetingOver]]
const toRinging: Told[] = [...toQueue, [10_000, chosen(AN)]]
const toTalking: Told[] = [...toRinging, [14_000, answered(1)]]
const toHeld: Told[] = [...toTalking, [20_000, { type: 'hold', agentId: AN }]]

/** An operator calls a citizen. */
export const placed = (over: Partial<Extract<CallEvent, { type: 'placed' }>> = {}): Extract<CallEvent, { type: 'placed' }> => ({
  type: 'placed',
  callId: CALL,
  ticketId: '00000000-0000-4000-8000-0000000000a1',
  recordingId: '00000000-0000-4000-8000-0000000000b1',
  serverId: 'asterisk-1',
  agentId: AN,
  number: '+84900000012',
  to: '0900000012',
  hotlineNumber: '1022',
  ringMs: RING_MS,
  dialMs: 45_000,
  ...over,
})

export const BOOKING = '00000000-0000-4000-8000-0000000000d1'
/** The place of a caller who came at START. */
export const booked = (over: Partial<Extract<CallEvent, { type: 'booked' }>> = {}): Extract<CallEvent, { type: 'booked' }> => ({
  type: 'booked',
  callId: CALL,
  of: '00000000-0000-4000-8000-0000000000d0',
  ticketId: '00000000-0000-4000-8000-0000000000a1',
  recordingId: '00000000-0000-4000-8000-0000000000b1',
  serverId: 'asterisk-1',
  number: '+84900000012',
  display: '',
  to: '0900000012',
  hotlineNumber: '1022',
  rank: START - 300_000,
  since: START - 300_000,
  most: 3,
  gapMs: 300_000,
  dialMs: 45_000,
  ...over,
})

/** Settings of a hotline that offers callbacks after a minute. */
export const waits = serviceOf(defaultHotline).service
const key = (digit: string, afterMs: number): Told => [afterMs, { type: 'key', digit, pressedAt: START + afterMs }]
export const asksCallback: Told[] = [[69_000, { type: 'callback-offer-due' }], key('1', 70_000), key('1', 72_000)]

const ways: Record<CallPhase, () => Trail> = {
  greeting: () => tell(arrived()),
  menu: () => tell(arrived({ service: MENU }), ...toQueue, [19_000, menuSaid(1)]),
  'closed-notice': () => tell(arrived({ open: false })),
  queued: () => tell(arrived(), ...toQueue),
  ringing: () => tell(arrived(), ...toRinging),
  talking: () => tell(arrived(), ...toTalking),
  held: () => tell(arrived(), ...toHeld),
  rating: () => tell(arrived({ rates: true }), ...toTalking, [20_000, { type: 'hangup', agentId: AN }], [25_000, questionOver(1)]),
  message: () => tell(arrived({ takesMessages: true }), ...toQueue, [20_000, { type: 'nobody-on-duty' }]),
  goodbye: () => tell(arrived({ service: limited({ longestSeconds: 30, overflow: 'goodbye' }) }), ...toQueue, [20_000, { type: 'overflow', why: 'full' }]),
  fallback: () => tell(arrived(), ...toQueue, [12_000, { type: 'left-to-fallback' }]),
  callback: () => tell(arrived({ service: waits, callback: { bookingId: BOOKING, to: '0900000012' } }), ...toQueue, ...asksCallback),
  booked: () => tell(booked()),
  dialing: () => tell(placed(), [2000, answered(1)]),
  ended: () => tell(arrived(), ...toTalking, [29_000, { type: 'caller-gone', cause: 16 }]),
}

export const phases = Object.keys(ways) as CallPhase[]
/** A call in this phase; where there is an agent he is AN on leg 1, and less than 30 s have gone. */
export const callIn = (phase: CallPhase): CallState => ways[phase]().state

export const kinds = (effects: readonly CallEffect[]): string => effects.map((effect) => effect.type).join(' ')
