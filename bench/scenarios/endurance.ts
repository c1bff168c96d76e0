// Memory and dispatch time after 2,000 calls as after 200.
import { ratioOf, round, spreadOf, tell } from '../figures.ts'
import { inspect, pidOf, residentMb } from '../processes.ts'
import { type Bench, openDesks, startTelephones } from '../system.ts'
import { AGENTS, dispatchTimes, load } from './dispatch.ts'

const BLOCK = 200
const BLOCKS = 10

/** Ten blocks of 200 calls on one system; after each the garbage is collected and what is alive is told. */
export async function afterTwoThousand(bench: Bench): Promise<void> {
  const telephones = await startTelephones(bench.platform.sipPort)
  const desks = await openDesks(bench, AGENTS, telephones.port)
  const pid = pidOf(bench.platform.dataDir, 'platform')
  const inspector = await inspect(bench.inspectorPort, pid)
  try {
    const blocks = []
    for (let block = 1; block <= BLOCKS; block += 1) {
      const times = spreadOf(dispatchTimes(await telephones.run(load('1022', BLOCK))))
      await desks.take()
      const heapMb = round(await inspector.liveHeapMb())
      const after = { calls: block * BLOCK, p50: times.p50, p99: times.p99, failed: times.failed, heapMb, rssMb: round(residentMb(pid)) }
      blocks.push({ times, ...after })
      tell({ bench: 'after-2000', after })
    }
    const [first, last] = [blocks[0], blocks.at(-1)]
    if (!first || !last) return
    const ratio = { ...ratioOf(last.times, first.times), heap: round(last.heapMb / first.heapMb), rss: round(last.rssMb / first.rssMb) }
    const target = { p50: 1.2, p99: 1.5, heap: 1.2, rss: 1.2 }
    const met = ratio.p50 <= target.p50 && ratio.p99 <= target.p99 && ratio.heap <= target.heap && ratio.rss <= target.rss
    tell({ bench: 'after-2000', ratio, target, met })
  } finally {
    inspector.close()
    await desks.stop()
    await telephones.stop()
  }
}
