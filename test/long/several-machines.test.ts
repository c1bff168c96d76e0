// Two machines, each with an Asterisk and a controller of its own, one of which has the calls of both: the machine with the
// active controller dies whole. The other takes over, its own talk goes on, and the dead one's callers are called back.
import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallbackTask } from '../../src/contract/callbacks.ts'
import { expectWhole } from '../harness/call-results.ts'
import { callerHz, clearDesks, closeOperators, type Operator, openOperators, reopenDesks } from '../harness/operators.ts'
import { freePorts, startPlatform, type TestPlatform } from '../harness/platform.ts'
import { isActive } from '../harness/standby.ts'
import { answerNext, dialIn, hangUp, interruptions, type TalkingCall, talkOn } from '../harness/talking-calls.ts'
import { waitUntil } from '../harness/wait.ts'

const PASSWORDS = { ARI_PASSWORD: 'only-for-this-test', AMI_PASSWORD: 'only-for-this-test' }

let machines: [TestPlatform, TestPlatform]
let operators: [Operator, Operator]

beforeAll(async () => {
  const [http1 = 0, ami1 = 0, http2 = 0, ami2 = 0] = await freePorts(4)
  const far = (name: string, http: number, ami: number) => `${name}=http://127.0.0.1:${http} ami=127.0.0.1:${ami}`
  const common = { ...PASSWORDS, WRAPUP_SECONDS: '1', STASIS_BROADCAST: 'on' }
  const first = await startPlatform({
    ...common,
    ASTERISK_HTTP_PORT: String(http1),
    AMI_PORT: String(ami1),
    ASTERISK_SERVERS: `asterisk-1; ${far('asterisk-2', http2, ami2)}`,
  })
  const { databaseUrl, redisUrl, sessionSecret } = first.servers()
  const second = await startPlatform(
    {
      ...common,
      ASTERISK_HTTP_PORT: String(http2),
      AMI_PORT: String(ami2),
      ASTERISK_SERVERS: `${far('asterisk-1', http1, ami1)}; asterisk-2`,
      DEMO_DATA: 'off',
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      SESSION_SECRET: sessionSecret,
      RECORDING_DIR: first.recordingDir,
    },
    (dataDir) => {
      // The folder of recordings is one for all machines, as a mounted one would be.
      mkdirSync(path.join(dataDir, 'asterisk/spool'), { recursive: true })
      symlinkSync(first.recordingDir, path.join(dataDir, 'asterisk/spool/recording'))
      return []
    },
  )
  machines = [first, second]
  operators = (await openOperators(first, 2)) as [Operator, Operator]
}, 240_000)

afterAll(async () => {
  closeOperators(operators ?? [])
  await machines?.[1].stop()
  await machines?.[0].stop()
}, 120_000)

/** One operator after the other becomes ready and answers the caller at his server. */
async function talkAtBoth(): Promise<[TalkingCall, TalkingCall]> {
  const talks: TalkingCall[] = []
  for (const [n, operator] of operators.entries()) {
    const mark = operator.desk.mark
    await waitUntil(async () => (await operator.desk.try('agent:ready', {})).ok, 20_000)
    talks.push(await answerNext(operator, mark, new Map([await dialIn(machines[n]?.sipPort ?? 0, callerHz(n))])))
  }
  return talks as [TalkingCall, TalkingCall]
}

test('the machine of the active controller dies: the other one has all calls, and serves on', async () => {
  const [first, second] = machines
  expect([await isActive(first.baseUrl), await isActive(second.baseUrl)]).toEqual([true, false])
  const [lost, kept] = await talkAtBoth()
  const from = Date.now()
  await talkOn([lost, kept], 1500)
  const killedAt = Date.now()
  for (const name of ['launcher', 'platform', 'asterisk'] as const) await first.kill(name)
  expect(await interruptions([lost, kept], from, killedAt - 100)).toEqual([])
  lost.caller.vanish()
  lost.leg.vanish()
  operators[0].phone.forgetArrived()
  await waitUntil(
    () => isActive(second.baseUrl),
    15_000,
    () => 'nobody took over',
  )
  const takenAfter = Date.now() - killedAt
  await reopenDesks(operators, second.baseUrl)
  expect(operators[1].desk.snapshot?.agent).toMatchObject({ state: 'on-call', callId: kept.callId })
  await talkOn([kept], 1000)
  expect(await interruptions([kept], killedAt - 500, Date.now() - 200)).toEqual([])
  await hangUp([kept])
  await expectWhole(operators[1].desk, kept, (await kept.caller.ended).at)
  expect(takenAfter, 'nobody had the calls').toBeLessThan(8000)

  const mark = operators[1].desk.mark
  await waitUntil(async () => (await operators[1].desk.try('agent:ready', {})).ok, 20_000)
  const next = await answerNext(operators[1], mark, new Map([await dialIn(second.sipPort, callerHz(3))]))
  await talkOn([next], 500)
  await hangUp([next])

  // The machine comes back as the standby; what its Asterisk lost is found out now.
  const told = operators[0].desk.mark
  await first.relaunch()
  await waitUntil(
    () => isActive(second.baseUrl),
    10_000,
    () => `the second machine has the calls no more:\n${second.output().slice(-1500)}`,
  )
  expect(await isActive(first.baseUrl)).toBe(false)
  expect(second.output(), 'its controller was never replaced').not.toContain('ended unexpectedly')
  const task = await waitUntil(async () => {
    const { body } = await operators[1].desk.request<CallbackTask[]>('GET', '/api/callbacks')
    return body.find(({ callId }) => callId === lost.callId)
  }, 30_000)
  expect(task).toMatchObject({ number: lost.number, reason: 'interrupted' })
  await operators[0].desk.wait('agent:state', (agent) => agent.state === 'ready', 20_000, told)
  await clearDesks(operators)
  const both = await talkAtBoth()
  const goodFrom = Date.now()
  await talkOn(both, 1000)
  expect(await interruptions(both, goodFrom, Date.now() - 200)).toEqual([])
  await hangUp(both)
}, 240_000)
