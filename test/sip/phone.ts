import { randomUUID } from 'node:crypto'
import { Call, type CallEnd } from './dialog.ts'
import { causeOf, header, requiredHeader, respondTo, type SipRequest, uriOf } from './message.ts'
import { RtpSession } from './rtp.ts'
import { SipTransport } from './transport.ts'

export interface PhoneOptions {
  /** User part of the contact URI. */
  name: string
  /** UDP port to listen on; any free one when absent. */
  port?: number | undefined
  /** Tone spoken in each answered call; silence when absent. */
  toneHz?: number | undefined
  noRtp?: boolean | undefined
}

/** What the telephone does with a new call by itself. */
export type Behaviour = 'ring' | 'unplugged' | { reject: number }

/** A desk telephone that Asterisk dials by its contact URI; it takes several calls. */
export class SipPhone {
  /** Change it to make later calls meet a busy or a dead telephone. */
  behaviour: Behaviour = 'ring'
  readonly #options: PhoneOptions
  readonly #transport: SipTransport
  readonly #calls = new Map<string, PhoneCall>()
  /** Calls whose audio port is being opened: a CANCEL may come that early. */
  readonly #opening = new Map<string, Promise<void>>()
  readonly #arrived: PhoneCall[] = []
  readonly #waiting: ((call: PhoneCall) => void)[] = []

  private constructor(transport: SipTransport, options: PhoneOptions) {
    this.#transport = transport
    this.#options = options
    transport.onRequest = (request) => this.#receive(request)
  }

  /** Plugs the telephone in. */
  static async open(options: PhoneOptions): Promise<SipPhone> {
    const peer = { host: '127.0.0.1', port: 0 }
    return new SipPhone(await SipTransport.open(options.port ?? 0, peer), options)
  }

  get port(): number {
    return this.#transport.port
  }

  /** The URI to dial: PJSIP/desk-phone/sip:name@127.0.0.1:port. */
  get contact(): string {
    return `sip:${this.#options.name}@127.0.0.1:${this.port}`
  }

  /** Calls that ring or talk now. */
  get calls(): PhoneCall[] {
    return [...this.#calls.values()]
  }

  /** The next call that rings here: each one is handed out once, also when it came earlier; one that rings no more is passed over. */
  incoming(): Promise<PhoneCall> {
    let call = this.#arrived.shift()
    while (call?.isEnded) call = this.#arrived.shift()
    if (call !== undefined) return Promise.resolve(call)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Forgets calls that rang here and were not asked for. */
  forgetArrived(): void {
    this.#arrived.length = 0
  }

  /** Hangs up what is left and unplugs the telephone. */
  async close(): Promise<void> {
    await Promise.all(this.calls.map((call) => call.hangup()))
    this.#transport.closeSoon()
  }

  #receive(request: SipRequest): void {
    if (this.behaviour === 'unplugged') return
    const callId = requiredHeader(request, 'call-id')
    const call = this.#calls.get(callId)
    if (call !== undefined) call.handle(request)
    else if (this.#opening.has(callId)) {
      void this.#opening.get(callId)?.then(() => this.#receive(request))
    } else if (request.method === 'INVITE') {
      this.#opening.set(
        callId,
        this.#ring(request).finally(() => this.#opening.delete(callId)),
      )
    } else if (request.method !== 'ACK') {
      const status = request.method === 'OPTIONS' ? 200 : 481
      this.#transport.reply(request, respondTo(request, status, randomUUID()))
    }
  }

  async #ring(invite: SipRequest): Promise<void> {
    if (typeof this.behaviour === 'object') {
      const busy = respondTo(invite, this.behaviour.reject, randomUUID())
      this.#transport.reply(invite, busy)
      return
    }
    const rtp = await RtpSession.open()
    rtp.setTone(this.#options.toneHz ?? null)
    const call = new PhoneCall(this.#transport, rtp, invite, this.#options.noRtp !== true)
    this.#calls.set(call.callId, call)
    void call.ended.then(() => this.#calls.delete(call.callId))
    call.ring()
    const waiting = this.#waiting.shift()
    if (waiting === undefined) this.#arrived.push(call)
    else waiting(call)
  }
}

/** One call at the desk telephone. */
export class PhoneCall extends Call {
  readonly #invite: SipRequest
  readonly #tag: string
  readonly arrivedAt = Date.now()

  constructor(transport: SipTransport, rtp: RtpSession, invite: SipRequest, sendsRtp: boolean) {
    const tag = randomUUID()
    const ids = {
      callId: requiredHeader(invite, 'call-id'),
      local: `${requiredHeader(invite, 'to')};tag=${tag}`,
      remote: requiredHeader(invite, 'from'),
      target: uriOf(requiredHeader(invite, 'contact')),
    }
    super(transport, rtp, ids, sendsRtp)
    this.#invite = invite
    this.#tag = tag
    this.learnPeer(invite)
  }

  /** The From the telephone would show. */
  get from(): string {
    return this.ids.remote
  }

  /** The number that was dialled. */
  get dialled(): string {
    return /^sip:([^@;]+)/.exec(this.#invite.uri)?.[1] ?? ''
  }

  /** A header of the INVITE, by its lower-case name. */
  inviteHeader(name: string): string | undefined {
    return header(this.#invite, name)
  }

  /** Rings: 180. */
  ring(): void {
    this.reply(this.#invite, 180, this.describedBy().slice(0, 2))
    this.ringingState.resolve(Date.now())
  }

  /** Rings with sound of the network's own before the answer: 183. */
  earlyMedia(): void {
    this.reply(this.#invite, 183, this.describedBy(), this.sdp())
    if (this.sendsRtp) this.rtp.start()
  }

  /** Lifts the receiver. */
  answer(): void {
    if (this.isEnded || this.isAnswered) throw new Error('this call no longer rings')
    this.reply(this.#invite, 200, this.describedBy(), this.sdp())
    this.markAnswered()
  }

  /** Refuses: 486 busy, 603 declined, 480 unavailable. */
  reject(status = 486): void {
    if (this.isEnded || this.isAnswered) throw new Error('this call no longer rings')
    this.reply(this.#invite, status)
    this.finish({ at: Date.now(), by: 'us', status, cause: undefined })
  }

  /** Hangs up, or declines what still rings. */
  override hangup(): Promise<CallEnd> {
    if (this.isEnded) return this.ended
    if (this.isAnswered) return this.bye()
    this.reject(603)
    return this.ended
  }

  /** A cancelled ring ends with 487; all else is the same for both telephones. */
  override handle(request: SipRequest): void {
    if (request.method !== 'CANCEL') {
      super.handle(request)
      return
    }
    this.reply(request, 200)
    if (this.isAnswered || this.isEnded) return
    this.reply(this.#invite, 487)
    this.finish({ at: Date.now(), by: 'them', status: 487, cause: causeOf(request) })
  }

  protected override localTag(): string {
    return this.#tag
  }

  protected override released(): void {
    // The transport belongs to the telephone and serves its other calls.
  }
}
