// The manager interface on a real Asterisk that comes late, dies, freezes and refuses.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Ami, type AmiFields, type AmiOptions, createAmi } from '../../src/platform/asterisk/ami.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { planAsterisk, type TestAsterisk } from '../harness/asterisk.ts'
import { waitUntil } from '../harness/wait.ts'

let asterisk: TestAsterisk
let ami: Ami
const told: string[] = []
const started: Ami[] = []
const make = (given: Partial<AmiOptions> = {}): Ami => {
  const made = createAmi({ ...asterisk.config.ami, logger: silentLogger, ...given })
  made.start()
  started.push(made)
  return made
}

beforeAll(async () => {
  asterisk = await planAsterisk()
  ami = make()
  ami.onConnected(() => void told.push('connected'))
  ami.onConnected(async () => {
    throw new Error('a listener of no use')
  })
  ami.onLost(() => void told.push('lost'))
  await expect(ami.action({ action: 'Ping' })).rejects.toThrow('not connected')
  await asterisk.process.start()
  await waitUntil(ami.connected)
}, 90_000)
afterAll(async () => {
  for (const one of started) one.stop()
  await asterisk?.stop()
}, 60_000)
afterEach(() => waitUntil(ami.connected))

test('waits for an Asterisk that comes later, and is told once it has booted', async () => {
  expect(told).toEqual(['connected'])
  expect(await ami.action({ action: 'Ping' })).toMatchObject({ response: 'Success', ping: 'Pong' })
})

test('lists give their rows; an empty list is no error', async () => {
  const endpoints = await ami.list({ action: 'PJSIPShowEndpoints' })
  expect(endpoints.map((row) => row['objectname']).sort()).toEqual(['desk-phone', 'trunk'])
  expect(await ami.list({ action: 'PJSIPShowContacts' })).toEqual([])
  expect(await ami.list({ action: 'CoreShowChannels' })).toEqual([])
  for (const key of ['one', 'two']) await ami.action({ action: 'DBPut', family: 'hotline-test', key, val: `${key}: of two` })
  const [all, alone] = await Promise.all([
    ami.list({ action: 'DBGetTree', family: 'hotline-test' }),
    ami.list({ action: 'DBGet', family: 'hotline-test', key: 'two' }),
  ])
  expect(all.map((row) => [row['key'], row['val']])).toEqual([
    ['/hotline-test/one', 'one: of two'],
    ['/hotline-test/two', 'two: of two'],
  ])
  expect(alone).toMatchObject([{ val: 'two: of two' }])
})

test('an error is a rejection, and a value cannot smuggle in a field', async () => {
  await expect(ami.list({ action: 'NoSuchAction' })).rejects.toThrow('Invalid/unknown command')
  await expect(ami.action({ action: 'DBGet', family: 'hotline-test', key: 'three' })).rejects.toThrow('not found')
  await expect(ami.action({ action: 'DBGet', family: 'hotline-test', key: 'one\r\nAction: Logoff' })).rejects.toThrow('no line breaks')
})

test('events are heard by name; a listener that fails disturbs nobody', async () => {
  const heard: AmiFields[] = []
  ami.onEvent('UserEvent', () => {
    throw new Error('a listener of no use')
  })
  ami.onEvent('userevent', (event) => void heard.push(event))
  await ami.action({ action: 'UserEvent', userevent: 'FallbackCall', callid: 'c-1' })
  expect(await waitUntil(() => heard[0])).toMatchObject({ userevent: 'FallbackCall', callid: 'c-1' })
})

test('Asterisk killed: what was asked fails at once; started again by its watcher, the connection is there again', async () => {
  told.length = 0
  const pid = asterisk.process.pid() as number
  process.kill(pid, 'SIGSTOP')
  const asked = expect(ami.action({ action: 'CoreStatus' }, 30_000)).rejects.toThrow('manager interface lost')
  process.kill(pid, 'SIGKILL')
  await asked
  await waitUntil(() => told.includes('connected'), 20_000)
  expect(told).toEqual(['lost', 'connected'])
  expect(asterisk.process.pid()).not.toBe(pid)
  expect(await ami.list({ action: 'PJSIPShowEndpoints' })).toHaveLength(2)
})

test('an Asterisk that freezes is noticed by its silence', async () => {
  const impatient = make({ pingMs: 300 })
  await waitUntil(impatient.connected)
  let lost = 0
  impatient.onLost(() => {
    lost += 1
  })
  const pid = asterisk.process.pid() as number
  process.kill(pid, 'SIGSTOP')
  try {
    await waitUntil(() => lost === 1 && !impatient.connected())
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  await waitUntil(impatient.connected, 15_000)
  impatient.stop()
  expect(lost).toBe(1)
})

test('a refused login is tried again and again, quietly', async () => {
  const stranger = make({ password: 'wrong' })
  const refused: AmiFields[] = []
  ami.onEvent('ChallengeResponseFailed', (event) => void refused.push(event))
  ami.onEvent('InvalidPassword', (event) => void refused.push(event))
  await waitUntil(() => refused.length >= 2)
  expect(stranger.connected()).toBe(false)
  stranger.stop()
})
