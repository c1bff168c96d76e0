// No controller: the dialplan serves callers alone, and what happened is there as calls, recordings and tickets afterwards.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isSilent } from '../audio/tones.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dial } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

const CALLER_HZ = 1000
const AGENT_HZ = 1300

let platform: TestPlatform
let phone: SipPhone
let desk: DeskClient

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '10', WRAPUP_SECONDS: '2', FALLBACK_AFTER_SECONDS: '5' })
  phone = await SipPhone.open({ name: 'desk', toneHz: AGENT_HZ })
  desk = await DeskClient.open(platform.baseUrl, platform.login('operator'), phone.contact)
  await desk.send('agent:ready', {})
}, 120_000)

afterAll(async () => {
  desk?.close()
  await platform?.stop()
}, 60_000)

test('without a controller a caller hears music, reaches the ready operator and is on record afterwards', async () => {
  await new Promise((r) => setTimeout(r, 1000))
  await platform.kill('launcher')
  await platform.kill('platform')
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000031', toneHz: CALLER_HZ })
  const answeredAt = await caller.answered
  console.log('answered', answeredAt)
  const leg = await phone.incoming()
  console.log('ring after', Date.now() - answeredAt)
  expect(isSilent(caller.received.between(answeredAt + 5000, answeredAt + 6000))).toBe(false)
  leg.answer()
  await caller.received.tone(AGENT_HZ)
  await leg.received.tone(CALLER_HZ)
  await leg.hangup()
  const end = await caller.ended
  console.log(end)
  await platform.relaunch()
  await new Promise((r) => setTimeout(r, 6000))
  console.log(platform.output().slice(-3000))
  const { execFileSync } = await import('node:child_process')
  console.log(
    execFileSync('bash', [
      '-c',
      `tail -40 ${platform.dataDir}/log/platform.log; tail -20 ${platform.dataDir}/log/asterisk.log; find ${platform.recordingDir} -type f | xargs ls -la`,
    ]).toString(),
  )
}, 120_000)
