// The line itself, between two ends in this process: who is let in, what crosses it, what happens when it breaks.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io } from 'socket.io-client'
import { afterEach, expect, it } from 'vitest'
import { Refusal } from '../../src/contract/errors.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { createLineClient, type LineClient } from '../../src/platform/realtime/line-client.ts'
import { createLineServer, LINE_PATH, type LinePeer, type LineServer } from '../../src/platform/realtime/line-server.ts'
import { waitUntil } from '../harness/wait.ts'

const secret = 'a secret for tests, long enough to be one'
const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

interface Controller {
  address: string
  server: LineServer
  gone: LinePeer[]
  asked: string[]
  serves: boolean
  stop(): Promise<void>
}

async function startController(sessionSecret = secret, serves = true): Promise<Controller> {
  const httpServer: Server = createServer((_req, res) => void res.writeHead(404).end())
  const server = createLineServer({
    httpServer,
    sessionSecret,
    logger: silentLogger,
    mayServe: () => controller.serves,
    async answer(peer, name, body) {
      controller.asked.push(name)
      if (name === 'refuse') throw new Refusal('illegal-transition', 'Không được', { field: 'vì thế' })
      if (name === 'fail') throw new Error('a secret of the controller')
      if (name === 'never') return new Promise(() => undefined)
      if (name === 'tell-then-answer') peer.tell('told', { before: true })
      return { name, body }
    },
    onGone: (peer) => void controller.gone.push(peer),
  })
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve))
  const stop = async () => void (await server.close())
  const controller: Controller = { address: `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`, server, gone: [], asked: [], serves, stop }
  ending.push(stop)
  return controller
}

function startWeb(find: () => string | null, sessionSecret = secret) {
  const changes: boolean[] = []
  const heard: { event: string; body: unknown }[] = []
  const client: LineClient = createLineClient({
    find: async () => find(),
    sessionSecret,
    logger: silentLogger,
    hear: (event, body) => void heard.push({ event, body }),
    onChange: (open) => void changes.push(open),
  })
  client.start()
  ending.push(client.stop)
  return { client, changes, heard, isOpen: () => waitUntil(client.isOpen, 8000, () => 'the line did not open') }
}

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: Refusal) => error.toProblem(),
  )

it('carries questions and answers, refusals with their code, and nothing of an error inside', async () => {
  const controller = await startController()
  const web = startWeb(() => controller.address)
  await web.isOpen()
  expect(await web.client.ask('question', { n: 1 })).toEqual({ name: 'question', body: { n: 1 } })
  expect(await refusal(web.client.ask('refuse', {}))).toEqual({ code: 'illegal-transition', message: 'Không được', fields: { field: 'vì thế' } })
  const failed = await refusal(web.client.ask('fail', {}))
  expect(failed?.code).toBe('internal')
  expect(JSON.stringify(failed)).not.toContain('secret')
})

it('what is told before an answer is heard before it', async () => {
  const controller = await startController()
  const web = startWeb(() => controller.address)
  await web.isOpen()
  await web.client.ask('tell-then-answer', {})
  expect(web.heard).toEqual([{ event: 'told', body: { before: true } }])
})

it('two ends with different secrets get no line, whichever is asked', async () => {
  const theirs = await startController('the secret of some other installation')
  const web = startWeb(() => theirs.address)
  const other = startWeb(() => theirs.address, 'the secret of some other installation')
  await other.isOpen()
  expect(web.client.isOpen()).toBe(false)
  expect([...theirs.server.peers()]).toHaveLength(1)
  expect(await refusal(web.client.ask('question', {}))).toMatchObject({ code: 'unavailable' })
})

it('who shows no proof is neither answered nor told anything, and cut off', async () => {
  const controller = await startController()
  const stranger = io(controller.address, { path: LINE_PATH, transports: ['websocket'], reconnection: false, forceNew: true })
  ending.push(() => stranger.disconnect())
  const words: string[] = []
  stranger.onAny((event: string) => void words.push(event))
  const cut = new Promise((resolve) => stranger.once('disconnect', resolve))
  await new Promise((resolve) => stranger.once('challenge', resolve))
  stranger.emit('ask', 'question', {}, () => void words.push('answered'))
  for (const peer of controller.server.peers()) peer.tell('told', {})
  await cut
  expect(words).toEqual(['challenge'])
  expect(controller.asked).toEqual([])
})

it('a page is not let near it', async () => {
  const controller = await startController()
  const page = io(controller.address, {
    path: LINE_PATH,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin: controller.address },
  })
  ending.push(() => page.disconnect())
  expect(await new Promise((resolve) => page.once('connect_error', () => resolve('refused')).once('connect', () => resolve('let in')))).toBe('refused')
})

it('a standby opens no line until it has the calls', async () => {
  const controller = await startController(secret, false)
  const web = startWeb(() => controller.address)
  const stranger = await startController()
  const proof = startWeb(() => stranger.address)
  await proof.isOpen()
  expect(web.client.isOpen()).toBe(false)
  controller.serves = true
  await web.isOpen()
})

it('breaks with its controller: what was asked is refused at once, and the next controller is found', async () => {
  const [first, second] = [await startController(), await startController()]
  let address = first.address
  const web = startWeb(() => address)
  await web.isOpen()
  const unanswered = refusal(web.client.ask('never', {}))
  await waitUntil(() => first.asked.includes('never'))
  address = second.address
  const brokeAt = performance.now()
  await first.stop()
  expect(await unanswered).toMatchObject({ code: 'unavailable', message: 'Đang kết nối lại với tổng đài' })
  expect(performance.now() - brokeAt).toBeLessThan(1000)
  await web.isOpen()
  expect(await web.client.ask('question', {})).toMatchObject({ name: 'question' })
  expect(web.changes).toEqual([true, false, true])
  expect(first.gone).toHaveLength(1)
})

it('a web process that ends is noticed', async () => {
  const controller = await startController()
  const web = startWeb(() => controller.address)
  await web.isOpen()
  web.client.stop()
  await waitUntil(() => controller.gone.length === 1)
  expect([...controller.server.peers()]).toHaveLength(0)
})
