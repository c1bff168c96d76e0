import { randomInt, randomUUID } from 'node:crypto'
import { type Deferred, deferred } from './deferred.ts'
import { acknowledgeFailure, causeOf, cseqOf, type Headers, header, respondTo, type SipRequest, type SipResponse, uriOf } from './message.ts'
import type { ReceivedAudio } from './received.ts'
import type { PoorLine, RtpSession } from './rtp.ts'
import { answerDirection, buildSdp, type Direction, parseSdp } from './sdp.ts'
import type { SipTransport } from './transport.ts'

const ALLOW = 'INVITE, ACK, CANCEL, OPTIONS, BYE, INFO, UPDATE, NOTIFY'
const MAX_GLARE_WAIT_MS = 500

export interface CallEnd {
  /** When, by Date.now(). */
  at: number
  by: 'us' | 'them' | 'timeout'
  /** Final SIP status of the INVITE: 200 for a call that was answered, 487 cancelled, 486 busy... */
  status: number
  /** Q.850 cause from the Reason header, if the peer gave one. */
  cause: number | undefined
}

export interface DialogIds {
  callId: string
  /** From and To of our own requests; the peer's gets its tag when it answers. */
  local: string
  remote: string
  /** The peer's contact URI. */
  target: string
}

/** What both kinds of test telephone share: one call's dialog, from answer to hang-up. */
export abstract class Call {
  protected readonly transport: SipTransport
  protected readonly rtp: RtpSession
  protected readonly ids: DialogIds
  protected readonly ringingState: Deferred<number> = deferred<number>()
  protected readonly answeredState: Deferred<number> = deferred<number>()
  protected readonly endedState: Deferred<CallEnd> = deferred<CallEnd>()
  protected isAnswered = false
  #isEnded = false
  protected isSilenced = false
  protected readonly sendsRtp: boolean
  readonly #sessionId = randomInt(2 ** 31)
  #sdpVersion = 1
  #cseq = randomInt(1000)
  #direction: Direction = 'sendrecv'
  #isRenegotiating = false

  protected constructor(transport: SipTransport, rtp: RtpSession, ids: DialogIds, sendsRtp: boolean) {
    this.transport = transport
    this.rtp = rtp
    this.ids = ids
    this.sendsRtp = sendsRtp
  }

  get callId(): string {
    return this.ids.callId
  }

  /** It rings or talks no more. */
  get isEnded(): boolean {
    return this.#isEnded
  }

  /** Resolves with the time of the ring; fails when the call is answered or ends without one. */
  get ringing(): Promise<number> {
    return this.ringingState.promise
  }

  /** Resolves with the time of the 200 OK; fails when the call ends unanswered. */
  get answered(): Promise<number> {
    return this.answeredState.promise
  }

  /** Resolves when the call is over, however it ended. */
  get ended(): Promise<CallEnd> {
    return this.endedState.promise
  }

  /** All that was heard. */
  get received(): ReceivedAudio {
    return this.rtp.received
  }

  /** What was heard between two moments (Date.now()), gaps as silence. */
  receivedBetween(from: number, to: number): Int16Array {
    return this.rtp.received.between(from, to)
  }

  /** Speaks a tone, or silence with null. */
  setTone(hz: number | null): void {
    this.rtp.setTone(hz)
  }

  /** Presses telephone keys. */
  pressKeys(keys: string): void {
    this.rtp.pressKeys(keys)
  }

  /** Presses a key as telephones do that send it by SIP INFO in place of the audio's way. */
  pressKeyByInfo(key: string): void {
    const body = `Signal=${key}\r\nDuration=160\r\n`
    this.transport.request(this.newRequest('INFO', [['Content-Type', 'application/dtmf-relay']], body), () => undefined)
  }

  /** The keys the other side pressed so far. */
  get heardKeys(): string {
    return this.rtp.heardKeys
  }

  /** Cuts or restores our audio while the call stays up, as bad networks do. */
  setRtp(on: boolean): void {
    if (on) this.rtp.start()
    else this.rtp.stop()
  }

  /** Spoils the audio we send. */
  setPoorLine(line: PoorLine): void {
    this.rtp.setPoorLine(line)
  }

  /** Tells Asterisk by RTCP how its audio reaches us. */
  reportReception(heard: { fractionLost: number; lost: number; jitter: number }): void {
    this.rtp.reportReception(heard)
  }

  /** Ends the call, whatever its state, and waits until the peer has confirmed it. */
  abstract hangup(): Promise<CallEnd>

  /** Disappears without a word, as a telephone does that loses power. */
  vanish(): void {
    this.isSilenced = true
    this.finish({ at: Date.now(), by: 'us', status: this.isAnswered ? 200 : 0, cause: undefined })
  }

  /** Puts the peer on hold as a telephone's own key does. */
  async hold(): Promise<void> {
    await this.#renegotiate('sendonly')
    this.rtp.stop()
  }

  /** Takes the peer back from hold. */
  async unhold(): Promise<void> {
    await this.#renegotiate('sendrecv')
    if (this.sendsRtp) this.rtp.start()
  }

  /** Handles a request inside the dialog. */
  handle(request: SipRequest): void {
    switch (request.method) {
      case 'ACK':
        return
      case 'BYE':
        this.reply(request, 200)
        this.finish({ at: Date.now(), by: 'them', status: 200, cause: causeOf(request) })
        return
      case 'INVITE':
      case 'UPDATE':
        this.#answerOffer(request)
        return
      case 'OPTIONS':
      case 'INFO':
      case 'NOTIFY':
      case 'MESSAGE':
        this.reply(request, 200, [['Allow', ALLOW]])
        return
      default:
        this.reply(request, 501, [['Allow', ALLOW]])
    }
  }

  /** A request inside the dialog, with a transaction of its own. */
  protected newRequest(method: string, extra: Headers = [], body = ''): SipRequest {
    if (method !== 'ACK') this.#cseq += 1
    return {
      kind: 'request',
      method,
      uri: this.ids.target,
      headers: [
        ['Via', `SIP/2.0/UDP 127.0.0.1:${this.transport.port};branch=z9hG4bK${randomUUID()};rport`],
        ['Max-Forwards', '70'],
        ['From', this.ids.local],
        ['To', this.ids.remote],
        ['Call-ID', this.ids.callId],
        ['CSeq', `${this.#cseq} ${method}`],
        ...extra,
      ],
      body,
    }
  }

  /** An INVITE, first or again, offering what we want to do now. */
  protected newInvite(extra: Headers = []): SipRequest {
    return this.newRequest('INVITE', [...extra, ...this.describedBy()], this.sdp())
  }

  /** Acknowledges the 2xx of an INVITE; CSeq must repeat the INVITE's number. */
  protected acknowledge(response: SipResponse): void {
    const ack = this.newRequest('ACK')
    const cseq = `${cseqOf(response).number} ACK`
    ack.headers = ack.headers.map(([name, value]) => [name, name === 'CSeq' ? cseq : value])
    this.transport.send(ack)
  }

  protected reply(request: SipRequest, status: number, extra: Headers = [], body = ''): void {
    this.transport.reply(request, respondTo(request, status, this.localTag(), extra, body))
  }

  /** The headers that go with a session description. */
  protected describedBy(): Headers {
    return [
      ['Contact', `<sip:test@127.0.0.1:${this.transport.port}>`],
      ['Allow', ALLOW],
      ['Content-Type', 'application/sdp'],
    ]
  }

  protected sdp(direction: Direction = this.#direction): string {
    return buildSdp(this.rtp.port, direction, this.#sessionId, this.#sdpVersion)
  }

  /** Takes the peer's contact and media from a message of his. */
  protected learnPeer(message: SipRequest | SipResponse): void {
    const contact = header(message, 'contact')
    if (contact !== undefined) this.ids.target = uriOf(contact)
    const media = parseSdp(message.body)
    if (media !== undefined) this.rtp.setRemote(media)
  }

  protected markAnswered(): void {
    this.isAnswered = true
    this.ringingState.reject(new Error('answered without ringing'))
    this.answeredState.resolve(Date.now())
    if (this.sendsRtp) this.rtp.start()
  }

  protected async bye(): Promise<CallEnd> {
    const response = await this.transport.finalResponse(this.newRequest('BYE'))
    const by = response.status === 408 ? 'timeout' : 'us'
    this.finish({ at: Date.now(), by, status: 200, cause: undefined })
    return this.ended
  }

  /** Ends everything once; the first end counts, as when both sides hang up together. */
  protected finish(end: CallEnd): void {
    if (this.isEnded) return
    this.#isEnded = true
    const why = new Error(`call is over: by ${end.by}, status ${end.status}, cause ${end.cause}`)
    this.ringingState.reject(why)
    this.answeredState.reject(why)
    this.endedState.resolve(end)
    this.rtp.close(why)
    this.released()
  }

  protected abstract localTag(): string
  /** Called once when the call is over, to give back what belongs to it alone. */
  protected abstract released(): void

  #answerOffer(request: SipRequest): void {
    if (this.#isRenegotiating) {
      this.reply(request, 491)
      return
    }
    this.learnPeer(request)
    const offer = parseSdp(request.body)
    if (request.method === 'UPDATE' && offer === undefined) {
      this.reply(request, 200, this.describedBy().slice(0, 2))
      return
    }
    const direction = offer ? answerDirection(offer.direction, this.#direction) : this.#direction
    this.reply(request, 200, this.describedBy(), this.sdp(direction))
  }

  async #renegotiate(direction: Direction): Promise<void> {
    this.#direction = direction
    this.#sdpVersion += 1
    const response = await this.#reinvite()
    if (response.status !== 200) {
      throw new Error(`re-INVITE ${direction} answered ${response.status} ${response.reason}`)
    }
  }

  async #reinvite(): Promise<SipResponse> {
    this.#isRenegotiating = true
    const response = await new Promise<SipResponse>((resolve) => {
      const invite = this.newInvite()
      this.transport.request(invite, (received) => {
        if (received.status < 200) return
        if (received.status < 300) this.acknowledge(received)
        else this.transport.send(acknowledgeFailure(invite, received))
        resolve(received)
      })
    })
    this.#isRenegotiating = false
    if (response.status === 200) this.learnPeer(response)
    if (response.status !== 491) return response
    // Both sides offered at once: RFC 3261 14.1 has each wait for a moment of its own.
    await new Promise((resolve) => setTimeout(resolve, randomInt(MAX_GLARE_WAIT_MS)))
    return this.#reinvite()
  }
}
