// What a telephone may call itself: nothing of it is a command anywhere, and no line of its own in the manager interface.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAmi } from '../../src/platform/asterisk/ami.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { planAsterisk, type TestAsterisk } from '../harness/asterisk.ts'
import { dial } from '../sip/caller.ts'

let asterisk: TestAsterisk
beforeAll(async () => {
  asterisk = await planAsterisk()
  await asterisk.process.start()
}, 60_000)
afterAll(() => asterisk?.stop(), 30_000)

it.each([
  ['0900000051', '$' + '{SHELL(true)},$[1+1]|&;', '0900000051', '$' + '{SHELL(true)},$[1+1]|&;'],
  ['0900\r\nVal: 0', 'Tester', '0900Val0', 'Tester'],
  ['+84900000052', '', '+84900000052', ''],
])('a caller from %s named %s', async (from, displayName, number, display) => {
  const ami = createAmi({ ...asterisk.config.ami, logger: silentLogger })
  const connected = new Promise<void>((resolve) => ami.onConnected(resolve))
  ami.start()
  await connected
  const caller = await dial({ sipPort: asterisk.config.sip.port, from, displayName })
  await caller.answered
  const rows = await ami.list({ action: 'DBGetTree', family: 'fallback' })
  const value = (field: string) => rows.find((row) => row['key']?.endsWith(`/${field}`))?.['val']
  expect([value('number'), value('display')]).toEqual([number, display])
  const [row] = (await ami.list({ action: 'CoreShowChannels' })).filter(({ channel }) => channel?.startsWith('PJSIP/trunk'))
  expect([row?.['calleridnum'], row?.['val']]).toEqual([number, undefined])
  await caller.hangup()
  await ami.action({ action: 'DBDelTree', family: 'fallback' })
  ami.stop()
})
