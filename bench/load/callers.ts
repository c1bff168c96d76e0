// The callers: one UDP socket that dials many calls. Leaner than the tests' telephones, because its own time would be measured too.
import { randomInt, randomUUID } from 'node:crypto'
import type { Socket } from 'node:dgram'
import { acknowledgeFailure, buildMessage, cseqOf, header, parseMessage, requiredHeader, respondTo, type SipRequest, uriOf } from '../../test/sip/message.ts'
import { buildSdp, parseSdp } from '../../test/sip/sdp.ts'
import type { MediaPort, MediaPorts } from './media-ports.ts'
import { monotonicMs } from './messages.ts'

export interface Caller {
  number: string
  invitedAt: number
  hangup(): void
}

interface Dialog extends Caller {
  invite: SipRequest
  target: string
  remote: string
  media: MediaPort
  cseq: number
  answered: boolean
  over: boolean
  repeat: NodeJS.Timeout | undefined
  onEnd: (failure: string | null) => void
}

const REPEAT_MS = 500

/** Makes the callers' side; `sipPort` is Asterisk's. */
export function openCallers(socket: Socket, sipPort: number, media: MediaPorts) {
  const dialogs = new Map<string, Dialog>()
  const { port } = socket.address()
  const send = (message: Parameters<typeof buildMessage>[0]) => socket.send(buildMessage(message), sipPort, '127.0.0.1')
  const request = (method: string, dialog: { uri: string; from: string; to: string; callId: string; cseq: number }, body = ''): SipRequest => ({
    kind: 'request',
    method,
    uri: dialog.uri,
    headers: [
      ['Via', `SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${randomUUID()};rport`],
      ['Max-Forwards', '70'],
      ['From', dialog.from],
      ['To', dialog.to],
      ['Call-ID', dialog.callId],
      ['CSeq', `${dialog.cseq} ${method}`],
      ...(body ? ([['Content-Type', 'application/sdp']] as [string, string][]) : []),
      ['Contact', `<sip:caller@127.0.0.1:${port}>`],
    ],
    body,
  })
  const within = (dialog: Dialog, method: string, cseq: number) =>
    request(method, {
      uri: dialog.target,
      from: requiredHeader(dialog.invite, 'from'),
      to: dialog.remote,
      callId: requiredHeader(dialog.invite, 'call-id'),
      cseq,
    })
  const finish = (dialog: Dialog, failure: string | null) => {
    if (dialog.over) return
    dialog.over = true
    clearInterval(dialog.repeat)
    dialog.media.release()
    dialog.onEnd(failure)
    // A repeated BYE or 200 of this call still finds it for a while.
    setTimeout(() => dialogs.delete(requiredHeader(dialog.invite, 'call-id')), 2000)
  }

  socket.on('message', (bytes) => {
    const message = parseMessage(bytes)
    if (!message) return
    const dialog = dialogs.get(header(message, 'call-id') ?? '')
    if (message.kind === 'request') {
      if (message.method === 'ACK') return
      send(respondTo(message, dialog ? 200 : 481, 'bench'))
      if (dialog && message.method === 'BYE') finish(dialog, dialog.answered ? null : 'ended before the answer')
      return
    }
    if (!dialog) return
    const { method } = cseqOf(message)
    if (method === 'BYE') return finish(dialog, null)
    if (method !== 'INVITE') return
    clearInterval(dialog.repeat)
    if (message.status < 200) return
    if (message.status >= 300) {
      send(acknowledgeFailure(dialog.invite, message))
      return finish(dialog, `refused with ${message.status}`)
    }
    dialog.remote = requiredHeader(message, 'to')
    dialog.target = uriOf(requiredHeader(message, 'contact'))
    send(within(dialog, 'ACK', cseqOf(message).number))
    if (dialog.answered) return
    dialog.answered = true
    const remote = parseSdp(message.body)
    if (remote) dialog.media.start(remote)
  })

  return {
    /** Dials; the INVITE is on its way when this returns. */
    dial(number: string, called: string, onEnd: (failure: string | null) => void): Caller {
      const lent = media.take()
      const target = `sip:${called}@127.0.0.1:${sipPort}`
      const callId = randomUUID()
      const from = `<sip:${number}@127.0.0.1:${sipPort}>;tag=${randomUUID()}`
      const invite = request('INVITE', { uri: target, from, to: `<${target}>`, callId, cseq: 1 }, buildSdp(lent.port, 'sendrecv', randomInt(2 ** 31), 1))
      const dialog: Dialog = {
        number,
        invitedAt: 0,
        invite,
        target,
        remote: `<${target}>`,
        media: lent,
        cseq: 1,
        answered: false,
        over: false,
        repeat: undefined,
        onEnd,
        hangup() {
          if (dialog.over) return
          dialog.cseq += 1
          const bye = within(dialog, 'BYE', dialog.cseq)
          send(bye)
          clearInterval(dialog.repeat)
          dialog.repeat = setInterval(() => send(bye), REPEAT_MS)
        },
      }
      dialogs.set(callId, dialog)
      const bytes = buildMessage(invite)
      dialog.invitedAt = monotonicMs()
      socket.send(bytes, sipPort, '127.0.0.1')
      dialog.repeat = setInterval(() => socket.send(bytes, sipPort, '127.0.0.1'), REPEAT_MS)
      return dialog
    },
  }
}
