// What the desk knows, as a pure reducer over what the server says.
import type { AgentView, CallView, DeskSnapshot, ScreenPop, WaitingCall } from '../../../src/contract/calls.ts'
import type { EventBody } from '../../../src/contract/socket.ts'

/** standby: the web server answers, but has no controller with the calls behind it (yet): none has them, or it looks for it. */
export type Link = 'connecting' | 'connected' | 'reconnecting' | 'standby'

export interface DeskState {
  link: Link
  /** Since when nothing the server says is known to be true; null while it is. */
  awaySince: string | null
  takenOver: boolean
  agent: AgentView | null
  pop: ScreenPop | null
  /** Did the pop come as the telephone was made to ring, or with a snapshot, about what was before? */
  popIsLive: boolean
  /** The first ones of the queue; `waitingLength` counts all. */
  waiting: readonly WaitingCall[]
  waitingLength: number
  telephony: boolean
  hotlineOpen: boolean
  wrapupSeconds: number
  ringSeconds: number
  /** Why the last offer went away, until the next one. */
  offerEnded: EventBody<'call:offer-ended'>['reason'] | null
}

export const emptyDesk: DeskState = {
  link: 'connecting',
  awaySince: null,
  takenOver: false,
  agent: null,
  pop: null,
  popIsLive: false,
  waiting: [],
  waitingLength: 0,
  telephony: true,
  hotlineOpen: true,
  wrapupSeconds: 0,
  ringSeconds: 0,
  offerEnded: null,
}

export type DeskAction =
  | { type: 'away'; link: 'reconnecting' | 'standby'; at: string }
  | { type: 'snapshot'; snapshot: DeskSnapshot }
  | { type: 'agent'; agent: AgentView }
  | { type: 'pop'; pop: ScreenPop }
  | { type: 'call'; call: CallView }
  | { type: 'caller'; found: EventBody<'call:caller'> }
  | { type: 'offer-ended'; ended: EventBody<'call:offer-ended'> }
  | { type: 'waiting'; waiting: readonly WaitingCall[] }
  | { type: 'waiting-length'; length: number }
  | { type: 'telephony'; connected: boolean }
  | { type: 'moved-on'; callId: string }
  | { type: 'taken-over' }
  | { type: 'taken-back' }

/** States in which the agent has a call, or its ticket, in hand. */
const busy = new Set<AgentView['state']>(['ringing', 'on-call', 'wrap-up'])

function withAgent(state: DeskState, agent: AgentView): DeskState {
  return { ...state, agent, pop: busy.has(agent.state) ? state.pop : null }
}

export function deskReducer(state: DeskState, action: DeskAction): DeskState {
  switch (action.type) {
    case 'away':
      return { ...state, link: action.link, awaySince: state.awaySince ?? action.at }
    case 'snapshot': {
      const { serverTime: _, ...known } = action.snapshot
      return { ...state, ...known, popIsLive: false, link: 'connected', awaySince: null, takenOver: false }
    }
    case 'agent':
      return withAgent(state, action.agent)
    case 'pop':
      return { ...state, pop: action.pop, popIsLive: true, offerEnded: null }
    case 'call':
      // Events of an older call may still arrive after the next one popped.
      return state.pop?.call.callId === action.call.callId ? { ...state, pop: { ...state.pop, call: action.call } } : state
    case 'caller':
      return state.pop?.call.callId === action.found.callId
        ? { ...state, pop: { ...state.pop, caller: action.found.caller, draft: action.found.draft } }
        : state
    case 'offer-ended':
      return state.pop?.call.callId === action.ended.callId ? { ...state, pop: null, offerEnded: action.ended.reason } : state
    case 'waiting':
      return { ...state, waiting: action.waiting }
    case 'waiting-length':
      return { ...state, waitingLength: action.length }
    case 'telephony':
      return { ...state, telephony: action.connected }
    // The telephone has another call: what the server last said about the one before is over.
    case 'moved-on':
      return state.pop?.call.callId === action.callId ? state : { ...state, pop: null }
    case 'taken-over':
      return { ...state, takenOver: true }
    case 'taken-back':
      return { ...state, takenOver: false, link: 'connecting', awaySince: null }
  }
}
