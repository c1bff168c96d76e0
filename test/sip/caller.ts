import { randomUUID } from 'node:crypto'
import { Call, type CallEnd } from './dialog.ts'
import { acknowledgeFailure, causeOf, cseqOf, type Headers, quoted, requiredHeader, respondTo, type SipRequest, type SipResponse, tagOf } from './message.ts'
import { RtpSession } from './rtp.ts'
import { SipTransport } from './transport.ts'

export interface DialOptions {
  /** Asterisk's UDP port on loopback. */
  sipPort: number
  /** The number to dial, 1022 by default. */
  number?: string | undefined
  /** The caller's number; absent for an anonymous call. */
  from?: string | undefined
  displayName?: string | undefined
  /** Speaks this tone; silence when absent. */
  toneHz?: number | undefined
  /** Never sends audio, as a broken telephone. */
  noRtp?: boolean | undefined
  /** Further headers of the INVITE. */
  headers?: Headers | undefined
}

/** Dials; resolves as soon as the INVITE is sent. */
export async function dial(options: DialOptions): Promise<SipCaller> {
  const transport = await SipTransport.open(0, { host: '127.0.0.1', port: options.sipPort })
  const rtp = await RtpSession.open()
  rtp.setTone(options.toneHz ?? null)
  return new SipCaller(transport, rtp, options)
}

/** A citizen's telephone with one call. */
export class SipCaller extends Call {
  readonly #invite: SipRequest
  #wasProvisional = false
  #wantsCancel = false
  #hangingUp: Promise<CallEnd> | undefined

  constructor(transport: SipTransport, rtp: RtpSession, options: DialOptions) {
    const host = `127.0.0.1:${options.sipPort}`
    const target = `sip:${encodeURIComponent(options.number ?? '1022')}@${host}`
    const ids = {
      callId: randomUUID(),
      local: fromHeader(options),
      remote: `<${target}>`,
      target,
    }
    super(transport, rtp, ids, options.noRtp !== true)
    transport.onRequest = (request) => this.#receive(request)
    const privacy: Headers = options.from === undefined ? [['Privacy', 'id']] : []
    this.#invite = this.newInvite([...privacy, ...(options.headers ?? [])])
    transport.request(this.#invite, (response) => this.#receiveResponse(response))
  }

  /** Hangs up: CANCEL before the answer, BYE after it; resolves when Asterisk has confirmed. */
  override hangup(): Promise<CallEnd> {
    if (this.isEnded) return this.ended
    this.#hangingUp ??= this.isAnswered ? this.bye() : this.#cancel()
    return this.#hangingUp
  }

  protected override localTag(): string {
    return tagOf(this.ids.local) ?? ''
  }

  protected override released(): void {
    if (this.isSilenced) this.transport.close()
    else this.transport.closeSoon()
  }

  #receive(request: SipRequest): void {
    if (requiredHeader(request, 'call-id') === this.callId) this.handle(request)
    else if (request.method === 'OPTIONS') {
      this.transport.reply(request, respondTo(request, 200, this.localTag()))
    } else if (request.method !== 'ACK') {
      this.transport.reply(request, respondTo(request, 481, this.localTag()))
    }
  }

  #receiveResponse(response: SipResponse): void {
    if (response.status < 200) this.#progress(response)
    else if (response.status < 300) this.#accepted(response)
    else this.#failed(response)
  }

  #progress(response: SipResponse): void {
    const isFirst = !this.#wasProvisional
    this.#wasProvisional = true
    if (isFirst && this.#wantsCancel) this.#sendCancel()
    if (response.status === 100) return
    this.learnPeer(response)
    if (response.status === 180 || response.status === 183) this.ringingState.resolve(Date.now())
  }

  #accepted(response: SipResponse): void {
    this.ids.remote = requiredHeader(response, 'to')
    this.learnPeer(response)
    this.acknowledge(response)
    if (this.isAnswered || this.isEnded) return
    this.markAnswered()
    // Our CANCEL crossed the answer: the call is up and has to be taken down as one.
    if (this.#wantsCancel) void this.bye()
  }

  #failed(response: SipResponse): void {
    const isTimeout = response.status === 408 && tagOf(requiredHeader(response, 'to')) === 'timeout'
    if (!isTimeout) this.transport.send(acknowledgeFailure(this.#invite, response))
    this.finish({
      at: Date.now(),
      by: isTimeout ? 'timeout' : this.#wantsCancel ? 'us' : 'them',
      status: response.status,
      cause: causeOf(response),
    })
  }

  #cancel(): Promise<CallEnd> {
    this.#wantsCancel = true
    // RFC 3261 9.1: a CANCEL may not overtake its INVITE, so it waits for the first sign of life.
    if (this.#wasProvisional) this.#sendCancel()
    return this.ended
  }

  #sendCancel(): void {
    const kept = this.#invite.headers.filter(([name]) => ['Via', 'Max-Forwards', 'From', 'To', 'Call-ID'].includes(name))
    const cancel: SipRequest = {
      ...this.#invite,
      method: 'CANCEL',
      headers: [...kept, ['CSeq', `${cseqOf(this.#invite).number} CANCEL`]],
      body: '',
    }
    this.transport.request(cancel, () => undefined)
  }
}

function fromHeader({ from, displayName, sipPort }: DialOptions): string {
  const name = displayName === undefined ? '' : `${quoted(displayName)} `
  const tag = `;tag=${randomUUID()}`
  if (from === undefined) {
    return `${name || '"Anonymous" '}<sip:anonymous@anonymous.invalid>${tag}`
  }
  const user = encodeURIComponent(from).replace('%2B', '+')
  return `${name}<sip:${user}@127.0.0.1:${sipPort}>${tag}`
}
