// The ring: one second of tone, then a pause, made by the browser itself (no sound file).
const toneHz = 425
const periodMs = 3_000
const toneSeconds = 1

export class Ringer {
  #context: AudioContext | null = null
  #beat: ReturnType<typeof setInterval> | null = null

  /** Browsers let a page sound only after it was touched: call this from a press or a key. */
  unlock(): void {
    this.#context ??= new AudioContext()
    if (this.#context.state === 'suspended') void this.#context.resume()
  }

  start(): void {
    if (this.#beat) return
    this.unlock()
    this.#tone()
    this.#beat = setInterval(() => this.#tone(), periodMs)
  }

  stop(): void {
    if (this.#beat) clearInterval(this.#beat)
    this.#beat = null
  }

  #tone(): void {
    const context = this.#context
    if (context?.state !== 'running') return
    const gain = context.createGain()
    const tone = context.createOscillator()
    tone.frequency.value = toneHz
    const now = context.currentTime
    // Soft edges: a square start would click in the headset.
    gain.gain.setValueAtTime(0, now)
    gain.gain.linearRampToValueAtTime(0.25, now + 0.03)
    gain.gain.setValueAtTime(0.25, now + toneSeconds - 0.05)
    gain.gain.linearRampToValueAtTime(0, now + toneSeconds)
    tone.connect(gain).connect(context.destination)
    tone.start(now)
    tone.stop(now + toneSeconds)
  }
}
