// The built pages: kept for ever or never, the entry page for every address of the app, nothing outside the folder.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import express from 'express'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { servePages } from '../../src/platform/http/pages.ts'
import { problemHandler } from '../../src/platform/http/problems.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'h1022-pages-'))
let server: Server
let address = ''

beforeAll(async () => {
  mkdirSync(path.join(folder, 'dist/assets'), { recursive: true })
  writeFileSync(path.join(folder, 'secret.txt'), 'secret')
  writeFileSync(path.join(folder, 'dist/index.html'), '<title>1022</title>')
  writeFileSync(path.join(folder, 'dist/assets/app-4f2a.js'), 'let a')
  const app = express()
  servePages(app, path.join(folder, 'dist'))
  app.use(problemHandler(silentLogger))
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

it.each(['/', '/phan-anh', '/kich-hoat/abc', '/phan-anh/1?x=2'])('%s gives the entry page, asked for anew each time', async (at) => {
  const answer = await fetch(address + at)
  expect(await answer.text()).toBe('<title>1022</title>')
  expect(answer.headers.get('cache-control')).toBe('no-cache')
})
it('keeps hashed files for ever', async () => {
  const answer = await fetch(`${address}/assets/app-4f2a.js`)
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})
it('a file of an older build is missing, not the entry page', async () => {
  const answer = await fetch(`${address}/assets/app-0000.js`)
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({ code: 'not-found' })
})
it.each(['/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%2e%2e/secret.txt'])('%s does not leave the folder', async (at) => {
  expect(await (await fetch(address + at)).text()).not.toBe('secret')
})
