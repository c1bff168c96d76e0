// Desk lines between a controller and web processes, all in this process: who is told what, and what is owed after an outage.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { DeskWire } from '../../src/acd/desk.ts'
import type { DeskLine } from '../../src/acd/desk-line.ts'
import { createDeskLines } from '../../src/acd/desk-lines.ts'
import { createRemoteDeskLine } from '../../src/acd/remote-desk-line.ts'
import type { AgentView } from '../../src/contract/calls.ts'
import { Refusal } from '../../src/contract/errors.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { waitUntil } from '../harness/wait.ts'

const sessionSecret = 'a secret for tests, long enough to be one'
const agent: AgentView = {
  agentId: '00000000-0000-4000-8000-000000000001',
  name: 'Trần Thị Kim Oanh',
  state: 'ready',
  pauseReason: null,
  since: '2026-11-25T01:00:00.000Z',
  dueAt: null,
  callId: null,
  phoneReachable: true,
  next: null,
  setBy: null,
}
const lan = { personId: agent.agentId, name: agent.name, sessionId: 's-1', socketId: 'page-1' }
const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

/** Pages that write down what they are told. */
function paper() {
  const told: string[] = []
  const pages: DeskWire & { toAll(event: string, body: { connected: boolean }): void } = {
    toSocket: (socketId, event) => void told.push(`${socketId} ${event}`),
    toDesks: (event) => void told.push(`desks ${event}`),
    joinDesks: (socketId) => void told.push(`${socketId} joins`),
    toAll: (_event, { connected }) => void told.push(connected ? 'controller there' : 'controller away'),
  }
  return { told, pages }
}

async function startController(refuses: string[] = []) {
  const asked: string[] = []
  const own = paper()
  const httpServer = createServer()
  const note = async (what: string) => {
    asked.push(what)
    if (refuses.includes(what)) throw new Refusal('conflict', 'Bàn trực đang mở ở thẻ khác')
  }
  const line: DeskLine = {
    command: async (name, { socketId }) => {
      await note(`${name} of ${socketId}`)
      lines.wire.joinDesks(socketId)
      lines.wire.toSocket(socketId, 'agent:state', agent)
      return agent as never
    },
    pageGone: ({ socketId }) => void note(`${socketId} gone`),
    sessionEnded: ({ sessionId }) => void note(`${sessionId} ended`),
    phoneChanged: ({ profile }) => void note(`phone ${profile.kind}`),
    pushAccount: (sessionId) => note(`account of ${sessionId}`),
    alarms: async () => [{ code: 'redis-away', detail: '', raisedAt: agent.since }],
    status: async () => ({ telephony: true, hotlineOpen: false }),
  }
  const lines = createDeskLines({ httpServer, sessionSecret, logger: silentLogger, mayServe: () => true, line: () => line, own: own.pages })
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve))
  ending.push(lines.close)
  return { address: `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`, asked, own, ...lines }
}

async function startWeb(find: () => string | null) {
  const { told, pages } = paper()
  const line = createRemoteDeskLine({ find: async () => find(), sessionSecret, logger: silentLogger, pages })
  line.start()
  ending.push(line.stop)
  const open = () => waitUntil(line.isOpen, 8000, () => 'the line did not open')
  return { line, told, open }
}

it('a page hears its own events in order; all desks hear what is for all, each once', async () => {
  const controller = await startController()
  const [first, second] = [await startWeb(() => controller.address), await startWeb(() => controller.address)]
  await Promise.all([first.open(), second.open()])
  expect(await first.line.command('agent:ready', lan, {})).toEqual(agent)
  controller.wire.toDesks('queue:waiting', [])
  controller.wire.toSocket('page-of-the-controller', 'telephony:state', { connected: true })
  await waitUntil(() => second.told.length === 2)
  await waitUntil(() => first.told.length === 4)
  expect(first.told).toEqual(['controller there', 'page-1 joins', 'page-1 agent:state', 'desks queue:waiting'])
  expect(second.told).toEqual(['controller there', 'desks queue:waiting'])
  expect(controller.own.told).toEqual(['desks queue:waiting', 'page-of-the-controller telephony:state'])
})

it('refusals keep their code, alarms and status come over, a bad command is refused', async () => {
  const controller = await startController(['call:hold of page-1'])
  const web = await startWeb(() => controller.address)
  await web.open()
  const refused = (work: Promise<unknown>) => work.catch((error: Refusal) => error.code)
  expect(await refused(web.line.command('call:hold', lan, { callId: agent.agentId }))).toBe('conflict')
  expect(await refused(web.line.command('call:hold', lan, { callId: 'no id' }))).toBe('invalid-input')
  expect(await web.line.alarms()).toHaveLength(1)
  expect(await web.line.status()).toEqual({ telephony: true, hotlineOpen: false })
  await web.line.pushAccount('s-1')
  expect(controller.asked).toEqual(['call:hold of page-1', 'account of s-1'])
})

it('a web process that dies leaves no page behind', async () => {
  const controller = await startController()
  const web = await startWeb(() => controller.address)
  await web.open()
  await web.line.command('agent:ready', lan, {})
  web.line.stop()
  await waitUntil(() => controller.asked.includes('page-1 gone'))
  controller.wire.toSocket('page-1', 'agent:state', agent)
  expect(web.told.at(-1)).not.toBe('page-1 agent:state')
})

it('while the line is away commands are refused at once; what must be known is told to the next controller first', async () => {
  const first = await startController()
  let address: string | null = first.address
  const web = await startWeb(() => address)
  await web.open()
  address = null
  await first.close()
  await waitUntil(() => web.told.includes('controller away'))
  web.line.sessionEnded({ personId: lan.personId, sessionId: 's-1' })
  web.line.phoneChanged({ personId: lan.personId, profile: { kind: 'sip', contact: 'sip:201@192.0.2.15' } })
  web.line.phoneChanged({ personId: lan.personId, profile: { kind: 'browser' } })
  const beganAt = performance.now()
  expect(await web.line.command('agent:ready', lan, {}).catch((error: Refusal) => error.code)).toBe('unavailable')
  expect(performance.now() - beganAt).toBeLessThan(100)
  const next = await startController()
  address = next.address
  await web.open()
  await web.line.command('agent:ready', lan, {})
  expect(next.asked).toEqual(['s-1 ended', 'phone browser', 'agent:ready of page-1'])
  expect(web.told.slice(0, 3)).toEqual(['controller there', 'controller away', 'controller there'])
})
