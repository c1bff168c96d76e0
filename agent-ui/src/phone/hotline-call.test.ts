import { describe, expect, it } from 'vitest'
import { callerOf, parseHotlineCall } from './hotline-call.ts'

const callId = '7a3c1f0e-0000-4000-8000-000000000001'
const ticketId = '7a3c1f0e-0000-4000-8000-000000000002'

describe('the header of a ring', () => {
  it.each([
    [`${callId};${ticketId}`, { callId, ticketId }],
    [` ${callId.toUpperCase()} ; ${ticketId} `, { callId, ticketId }],
    [`${callId};${callId}`, { callId, ticketId: callId }],
    [`${callId};${ticketId};asked`, { callId, ticketId, asked: true }],
    [`${callId};${ticketId};out`, { callId, ticketId, out: true }],
    [undefined, null],
    ['', null],
    [callId, null],
    [`${callId};none`, null],
  ])('%j', (header, expected) => expect(parseHotlineCall(header)).toEqual(expected))
})

describe('the caller', () => {
  it.each([
    [
      { user: '0900000014', displayName: '' },
      { number: '+84900000014', display: '' },
    ],
    [
      { user: '+84900000014', displayName: '0900000014' },
      { number: '+84900000014', display: '' },
    ],
    [
      { user: 'asterisk', displayName: '0900 000 014' },
      { number: '+84900000014', display: '' },
    ],
    [
      { user: 'anonymous', displayName: 'Anonymous' },
      { number: null, display: '' },
    ],
    [
      { user: '0900000014', displayName: 'UBND xã' },
      { number: '+84900000014', display: 'UBND xã' },
    ],
  ])('%j', (from, expected) => expect(callerOf(from)).toEqual(expected))
})
