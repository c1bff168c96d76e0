// The browser's telephone: rings, answers, mutes; it never ends a call because a page closes or the web server is away.
import type { RTCSession } from 'jssip/lib/RTCSession'
import type { IncomingRequest } from 'jssip/lib/SIPMessage'
import { Store } from '../api/store.ts'
import { serverNow } from '../kit/time.ts'
import { audioConstraints, readDevices } from './devices.ts'
import { callerOf, hotlineCallHeader, monitorHeader, parseHotlineCall, type RingFacts } from './hotline-call.ts'
import { type PhoneLink, Registration } from './registration.ts'
import { RoundTrip } from './round-trip.ts'

export type { PhoneLink }
export type PhoneCall = 'none' | 'ringing' | 'answering' | 'talking'
export type PhoneFault = 'microphone' | 'unsupported' | null

export interface PhoneState {
  link: PhoneLink
  /** Servers where it is not registered, while it is at another. */
  missing: readonly string[]
  call: PhoneCall
  /** Who rings or talks here, as the telephone itself knows it; null without a call. */
  ring: RingFacts | null
  /** Since when it rings or talks, by the server's clock. */
  since: string | null
  muted: boolean
  /** It is in somebody else's talk: no call of this desk. */
  monitors: boolean
  fault: PhoneFault
  roundTripMs: number | null
  local: MediaStream | null
  remote: MediaStream | null
}

const noCall = { call: 'none', ring: null, since: null, muted: false, monitors: false, roundTripMs: null, local: null, remote: null } as const
const idle: PhoneState = { link: 'off', missing: [], fault: null, ...noCall }
/** ICE candidates of the local network come at once; waiting longer than this for far ones would delay the answer. */
const iceWaitMs = 400
const now = () => new Date(serverNow()).toISOString()

export class Softphone {
  readonly state = new Store<PhoneState>(idle)
  #session: RTCSession | null = null
  #stopAfterCall = false
  readonly #audio = new Audio()
  readonly #roundTrip = new RoundTrip((ms) => this.state.patch({ roundTripMs: ms }))
  readonly #registration = new Registration({
    onLink: (link, missing) => this.state.patch({ link, missing }),
    onIncoming: (session, request) => this.#incoming(session, request),
    busy: () => this.#session !== null,
  })

  constructor() {
    this.#audio.autoplay = true
  }

  /** Starts registering and goes on for ever. */
  start(): void {
    this.#stopAfterCall = false
    if (!window.RTCPeerConnection || !navigator.mediaDevices) this.state.patch({ fault: 'unsupported' })
    else this.#registration.start()
  }

  /** Takes the phone off; a call that is up is finished first. */
  stop(): void {
    this.#stopAfterCall = this.#session !== null
    if (!this.#session) this.#registration.stop()
  }

  #incoming(session: RTCSession, request: IncomingRequest): void {
    const hotline = parseHotlineCall(request.getHeader(hotlineCallHeader))
    if (hotline?.again) this.#giveUpDead(hotline.callId)
    if (this.#session) {
      session.terminate({ status_code: 486 })
      return
    }
    this.#session = session
    if (request.getHeader(monitorHeader)) {
      this.#monitor(session)
      return
    }
    const { user } = session.remote_identity.uri
    const caller = callerOf({ user: String(user ?? ''), displayName: session.remote_identity.display_name ?? '' })
    this.state.patch({ call: 'ringing', ring: { hotline, ...caller }, since: now(), muted: false, fault: null })
    session.on('peerconnection', ({ peerconnection }) => this.#media(peerconnection))
    session.on('icecandidate', ({ ready }) => setTimeout(ready, iceWaitMs))
    session.on('accepted', () => this.#talking(session))
    session.on('muted', () => this.state.patch({ muted: true }))
    session.on('unmuted', () => this.state.patch({ muted: false }))
    session.on('getusermediafailed', () => this.state.patch({ fault: 'microphone' }))
    session.on('ended', () => this.#over(session))
    session.on('failed', () => this.#over(session))
    // He was in this talk a moment ago and opened the page again, or has his network back: nobody makes him lift twice.
    if (hotline?.again) this.answer()
  }

  /** Asterisk gave this talk up while the network was away, and nobody could tell: what is left of it here is dead. */
  #giveUpDead(callId: string): void {
    const dead = this.#session
    if (!dead || this.state.get().ring?.hotline?.callId !== callId) return
    this.#over(dead)
    if (!dead.isEnded()) dead.terminate()
  }

  /** Only Asterisk can call here, and it does so at the supervisor's own press: he does not lift a receiver as well. */
  #monitor(session: RTCSession): void {
    this.state.patch({ monitors: true, fault: null })
    session.on('peerconnection', ({ peerconnection }) => this.#media(peerconnection))
    session.on('icecandidate', ({ ready }) => setTimeout(ready, iceWaitMs))
    session.on('getusermediafailed', () => this.state.patch({ fault: 'microphone' }))
    session.on('ended', () => this.#over(session))
    session.on('failed', () => this.#over(session))
    this.#lift(session)
  }

  #media(connection: RTCPeerConnection): void {
    connection.addEventListener('track', (event) => {
      const stream = event.streams[0] ?? new MediaStream([event.track])
      this.#audio.srcObject = stream
      const { output } = readDevices()
      if (output && 'setSinkId' in this.#audio) void this.#audio.setSinkId(output).catch(() => undefined)
      void this.#audio.play().catch(() => undefined)
      this.state.patch({ remote: stream })
    })
  }

  #talking(session: RTCSession): void {
    const track = session.connection.getSenders().find((sender) => sender.track?.kind === 'audio')?.track
    this.state.patch({ call: 'talking', since: now(), local: track ? new MediaStream([track]) : null })
    this.#roundTrip.watch(session.connection)
  }

  #over(session: RTCSession): void {
    if (this.#session !== session) return
    this.#session = null
    this.#roundTrip.stop()
    this.#audio.srcObject = null
    this.state.patch(noCall)
    if (this.#stopAfterCall) this.stop()
  }

  answer(): void {
    if (!this.#session || this.state.get().call !== 'ringing') return
    this.state.patch({ call: 'answering', fault: null })
    this.#lift(this.#session)
  }

  #lift(session: RTCSession): void {
    session.answer({
      mediaConstraints: { audio: audioConstraints(), video: false },
      pcConfig: { iceServers: this.#registration.iceServers },
    })
  }

  toggleMute(): void {
    if (this.state.get().call !== 'talking' || !this.#session) return
    if (this.state.get().muted) this.#session.unmute({ audio: true })
    else this.#session.mute({ audio: true })
  }

  /** Ends or refuses the call here, for when the server cannot be asked to. */
  terminate(): void {
    if (this.#session && !this.#session.isEnded()) this.#session.terminate()
  }
}
