// The operators' desk telephones: one UDP socket that takes every call, tells when each rang, and answers it after a moment.
import { randomInt, randomUUID } from 'node:crypto'
import type { RemoteInfo, Socket } from 'node:dgram'
import { buildMessage, header, parseMessage, requiredHeader, respondTo, type SipRequest, type SipResponse, uriOf } from '../../test/sip/message.ts'
import { buildSdp, parseSdp } from '../../test/sip/sdp.ts'
import type { MediaPort, MediaPorts } from './media-ports.ts'
import { monotonicMs } from './messages.ts'

interface Leg {
  caller: string
  ok: SipResponse
  media: MediaPort
  remote: ReturnType<typeof parseSdp>
  answer: NodeJS.Timeout
  acknowledged: boolean
}

interface Listeners {
  /** A telephone rings for this caller; answers how long it rings, in ms. */
  rang(caller: string, at: number): number
  answered(caller: string): void
}

/** The number the telephone shows: asserted by Asterisk, else the From. */
const callerOf = (invite: SipRequest): string => {
  const uri = uriOf(header(invite, 'p-asserted-identity') ?? requiredHeader(invite, 'from'))
  return decodeURIComponent(/^sip:([^@]+)@/.exec(uri)?.[1] ?? '')
}

/** Plugs the telephones in. */
export function openAgents(socket: Socket, media: MediaPorts, listeners: Listeners): void {
  const legs = new Map<string, Leg>()
  const { port } = socket.address()
  const contact: [string, string] = ['Contact', `<sip:desk@127.0.0.1:${port}>`]

  const ring = (invite: SipRequest, at: number, reply: (response: SipResponse) => void) => {
    const caller = callerOf(invite)
    const tag = randomUUID()
    const lent = media.take()
    const sdp = buildSdp(lent.port, 'sendrecv', randomInt(2 ** 31), 1)
    const ok = respondTo(invite, 200, tag, [contact, ['Content-Type', 'application/sdp']], sdp)
    reply(respondTo(invite, 180, tag, [contact]))
    const ringMs = listeners.rang(caller, at)
    const answer = setTimeout(() => {
      reply(ok)
      if (leg.remote) leg.media.start(leg.remote)
      listeners.answered(caller)
    }, ringMs)
    const leg: Leg = { caller, ok, media: lent, remote: parseSdp(invite.body), answer, acknowledged: false }
    legs.set(requiredHeader(invite, 'call-id'), leg)
  }
  const end = (callId: string, leg: Leg) => {
    clearTimeout(leg.answer)
    leg.media.release()
    setTimeout(() => legs.delete(callId), 2000)
  }

  socket.on('message', (bytes: Buffer, from: RemoteInfo) => {
    const at = monotonicMs()
    const message = parseMessage(bytes)
    if (message?.kind !== 'request') return
    const reply = (response: SipResponse) => socket.send(buildMessage(response), from.port, from.address)
    const callId = requiredHeader(message, 'call-id')
    const leg = legs.get(callId)
    if (message.method === 'INVITE' && !leg) return ring(message, at, reply)
    if (message.method === 'ACK') return
    reply(respondTo(message, leg || message.method === 'OPTIONS' ? 200 : 481, 'bench'))
    if (!leg) return
    if (message.method === 'BYE' || message.method === 'CANCEL') end(callId, leg)
  })
}
