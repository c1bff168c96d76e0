// How long the voice travels, measured by the connection itself.
const everyMs = 2_000

export class RoundTrip {
  #beat: ReturnType<typeof setInterval> | null = null
  readonly #report: (ms: number | null) => void
  constructor(report: (ms: number | null) => void) {
    this.#report = report
  }

  watch(connection: RTCPeerConnection): void {
    this.stop()
    this.#beat = setInterval(() => void this.#measure(connection), everyMs)
  }

  stop(): void {
    if (this.#beat) clearInterval(this.#beat)
    this.#beat = null
  }

  async #measure(connection: RTCPeerConnection): Promise<void> {
    const stats = await connection.getStats().catch(() => null)
    stats?.forEach((entry: { type: string; nominated?: boolean; currentRoundTripTime?: number }) => {
      if (entry.type === 'candidate-pair' && entry.nominated && entry.currentRoundTripTime !== undefined)
        this.#report(Math.round(entry.currentRoundTripTime * 1000))
    })
  }
}
