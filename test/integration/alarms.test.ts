// Alarms on the whole system: who is told, who may ask, what stays on record.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Alarm } from '../../src/contract/alarms.ts'
import { writeAlarm } from '../../src/platform/alarms/alarm-writer.ts'
import type { AlarmStep } from '../../src/platform/alarms/alarms.ts'
import { startTestDatabase, type TestDatabase } from '../harness/database.ts'
import { DeskClient, HttpClient } from '../harness/desk-client.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { Stranger } from '../sip/stranger.ts'

describe('on the whole system', () => {
  let platform: TestPlatform
  let desk: DeskClient
  const askAs = async (role: string) => {
    const client = new HttpClient(platform.baseUrl)
    await client.signIn(platform.login(role))
    return () => client.request<Alarm[]>('GET', '/api/alarms')
  }
  const codes = (alarms: readonly Alarm[]) => alarms.map((alarm) => alarm.code)
  beforeAll(async () => {
    platform = await startPlatform()
    desk = await DeskClient.open(platform.baseUrl, platform.login('operator'), 'sip:desk@127.0.0.1:9')
  })
  afterAll(async () => {
    desk?.close()
    await platform?.stop()
  }, 60_000)

  test('Redis stopped raises its alarm for supervisor and administrator, back again clears it; every desk is told', async () => {
    const [supervisor, administrator] = [await askAs('supervisor'), await askAs('administrator')]
    expect((await supervisor()).body).toEqual([])
    const { pid } = JSON.parse(readFileSync(path.join(platform.dataDir, 'run/redis.json'), 'utf8')) as { pid: number }
    process.kill(pid, 'SIGSTOP')
    try {
      await desk.wait('alarms:changed', (alarms) => codes(alarms).includes('redis-away'), 20_000)
      for (const ask of [supervisor, administrator]) expect(codes((await ask()).body)).toEqual(['redis-away'])
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await desk.wait('alarms:changed', (alarms) => alarms.length === 0)
    expect((await supervisor()).body).toEqual([])
  })

  test('Asterisk killed and at once there again is no alarm; away for longer it is', async () => {
    desk.told.length = 0
    const pid = () => (JSON.parse(readFileSync(path.join(platform.dataDir, 'run/asterisk.json'), 'utf8')) as { pid: number }).pid
    const first = pid()
    process.kill(first, 'SIGKILL')
    await waitUntil(() => desk.told.some((told) => told.event === 'telephony:state' && told.body.connected), 20_000)
    expect(desk.told.filter((told) => told.event === 'alarms:changed')).toEqual([])
    // With its watcher stopped, nobody starts it again.
    const { pid: launcher } = JSON.parse(readFileSync(path.join(platform.dataDir, 'run/launcher.lock'), 'utf8')) as { pid: number }
    process.kill(launcher, 'SIGSTOP')
    try {
      process.kill(pid(), 'SIGKILL')
      await desk.wait('alarms:changed', (alarms) => codes(alarms).includes('asterisk-away') && codes(alarms).includes('manager-away'), 20_000)
    } finally {
      process.kill(launcher, 'SIGCONT')
    }
    await desk.wait('alarms:changed', (alarms) => alarms.length === 0, 30_000, desk.mark)
  })

  test('guessed SIP passwords raise the alarm with the address they came from', async () => {
    const stranger = await Stranger.open({ sipPort: platform.sipPort, host: '127.0.0.3' })
    for (let n = 0; n < 20; n++) await stranger.register(`op-${n}`, `guess ${n}`)
    const told = await desk.wait('alarms:changed', (alarms) => codes(alarms).includes('sip-attack'))
    expect(told.find((alarm) => alarm.code === 'sip-attack')?.detail).toBe('127.0.0.3')
    stranger.close()
  })
})

describe('on record', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await startTestDatabase()
  })
  afterAll(() => database?.stop())
  const write = async (...steps: AlarmStep[]) => {
    // Each twice: the journal may be drained again after a crash.
    for (const body of [...steps, ...steps]) await database.db.$transaction((tx) => writeAlarm(tx, { body }))
  }
  const rows = async () =>
    (await database.db.alarm.findMany({ orderBy: { raisedAt: 'asc' } })).map((row) => [
      row.code,
      row.detail,
      row.raisedAt.getTime(),
      row.clearedAt?.getTime() ?? null,
    ])

  test('an alarm stands once, with its end; what a dead process left open ends when the next one begins', async () => {
    const [full, away] = [randomUUID(), randomUUID()]
    await write(
      { step: 'raised', id: full, code: 'recordings-full', detail: '9 MB', raisedAt: 1000, clearedAt: null },
      { step: 'raised', id: away, code: 'redis-away', detail: '', raisedAt: 2000, clearedAt: null },
      { step: 'cleared', id: full, code: 'recordings-full', detail: '7 MB', raisedAt: 1000, clearedAt: 3000 },
    )
    const first = ['recordings-full', '7 MB', 1000, 3000]
    expect(await rows()).toEqual([first, ['redis-away', '', 2000, null]])
    await write({ step: 'began', at: 9000 }, { step: 'raised', id: randomUUID(), code: 'redis-away', detail: '', raisedAt: 9000, clearedAt: null })
    expect(await rows()).toEqual([first, ['redis-away', '', 2000, 9000], ['redis-away', '', 9000, null]])
  })
})
