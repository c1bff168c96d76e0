// When does a line count as poor? Above these figures people begin to ask each other to repeat themselves.
import type { Ticket } from '../../../src/contract/tickets.ts'

type Quality = NonNullable<Ticket['calls'][number]['quality']>

const mostLossPercent = 2
const mostJitterMs = 40
const mostRoundTripMs = 400

/** Poor when one figure alone is. */
export function isPoorLine({ lossPercent, jitterMs, roundTripMs }: Quality): boolean {
  return lossPercent >= mostLossPercent || jitterMs >= mostJitterMs || (roundTripMs ?? 0) >= mostRoundTripMs
}

/** `0,2`: as people here write it. */
export const formatPercent = (percent: number): string => percentFormat.format(percent)
const percentFormat = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 })
