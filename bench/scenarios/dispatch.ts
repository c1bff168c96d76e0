// From the caller's INVITE to the agent's, ours beside Queue(), turn by turn; and how long after the ring the ticket is there.
import { median, percentile, ratioOf, round, type Spread, spreadOf, tell } from '../figures.ts'
import type { CallSample, DeskSample, LoadPlan } from '../load/messages.ts'
import { addPeerQueue, PEER_NUMBER } from '../peer-queue.ts'
import { type Bench, openDesks, startTelephones } from '../system.ts'

export const AGENTS = 60
/** 20 calls a second of about 1.3 s: some 26 at once, never more than 40. */
export const load = (dial: string, calls: number): LoadPlan => ({ dial, calls, perSecond: 20, atMost: 40, answerAfterMs: 150, talkMs: 1100 })

/** Milliseconds from the caller's INVITE to the agent's; null for a failed call. */
export const dispatchTimes = (samples: readonly CallSample[]): (number | null)[] =>
  samples.map((sample) => (sample.failure === null && sample.rangAt !== null ? sample.rangAt - sample.invitedAt : null))

/** Milliseconds from the ring to what a desk was told; negative when the page was first. */
export function popTimes(samples: readonly CallSample[], desks: readonly DeskSample[], at: (desk: DeskSample) => number | null): (number | null)[] {
  // A number may be used again after ten thousand calls; the last pop is this run's.
  const byCaller = new Map(desks.map((desk) => [desk.caller, desk]))
  return samples.map((sample) => {
    const desk = byCaller.get(sample.caller)
    const told = desk ? at(desk) : null
    return told === null || sample.rangAt === null ? null : told - sample.rangAt
  })
}

interface Options {
  runs: number
  calls: number
  dispatch: boolean
  pop: boolean
}

/** Runs both at once: the load is the same. */
export async function dispatchAndPop(bench: Bench, { runs, calls, dispatch, pop }: Options): Promise<void> {
  const telephones = await startTelephones(bench.platform.sipPort)
  const desks = await openDesks(bench, AGENTS, telephones.port)
  try {
    if (dispatch) await addPeerQueue(bench.platform.dataDir, AGENTS, telephones.port)
    await telephones.run(load('1022', 60))
    if (dispatch) await telephones.run(load(PEER_NUMBER, 60))
    await desks.take()
    const ratios: { p50: number; p99: number }[] = []
    const popped: Spread[] = []
    for (let run = 1; run <= runs; run += 1) {
      const ourSamples = await telephones.run(load('1022', calls))
      const ours = spreadOf(dispatchTimes(ourSamples))
      const told = await desks.take()
      if (pop) popped.push(tellPop(run, ourSamples, told))
      if (!dispatch) continue
      const theirSamples = await telephones.run(load(PEER_NUMBER, calls))
      const theirs = spreadOf(dispatchTimes(theirSamples))
      const ratio = ratioOf(ours, theirs)
      ratios.push(ratio)
      const failures = [...new Set([...ourSamples, ...theirSamples].map((sample) => sample.failure).filter((failure) => failure !== null))]
      tell({ bench: 'dispatch', run, peer: 'queue', ours, theirs, ratio, ...(failures.length > 0 ? { failures } : {}) })
    }
    if (dispatch) {
      const middle = { p50: round(median(ratios.map((ratio) => ratio.p50))), p99: round(median(ratios.map((ratio) => ratio.p99))) }
      const target = { p50: 2, p99: 3 }
      tell({ bench: 'dispatch', median: middle, target, met: middle.p50 <= target.p50 && middle.p99 <= target.p99 })
    }
    if (pop) {
      const p99 = round(median(popped.map((spread) => spread.p99)))
      const failed = popped.reduce((sum, spread) => sum + spread.failed, 0)
      tell({ bench: 'pop', median: { p99 }, target: { p99: 100, failed: 0 }, met: p99 <= 100 && failed === 0 })
    }
  } finally {
    await desks.stop()
    await telephones.stop()
  }
}

/** Tells a run's pops; what counts is when the ticket with all that is known of the caller was there, never less than 0. */
function tellPop(run: number, samples: CallSample[], told: DeskSample[]): Spread {
  const bare = popTimes(samples, told, (desk) => desk.poppedAt)
  const filled = popTimes(samples, told, (desk) => desk.filledAt)
  const counted = spreadOf(filled.map((value) => (value === null ? null : Math.max(0, value))))
  const signed = filled.filter((value) => value !== null)
  tell({
    bench: 'pop',
    run,
    afterRing: counted,
    signed: { p50: round(percentile(signed, 0.5)), p99: round(percentile(signed, 0.99)) },
    bare: spreadOf(bare.map((value) => (value === null ? null : Math.max(0, value)))),
  })
  return counted
}
