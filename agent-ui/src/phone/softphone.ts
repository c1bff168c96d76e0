// The browser's telephone: registers for ever, rings, answers; it never ends a call because a page closes.
import { UA, WebSocketInterface } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'
import type { RTCSessionEvent } from 'jssip/lib/UA'
import type { SoftphoneAccount } from '../../../src/contract/accounts.ts'
import { api } from '../api/client.ts'
import { Store } from '../api/store.ts'
import { audioConstraints, readDevices } from './devices.ts'
import { RoundTrip } from './round-trip.ts'

export type PhoneLink = 'off' | 'connecting' | 'registered' | 'reconnecting'
export type PhoneCall = 'none' | 'ringing' | 'answering' | 'talking'
export type PhoneFault = 'microphone' | 'unsupported' | null

export interface PhoneState {
  link: PhoneLink
  call: PhoneCall
  muted: boolean
  fault: PhoneFault
  roundTripMs: number | null
  local: MediaStream | null
  remote: MediaStream | null
}

const idle: PhoneState = { link: 'off', call: 'none', muted: false, fault: null, roundTripMs: null, local: null, remote: null }
const retryMs = 3_000
/** ICE candidates of the local network come at once; waiting longer than this for far ones would delay the answer. */
const iceWaitMs = 400

export class Softphone {
  readonly state = new Store<PhoneState>(idle)
  #ua: UA | null = null
  #account: SoftphoneAccount | null = null
  #session: RTCSession | null = null
  #retry: ReturnType<typeof setTimeout> | null = null
  #wanted = false
  #stopAfterCall = false
  readonly #audio = new Audio()
  readonly #roundTrip = new RoundTrip((ms) => this.state.patch({ roundTripMs: ms }))

  constructor() {
    this.#audio.autoplay = true
  }

  /** Starts registering and goes on for ever, through lost networks and restarted servers. */
  start(): void {
    this.#stopAfterCall = false
    if (this.#wanted) return
    this.#wanted = true
    if (!window.RTCPeerConnection || !navigator.mediaDevices) {
      this.state.patch({ fault: 'unsupported' })
      return
    }
    this.state.patch({ link: 'connecting' })
    void this.#connect()
  }

  /** Takes the phone off; a call that is up is finished first. */
  stop(): void {
    if (this.#session) {
      this.#stopAfterCall = true
      return
    }
    this.#wanted = false
    this.#stopAfterCall = false
    if (this.#retry) clearTimeout(this.#retry)
    this.#ua?.stop()
    this.#ua = null
    this.#account = null
    this.state.patch({ link: 'off' })
  }

  /** Asks for the account each time: after a restart of the telephone server this is what brings it back there. */
  async #connect(): Promise<void> {
    if (!this.#wanted) return
    try {
      const account = await api('softphone')
      if (!this.#wanted) return
      if (this.#ua && this.#account && sameAccount(this.#account, account)) this.#ua.register()
      // A call that is up keeps its telephone; the new account waits for its end.
      else if (this.#session) this.#tryAgain()
      else this.#begin(account)
    } catch {
      this.#tryAgain()
    }
  }

  #tryAgain(): void {
    if (!this.#wanted) return
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = setTimeout(() => void this.#connect(), retryMs)
  }

  #begin(account: SoftphoneAccount): void {
    this.#ua?.stop()
    this.#account = account
    const ua = new UA({
      sockets: [new WebSocketInterface(account.wsUrl)],
      uri: account.uri,
      authorization_user: account.username,
      password: account.secret,
      register: true,
      register_expires: 120,
      session_timers: false,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 4,
    })
    // An older telephone object may still speak while it stops: only the newest one counts.
    const current = () => this.#ua === ua
    ua.on('registered', () => current() && this.state.patch({ link: 'registered' }))
    ua.on('unregistered', () => current() && this.#lost())
    ua.on('disconnected', () => current() && this.state.patch({ link: this.#wanted ? 'reconnecting' : 'off' }))
    ua.on('registrationFailed', () => current() && this.#lost())
    ua.on('newRTCSession', ({ session }: RTCSessionEvent) => {
      if (session.direction === 'incoming') this.#incoming(session)
    })
    this.#ua = ua
    ua.start()
  }

  #lost(): void {
    if (!this.#wanted) return
    this.state.patch({ link: 'reconnecting' })
    this.#tryAgain()
  }

  #incoming(session: RTCSession): void {
    if (this.#session) {
      session.terminate({ status_code: 486 })
      return
    }
    this.#session = session
    this.state.patch({ call: 'ringing', muted: false, fault: null })
    session.on('peerconnection', ({ peerconnection }) => this.#media(peerconnection))
    session.on('icecandidate', ({ ready }) => setTimeout(ready, iceWaitMs))
    session.on('accepted', () => this.#talking(session))
    session.on('muted', () => this.state.patch({ muted: true }))
    session.on('unmuted', () => this.state.patch({ muted: false }))
    session.on('getusermediafailed', () => this.state.patch({ fault: 'microphone' }))
    session.on('ended', () => this.#over(session))
    session.on('failed', () => this.#over(session))
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
    this.state.patch({ call: 'talking', local: track ? new MediaStream([track]) : null })
    this.#roundTrip.watch(session.connection)
  }

  #over(session: RTCSession): void {
    if (this.#session !== session) return
    this.#session = null
    this.#roundTrip.stop()
    this.#audio.srcObject = null
    this.state.patch({ call: 'none', muted: false, local: null, remote: null, roundTripMs: null })
    if (this.#stopAfterCall) this.stop()
  }

  answer(): void {
    if (!this.#session || this.state.get().call !== 'ringing') return
    this.state.patch({ call: 'answering', fault: null })
    this.#session.answer({
      mediaConstraints: { audio: audioConstraints(), video: false },
      pcConfig: { iceServers: this.#account?.iceServers ?? [] },
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

function sameAccount(a: SoftphoneAccount, b: SoftphoneAccount): boolean {
  return a.wsUrl === b.wsUrl && a.uri === b.uri && a.username === b.username && a.secret === b.secret
}
