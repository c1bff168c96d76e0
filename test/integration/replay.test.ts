// npm run replay on a real call, with the database and without; and a restart of the platform in the middle of a call.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../src/contract/tickets.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { runProgram } from '../harness/launcher.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { processOf } from '../harness/servers-of.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

let platform: TestPlatform
let phone: SipPhone
let desk: DeskClient
let callId: string

beforeAll(async () => {
  platform = await startPlatform()
  phone = await SipPhone.open({ name: 'desk0', toneHz: 1300 })
  desk = await DeskClient.open(platform.baseUrl, platform.login('operator'), phone.contact)
}, 120_000)
afterAll(async () => {
  desk?.close()
  await platform?.stop()
}, 60_000)

const replay = (...args: string[]) => runProgram(platform.settings, 'src/replay.ts', ...args)
const pids = () => (['asterisk', 'postgres', 'redis'] as const).map((name) => processOf(platform.dataDir, name)?.pid)

test('restart of the platform in the middle of a talk: both hear each other on, the call ends with its ticket', async () => {
  await desk.send('agent:ready', {})
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000041', toneHz: 1000 })
  const pop = await desk.wait('call:pop')
  callId = pop.call.callId
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(1300)
  await leg.received.tone(1000)
  const [servers, before] = [pids(), processOf(platform.dataDir, 'platform')?.pid]
  const restart = await runProgram(platform.settings, 'src/launcher/restart.ts')
  expect(restart).toMatchObject({ code: 0, output: expect.stringContaining('platform restarted') })
  expect(pids()).toEqual(servers)
  expect(processOf(platform.dataDir, 'platform')?.pid).not.toBe(before)
  await caller.received.tone(1300)
  await leg.received.tone(1000)
  desk = await DeskClient.reopen(desk, 'tab-1')
  await caller.hangup()
  await leg.ended
  const ticket = await waitUntil(async () => {
    const answer = await desk.request<Ticket>('GET', `/api/tickets/${pop.draft.ticketId}`)
    return answer.status === 200 && answer.body.calls[0]?.recording?.durationMs ? answer.body : null
  }, 15_000)
  expect(ticket.calls).toHaveLength(1)
  expect(ticket.calls[0]?.outcome).toBe('answered')
})

test('the call is told with the operator’s name and decided again the same; its number only when asked for', async () => {
  const { code, output } = await replay(callId)
  expect(output).toContain('Quyết định lại: khớp')
  expect(code).toBe(0)
  expect(output).toContain('Cuộc gọi đến số 1022 từ +8490****041')
  expect(output).toContain(platform.login('operator').name)
  expect(output).toContain('→ nối người gọi với máy thứ 1')
  expect(output).toContain('đã nghe')
  expect((await replay(callId, '--numbers')).output).toContain('+84900000041')
})

test('without an id: the last calls; with an unknown one: said clearly', async () => {
  const list = await replay()
  expect(list.code).toBe(0)
  expect(list.output).toContain(callId)
  expect(list.output).toMatch(/\d+ cuộc gọi gần nhất/)
  for (const id of ['0198aaaa-0000-4000-8000-000000000001', 'nonsense']) {
    const unknown = await replay(id)
    expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining(`Không có cuộc gọi ${id}`) })
  }
})

test('with the database away a call that is up is told from the journal', async () => {
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000042', toneHz: 1000 })
  await caller.answered
  const away = { ...platform.settings, DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }
  const told = await waitUntil(async () => {
    const { output } = await runProgram(away, 'src/replay.ts')
    return output.includes('chưa kết thúc') ? output : null
  })
  expect(told).toContain('Cơ sở dữ liệu không trả lời')
  const id = /^ {2}(\S+) .*chưa kết thúc/m.exec(told)?.[1] ?? ''
  const one = await runProgram(away, 'src/replay.ts', id)
  expect(one).toMatchObject({ code: 0, output: expect.stringContaining('Quyết định lại: khớp') })
  await caller.hangup()
})
