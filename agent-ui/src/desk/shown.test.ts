import { describe, expect, it } from 'vitest'
import type { AgentView, ScreenPop } from '../../../src/contract/calls.ts'
import { emptyTicketForm } from '../../../src/contract/tickets.ts'
import { deskReducer, emptyDesk } from './desk-state.ts'
import { type PhoneFacts, shownPop } from './shown-call.ts'
import { shownSince, shownState } from './shown-state.ts'

const callId = '7a3c1f0e-0000-4000-8000-000000000001'
const otherCall = '7a3c1f0e-0000-4000-8000-000000000009'
const ticketId = '7a3c1f0e-0000-4000-8000-000000000002'
const before = '2026-11-18T07:20:00.000Z'
const lost = '2026-11-18T07:25:00.000Z'
const rung = '2026-11-18T07:27:00.000Z'

const agent = (state: AgentView['state']): AgentView => ({
  agentId: callId,
  name: 'Trần Thị Kim Oanh',
  state,
  pauseReason: null,
  since: before,
  dueAt: null,
  callId: state === 'ready' ? null : callId,
  phoneReachable: true,
  next: null,
  setBy: null,
})
const pop = (id: string): ScreenPop => ({
  call: {
    callId: id,
    status: 'talking',
    direction: 'in',
    aboutTicket: false,
    dialing: null,
    booked: null,
    callerNumber: '+84900000014',
    callerDisplay: '',
    arrivedAt: before,
    queuedAt: null,
    answeredAt: before,
    heldSince: null,
    endedAt: null,
    outcome: null,
    recordingId: null,
    recording: true,
    recordingPausedSince: null,
    recordingPauseRefused: false,
    ticketId,
    again: false,
    with: null,
    before: null,
    consult: null,
    branch: null,
    consultEnded: null,
  },
  draft: { ticketId, version: 3, form: emptyTicketForm, prefilled: [] },
  caller: null,
})
const silent: PhoneFacts = { call: 'none', ring: null, since: null }
const ringing: PhoneFacts = { call: 'ringing', ring: { hotline: { callId, ticketId }, number: '+84900000033', display: '' }, since: rung }

function desk(state: AgentView['state'], phone: PhoneFacts, link: 'connected' | 'reconnecting' | 'standby', popped: ScreenPop | null = null) {
  const connected = { ...emptyDesk, link: 'connected' as const, agent: agent(state), pop: popped }
  const shown = link === 'connected' ? connected : deskReducer(connected, { type: 'away', link, at: lost })
  const rest = { link: 'registered', missing: [], muted: false, monitors: false, fault: null, roundTripMs: null, local: null, remote: null } as const
  return { state: shown, phone: { ...rest, ...phone }, pop: shownPop(popped, true, phone), usesBrowserPhone: true }
}

describe('the pop', () => {
  it('is the server’s while the telephone has the same call or none', () => {
    expect(shownPop(pop(callId), false, silent)).toMatchObject({ local: false, draft: { version: 3 } })
    expect(shownPop(pop(callId), true, ringing)).toMatchObject({ local: false, draft: { version: 3 } })
  })
  it('is made from the ring when the server has not spoken of this call', () => {
    for (const known of [null, pop(otherCall)])
      expect(shownPop(known, true, ringing)).toMatchObject({
        local: true,
        call: { callId, ticketId, callerNumber: '+84900000033', status: 'ringing' },
        draft: { ticketId, form: { channel: 'hotline', reporterPhone: '0900 000 033' } },
      })
  })
  it('is none for a ring that is not the hotline’s', () => {
    expect(shownPop(null, false, { ...ringing, ring: { hotline: null, number: null, display: '' } })).toBeNull()
  })
})

describe('the state', () => {
  it.each([
    ['ready', silent, 'connected', 'ready', before],
    ['ready', silent, 'reconnecting', 'reconnecting', lost],
    ['ready', silent, 'standby', 'standby', lost],
    ['on-call', silent, 'reconnecting', 'reconnecting', lost],
    ['ringing', silent, 'reconnecting', 'reconnecting', lost],
    ['ready', ringing, 'reconnecting', 'ringing', rung],
    ['ready', { ...ringing, call: 'talking' }, 'reconnecting', 'on-call', rung],
  ] as const)('%s with %j and the server %s', (state, phone, link, word, since) => {
    expect(shownState(desk(state, phone, link))).toBe(word)
    expect(shownSince(desk(state, phone, link))).toBe(since)
  })
  it('keeps the timer of a call the server spoke of before it went away', () => {
    const talking = desk('on-call', { ...ringing, call: 'talking' }, 'reconnecting', pop(callId))
    expect([shownState(talking), shownSince(talking)]).toEqual(['on-call', before])
  })
  it('remembers since when the server is away through several attempts', () => {
    const away = deskReducer(emptyDesk, { type: 'away', link: 'reconnecting', at: lost })
    expect(deskReducer(away, { type: 'away', link: 'standby', at: rung })).toMatchObject({ link: 'standby', awaySince: lost })
  })
})
