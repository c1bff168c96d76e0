// The sender of ARI's commands, against an HTTP server of its own in Asterisk's place.
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AriRefused, createAriSender } from '../../src/platform/asterisk/ari-rest.ts'

interface Heard {
  method: string | undefined
  url: string | undefined
  authorization: string | undefined
  body: string
  port: number | undefined
}

let server: http.Server
let heard: Heard[]
let answer: (request: http.IncomingMessage, response: http.ServerResponse) => void

beforeEach(async () => {
  heard = []
  answer = (_, response) => void response.writeHead(204).end()
  server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      heard.push({ method: request.method, url: request.url, authorization: request.headers.authorization, body, port: request.socket.remotePort })
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const sender = () => createAriSender({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, username: 'hotline', password: 'only+for/this' })

test('path, query and body are sent as they are meant, with the password', async () => {
  await sender()({
    method: 'POST',
    path: ['channels', 'a/b'],
    query: { endpoint: 'PJSIP/desk-phone/sip:x@127.0.0.1', beep: false },
    body: { variables: { A: '1' } },
  })
  expect(heard).toMatchObject([
    {
      method: 'POST',
      url: '/ari/channels/a%2Fb?endpoint=PJSIP%2Fdesk-phone%2Fsip%3Ax%40127.0.0.1&beep=false',
      authorization: `Basic ${Buffer.from('hotline:only+for/this').toString('base64')}`,
      body: '{"variables":{"A":"1"}}',
    },
  ])
})

test('commands one after the other use one connection', async () => {
  const send = sender()
  for (let count = 0; count < 3; count += 1) expect(await send({ method: 'DELETE', path: ['bridges', 'x'] })).toBeNull()
  expect(new Set(heard.map(({ port }) => port)).size).toBe(1)
})

test('what Asterisk refuses is told with its words', async () => {
  answer = (_, response) => void response.writeHead(409).end('{"message":"Bridge with id x already exists"}')
  const refused = sender()({ method: 'POST', path: ['bridges', 'x'] })
  await expect(refused).rejects.toThrow(/already exists/)
  await expect(refused).rejects.toBeInstanceOf(AriRefused)
})

test('a command on a connection that has just been closed is sent again on a new one', async () => {
  const send = sender()
  await send({ method: 'GET', path: ['bridges'] })
  answer = (request) => {
    answer = (_, response) => void response.end('[]')
    request.socket.resetAndDestroy()
  }
  expect(await send({ method: 'GET', path: ['bridges'] })).toEqual([])
})

test('without Asterisk every command is refused', async () => {
  const send = sender()
  server.close()
  server.closeAllConnections()
  await expect(send({ method: 'GET', path: ['bridges'] })).rejects.toBeInstanceOf(AriRefused)
})
