import { decodeAlaw } from '../audio/alaw.ts'
import { isSilent, presence } from '../audio/tones.ts'
import { type Deferred, deferred } from './deferred.ts'

const SAMPLES_PER_MS = 8
/** A packet this far from where its time stamp puts it belongs to a new stretch of audio. */
const JUMP_MS = 60
/** So many late packets in a row are a real shift, fewer are a hiccup of this process. */
const SHIFT_PACKETS = 10
/** Tests wait on what was heard during this long: one window of the tone finder. */
const LISTEN_MS = 100
/** Without packets for so long, the line counts as silent. */
const QUIET_MS = 200
const QUIET_CHECK_MS = 50

interface Packet {
  /** When its first sample was heard, wall clock in ms. */
  at: number
  payload: Uint8Array
}

interface Listener {
  from: number
  test: (samples: Int16Array) => boolean
  heard: Deferred<number>
}

/**
 * Everything a telephone heard, placed on the wall clock. Packets are placed by their RTP time
 * stamps, so that a busy event loop that reads them late does not tear the audio apart.
 */
export class ReceivedAudio {
  readonly #packets: Packet[] = []
  readonly #late: Packet[] = []
  readonly #listeners = new Set<Listener>()
  #source: number | undefined
  #lastTimestamp = 0
  #closed: Error | undefined
  #quietCheck: NodeJS.Timeout | undefined
  /** Wall clock of the time stamp 0 of the current stretch. */
  #origin = 0

  get packets(): number {
    return this.#packets.length
  }

  get firstAt(): number | undefined {
    return this.#packets[0]?.at
  }

  /** Until when audio was heard. */
  get lastAt(): number | undefined {
    const last = this.#packets.at(-1)
    return last && last.at + last.payload.length / SAMPLES_PER_MS
  }

  /** Takes in one RTP packet. */
  add(source: number, timestamp: number, payload: Uint8Array, arrivedAt: number): void {
    const lengthMs = payload.length / SAMPLES_PER_MS
    const startedAt = arrivedAt - lengthMs
    // Time stamps are 32-bit and wrap: go on from the last one by the signed difference.
    const unwrapped = this.#lastTimestamp + ((timestamp - this.#lastTimestamp) | 0)
    const offset = unwrapped / SAMPLES_PER_MS
    const deviation = startedAt - (this.#origin + offset)
    if (source !== this.#source || deviation < -JUMP_MS) {
      this.#late.length = 0
      this.#origin = startedAt - offset
    } else if (deviation < 0) this.#origin = startedAt - offset
    this.#source = source
    this.#lastTimestamp = unwrapped
    const packet: Packet = { at: this.#origin + offset, payload }
    this.#packets.push(packet)
    this.#followShift(packet, deviation)
    this.#tellListeners(packet.at + lengthMs)
  }

  /** What was heard between two moments (Date.now()), gaps as silence. */
  between(from: number, to: number): Int16Array {
    const samples = new Int16Array(Math.max(0, Math.round((to - from) * SAMPLES_PER_MS)))
    for (const packet of this.#packets) {
      const position = Math.round((packet.at - from) * SAMPLES_PER_MS)
      if (position + packet.payload.length <= 0 || position >= samples.length) continue
      const decoded = decodeAlaw(packet.payload)
      const skip = Math.max(0, -position)
      samples.set(decoded.subarray(skip, samples.length - position), position + skip)
    }
    return samples
  }

  /** Everything heard so far. */
  all(): Int16Array {
    return this.between(this.firstAt ?? 0, this.lastAt ?? 0)
  }

  /** Waits until the tone is heard (100 ms of it, from now on); gives the moment it was established. */
  tone(hz: number, level = 0.5): Promise<number> {
    return this.#listen((samples) => presence(samples, hz) >= level)
  }

  /** Waits until there were 100 ms without the tone, whatever else is heard, also when no packets come. */
  toneGone(hz: number, level = 0.05): Promise<number> {
    return this.#listen((samples) => presence(samples, hz) < level)
  }

  /** Waits until anything but silence is heard. */
  sound(): Promise<number> {
    return this.#listen((samples) => !isSilent(samples))
  }

  /** Waits until `ms` more of audio has arrived, and gives exactly that. */
  async next(ms: number): Promise<Int16Array> {
    const from = Date.now()
    const until = deferred<number>()
    this.#add({ from: from + ms - LISTEN_MS, test: () => true, heard: until })
    await until.promise
    return this.between(from, from + ms)
  }

  /** The call is over: whoever still listens is told so. */
  close(why: Error): void {
    this.#closed = why
    clearInterval(this.#quietCheck)
    for (const listener of this.#listeners) listener.heard.reject(why)
    this.#listeners.clear()
  }

  #listen(test: (samples: Int16Array) => boolean): Promise<number> {
    const heard = deferred<number>()
    this.#add({ from: Date.now(), test, heard })
    return heard.promise
  }

  #add(listener: Listener): void {
    if (this.#closed !== undefined) {
      listener.heard.reject(this.#closed)
      return
    }
    this.#listeners.add(listener)
    this.#quietCheck ??= setInterval(() => {
      this.#tellListeners(Date.now() - QUIET_MS)
    }, QUIET_CHECK_MS)
  }

  #tellListeners(until: number): void {
    for (const listener of this.#listeners) {
      if (until - LISTEN_MS < listener.from) continue
      if (!listener.test(this.between(until - LISTEN_MS, until))) continue
      this.#listeners.delete(listener)
      listener.heard.resolve(until)
    }
    if (this.#listeners.size > 0) return
    clearInterval(this.#quietCheck)
    this.#quietCheck = undefined
  }

  #followShift(packet: Packet, deviation: number): void {
    if (deviation <= JUMP_MS) {
      this.#late.length = 0
      return
    }
    this.#late.push(packet)
    if (this.#late.length < SHIFT_PACKETS) return
    this.#origin += deviation
    for (const late of this.#late) late.at += deviation
    this.#late.length = 0
  }
}
