// The recordings' folder is full while ten calls talk: the calls go on, an alarm is raised, what was recorded is kept.
import { statfsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Alarm } from '../../src/contract/alarms.ts'
import { longestGap } from '../audio/continuity.ts'
import { durationMs } from '../audio/wav.ts'
import { waitUntilEmpty } from '../harness/asterisk-picture.ts'
import { finishedCall, recordingOf } from '../harness/call-results.ts'
import { HttpClient } from '../harness/desk-client.ts'
import { callerHz, closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { processOf } from '../harness/servers-of.ts'
import { answerNext, dialIn, hangUp, interruptions, startTalking, type TalkingCall, talkOn } from '../harness/talking-calls.ts'
import { waitUntil } from '../harness/wait.ts'

/** Ten calls write 160 kB a second: it is full after 12 s. The alarm comes at the last megabyte. */
const FOLDER_BYTES = 2 * 2 ** 20

let platform: TestPlatform
let operators: Operator[]

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '1', RECORDING_RESERVE_MB: '1' }, smallFolder)
  operators = await openOperators(platform, 11)
}, 120_000)

afterAll(async () => {
  closeOperators(operators ?? [])
  await platform?.stop()
}, 60_000)

test('recordings folder full: the calls go on, the alarm is raised, what was recorded is kept and found', async () => {
  const supervisor = new HttpClient(platform.baseUrl)
  await supervisor.signIn(platform.login('supervisor'))
  const calls = await startTalking(platform.sipPort, operators.slice(0, 10))
  const from = Date.now()
  await waitUntil(
    async () => (await openAlarms(supervisor)).includes('recordings-full'),
    30_000,
    () => 'no alarm',
  )
  await waitUntil(
    () => freeBytes() === 0,
    30_000,
    () => `${freeBytes()} bytes are left`,
  )
  const fullAt = Date.now()
  await talkOn(calls, 3000)
  const late = await answersAnother()
  expect(interruptions([...calls, late], late.talkingFrom, Date.now() - 200)).toEqual([])
  expect(interruptions(calls, from, Date.now() - 200)).toEqual([])
  expect(await openAlarms(supervisor)).toContain('recordings-full')
  await hangUp([...calls, late])
  for (const call of calls) await isKept(call, fullAt)
  await waitUntilEmpty(platform)
}, 120_000)

/** A caller who comes when nothing can be recorded any more is served like any other. */
async function answersAnother(): Promise<TalkingCall> {
  const [eleventh] = operators.slice(10) as [Operator]
  await eleventh.desk.send('agent:ready', {})
  const late = await answerNext(eleventh, 0, new Map([await dialIn(platform.sipPort, callerHz(10))]))
  await talkOn([late], 1000)
  return late
}

/** The call has its ticket, its end and its recording as far as that goes, and both are heard in it. */
async function isKept(call: TalkingCall, fullAt: number): Promise<void> {
  const result = await finishedCall(call.operator.desk, call)
  expect(result.outcome).toBe('answered')
  const wav = await recordingOf(call.operator.desk, result)
  expect(Math.abs((result.recording?.durationMs ?? 0) - durationMs(wav))).toBeLessThan(2)
  expect(durationMs(wav)).toBeGreaterThan((fullAt - call.answeredAt) / 2)
  const talk = wav.samples.subarray(((call.talkingFrom + 200 - call.answeredAt) * wav.rate) / 1000)
  for (const hz of [call.callerHz, call.operator.toneHz]) expect(longestGap(talk, hz, wav.rate, 0.1).ms).toBeLessThanOrEqual(150)
}

const openAlarms = async (reader: HttpClient) => (await reader.request<Alarm[]>('GET', '/api/alarms')).body.map(({ code }) => code)

const folderIn = (dataDir: string) => path.join(dataDir, 'asterisk/spool/recording')

/** A file system of its own in a world of its own: nobody else sees it, it goes with its processes, and root is not needed. */
function smallFolder(dataDir: string): string[] {
  const mount = 'mkdir -p "$0" && mount -t tmpfs -o size=$1,mode=700 tmpfs "$0" && shift && exec "$@"'
  return ['unshare', process.getuid?.() === 0 ? '-m' : '-rm', 'sh', '-c', mount, folderIn(dataDir), String(FOLDER_BYTES)]
}

/** Seen through the eyes of Asterisk, for whom that file system is there. */
function freeBytes(): number {
  const asterisk = processOf(platform.dataDir, 'asterisk')
  if (!asterisk) throw new Error('Asterisk is gone')
  const disk = statfsSync(path.join('/proc', String(asterisk.pid), 'root', folderIn(platform.dataDir)))
  return disk.bavail * disk.bsize
}
