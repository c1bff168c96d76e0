import { randomInt } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { encodeAlaw } from '../audio/alaw.ts'
import { ReceivedAudio } from './received.ts'
import { receiverReport } from './rtcp.ts'
import { DTMF, PCMA, type RemoteMedia } from './sdp.ts'

const RATE = 8000
const FRAME_MS = 20
const FRAME_SAMPLES = (RATE * FRAME_MS) / 1000
const HEADER_BYTES = 12
/** After a stall longer than this the missed frames are left out instead of being sent as a burst. */
const STALL_MS = 200
const TONE_LEVEL = 0.4 * 32767
const DIGITS = '0123456789*#ABCD'
const DIGIT_FRAMES = 5
const DIGIT_GAP_FRAMES = 5

/** A bad network on the way to Asterisk: each n-th packet is lost, each second one comes late. */
export interface PoorLine {
  loseEvery: number
  lateMs: number
}

interface Frame {
  type: number
  marker: boolean
  timestamp: number
  payload: Uint8Array
}

/** One audio stream each way: sends a tone or silence every 20 ms, keeps what it hears. */
export class RtpSession {
  readonly port: number
  readonly received = new ReceivedAudio()
  readonly #socket: Socket
  readonly #source = randomInt(2 ** 32)
  /** DTMF frames waiting to be sent, null for a pause of one frame. */
  readonly #digits: ((timestamp: number) => Frame | null)[] = []
  #remote: RemoteMedia | undefined
  #sequence = randomInt(2 ** 16)
  #timestamp = randomInt(2 ** 32)
  #dueAt = 0
  #timer: NodeJS.Timeout | undefined
  #toneHz: number | null = null
  #phase = 0
  #marker = true
  #closed = false
  #poorLine: PoorLine | undefined
  #heardSource = 0
  #heardKeys = ''
  #lastKeyAt: number | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    this.port = socket.address().port
    socket.on('message', (bytes) => {
      const payloadType = (bytes[1] ?? 0) & 0x7f
      if (payloadType === DTMF && bytes.length >= HEADER_BYTES + 4) this.#hearKey(bytes)
      if (bytes.length <= HEADER_BYTES || payloadType !== PCMA) return
      this.#heardSource = bytes.readUInt32BE(8)
      this.received.add(bytes.readUInt32BE(8), bytes.readUInt32BE(4), new Uint8Array(bytes.subarray(HEADER_BYTES)), Date.now())
    })
  }

  /** The keys the other side pressed, in order. */
  get heardKeys(): string {
    return this.#heardKeys
  }

  /** All packets of one event have the time stamp of its beginning; it counts when the key is let go. */
  #hearKey(bytes: Buffer): void {
    const isEnd = ((bytes[HEADER_BYTES + 1] ?? 0) & 0x80) !== 0
    if (!isEnd) return
    const begunAt = bytes.readUInt32BE(4)
    if (begunAt === this.#lastKeyAt) return
    this.#lastKeyAt = begunAt
    this.#heardKeys += DIGITS[bytes[HEADER_BYTES] ?? 0] ?? '?'
  }

  /** Opens a stream on a free port of loopback. */
  static async open(): Promise<RtpSession> {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new RtpSession(socket)
  }

  /** Where to send; a re-INVITE may move it. */
  setRemote(remote: RemoteMedia): void {
    this.#remote = remote
  }

  /** The tone to send from the next frame on, null for silence. */
  setTone(hz: number | null): void {
    this.#toneHz = hz
  }

  /** Spoils what we send from now on. */
  setPoorLine(line: PoorLine): void {
    this.#poorLine = line
  }

  /** Tells Asterisk by RTCP how its audio reaches us; its RTCP port is the one above its audio's. */
  reportReception(heard: { fractionLost: number; lost: number; jitter: number }): void {
    if (this.#remote) this.#socket.send(receiverReport({ ...heard, from: this.#source, about: this.#heardSource }), this.#remote.port + 1, this.#remote.host)
  }

  /** Sends the first packet at once: Asterisk's Answer waits for it. */
  start(): void {
    if (this.#timer !== undefined || this.#closed) return
    // After a pause the time stamps go on by the clock: the first tick leaves out what was missed.
    this.#dueAt ||= performance.now()
    this.#marker = true
    this.#tick()
  }

  /** Stops sending; listening goes on. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Presses keys (RFC 4733 events), 100 ms each. */
  pressKeys(keys: string): void {
    for (const key of keys) this.#queueDigit(DIGITS.indexOf(key.toUpperCase()), key)
  }

  /** Ends the stream both ways. */
  close(why: Error): void {
    if (this.#closed) return
    this.#closed = true
    this.stop()
    this.#socket.close()
    this.received.close(why)
  }

  #tick(): void {
    const now = performance.now()
    if (now - this.#dueAt > STALL_MS) {
      const missed = Math.floor((now - this.#dueAt) / FRAME_MS)
      this.#dueAt += missed * FRAME_MS
      this.#timestamp = (this.#timestamp + missed * FRAME_SAMPLES) >>> 0
    }
    while (this.#dueAt <= now) {
      this.#sendFrame()
      this.#dueAt += FRAME_MS
    }
    // The next moment is counted from the first one, never from now: lateness does not add up.
    this.#timer = setTimeout(() => this.#tick(), this.#dueAt - now)
    this.#timer.unref()
  }

  #sendFrame(): void {
    const digit = this.#digits.shift()?.(this.#timestamp)
    const frame = digit ?? {
      type: PCMA,
      marker: this.#marker,
      timestamp: this.#timestamp,
      payload: this.#nextAudio(),
    }
    if (this.#remote !== undefined) {
      const header = Buffer.alloc(HEADER_BYTES)
      header[0] = 0x80
      header[1] = frame.type | (frame.marker ? 0x80 : 0)
      header.writeUInt16BE(this.#sequence, 2)
      header.writeUInt32BE(frame.timestamp, 4)
      header.writeUInt32BE(this.#source, 8)
      this.#transmit(Buffer.concat([header, frame.payload]), this.#remote)
    }
    this.#marker = false
    this.#sequence = (this.#sequence + 1) & 0xffff
    this.#timestamp = (this.#timestamp + FRAME_SAMPLES) >>> 0
  }

  #transmit(packet: Buffer, to: RemoteMedia): void {
    const send = () => {
      if (!this.#closed) this.#socket.send(packet, to.port, to.host)
    }
    const line = this.#poorLine
    if (line && this.#sequence % line.loseEvery === 0) return
    if (line && this.#sequence % 2 === 1) setTimeout(send, line.lateMs).unref()
    else send()
  }

  #nextAudio(): Uint8Array {
    const samples = new Int16Array(FRAME_SAMPLES)
    if (this.#toneHz !== null) {
      const step = (2 * Math.PI * this.#toneHz) / RATE
      for (let index = 0; index < FRAME_SAMPLES; index += 1) {
        samples[index] = Math.round(Math.sin(this.#phase) * TONE_LEVEL)
        this.#phase += step
      }
      this.#phase %= 2 * Math.PI
    }
    return encodeAlaw(samples)
  }

  #queueDigit(code: number, key: string): void {
    if (code < 0) throw new Error(`no such key: ${key}`)
    let begun = 0
    for (let index = 0; index < DIGIT_FRAMES + 3; index += 1) {
      // The end of an event is sent three times, because a lost one would hold the key down.
      const isEnd = index >= DIGIT_FRAMES
      const duration = Math.min(index + 1, DIGIT_FRAMES) * FRAME_SAMPLES
      this.#digits.push((timestamp) => {
        if (index === 0) begun = timestamp
        return {
          type: this.#remote?.dtmf ?? 101,
          marker: index === 0,
          timestamp: begun,
          payload: Uint8Array.of(code, (isEnd ? 0x80 : 0) | 10, duration >> 8, duration & 0xff),
        }
      })
    }
    for (let index = 0; index < DIGIT_GAP_FRAMES; index += 1) this.#digits.push(() => null)
  }
}
