// 200 recorded calls at once on this machine: none fails, none without its recording, and what it costs beside Queue().
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { waitUntil } from '../../test/harness/wait.ts'
import { median, round, tell } from '../figures.ts'
import { openSipp, type SippRun } from '../load/sipp.ts'
import { addPeerQueue, PEER_NUMBER } from '../peer-queue.ts'
import { pidOf, processorSeconds, watchMemory } from '../processes.ts'
import { type Bench, openDesks } from '../system.ts'

const CALLS = 200
const PER_SECOND = 20
/** All 200 talk for the last five seconds of the first. */
const TALK_MS = 15_000
/** A machine at its limit leaves frames out; a recording is there when this part of the talk is in it. */
const WHOLE = 0.9
const WAV_HEADER = 44
const WAV_BYTES_PER_MS = 16
const MB_LIMIT = 300

interface Kept {
  rows: number
  answered: number
  files: number
  shortestMs: number
  withTicket: number
}

/** What the platform has of the calls that arrived since then, once all of it is written. */
async function keptSince({ db, platform }: Bench, since: Date): Promise<Kept> {
  const read = async () =>
    (
      await db.query<{ outcome: string | null; ticket_id: string | null; path: string | null; duration_ms: number | null }>(
        'select c.outcome, c.ticket_id, r.path, r.duration_ms from call c left join recording r on r.call_id = c.id where c.arrived_at >= $1',
        [since],
      )
    ).rows
  const complete = async () => {
    const rows = await read()
    return rows.length >= CALLS && rows.every((row) => row.duration_ms !== null) ? rows : null
  }
  // What is still missing after that is missing, and is told as such.
  const rows = await waitUntil(complete, 30_000).catch(read)
  const lengths = rows.flatMap(({ path: name }) => {
    try {
      return name === null ? [] : [(statSync(path.join(platform.recordingDir, name)).size - WAV_HEADER) / WAV_BYTES_PER_MS]
    } catch {
      return []
    }
  })
  return {
    rows: rows.length,
    answered: rows.filter((row) => row.outcome === 'answered').length,
    files: lengths.length,
    shortestMs: Math.round(Math.min(...lengths)),
    withTicket: rows.filter((row) => row.ticket_id !== null).length,
  }
}

/** Three turns each; the ratio is Asterisk's processor time, ours to theirs. */
export async function recordedTwoHundred(bench: Bench, runs: number): Promise<void> {
  const { dataDir, sipPort } = bench.platform
  const [asterisk, platform] = [pidOf(dataDir, 'asterisk'), pidOf(dataDir, 'platform')]
  const sipp = openSipp()
  const telephones = await sipp.desks()
  const desks = await openDesks(bench, CALLS, telephones.port)
  const turn = async (dial: string): Promise<{ run: SippRun; seconds: number }> => {
    const before = processorSeconds(asterisk)
    const run = await sipp.call({ sipPort, dial, calls: CALLS, perSecond: PER_SECOND, talkMs: TALK_MS })
    return { run, seconds: processorSeconds(asterisk) - before }
  }
  try {
    await addPeerQueue(dataDir, CALLS, telephones.port)
    const ratios: number[] = []
    let isWhole = true
    let highest = 0
    for (let run = 1; run <= runs; run += 1) {
      const since = new Date()
      const memory = watchMemory(platform)
      const ours = await turn('1022')
      const kept = await keptSince(bench, since)
      const rssMb = memory.stop()
      const theirs = await turn(PEER_NUMBER)
      const theirFiles = readdirSync(path.join(dataDir, 'asterisk/spool/monitor/bench')).length
      const ratio = round(ours.seconds / theirs.seconds)
      ratios.push(ratio)
      highest = Math.max(highest, rssMb)
      isWhole &&= ours.run.failed === 0 && kept.rows === CALLS && kept.answered === CALLS && kept.files === CALLS && kept.withTicket === CALLS
      isWhole &&= kept.shortestMs >= TALK_MS * WHOLE
      tell({
        bench: 'recorded-200',
        run,
        peer: 'queue',
        ours: { ...ours.run, ...kept, asteriskSeconds: round(ours.seconds), platformRssMb: round(rssMb) },
        theirs: { ...theirs.run, files: theirFiles - (run - 1) * CALLS, asteriskSeconds: round(theirs.seconds) },
        ratio: { asteriskSeconds: ratio },
      })
    }
    tell({
      bench: 'recorded-200',
      median: { asteriskSeconds: round(median(ratios)), platformRssMb: round(highest) },
      target: { failed: 0, withoutRecording: 0, platformRssMb: MB_LIMIT },
      met: isWhole && highest < MB_LIMIT,
    })
  } finally {
    await desks.stop()
    await telephones.stop()
    sipp.close()
  }
}
