// What Asterisk tells of the network: strangers who guess passwords or call, the trunk that answers or not.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Alarms, createAlarms } from '../../src/platform/alarms/alarms.ts'
import { type Ami, type AmiFields, createAmi } from '../../src/platform/asterisk/ami.ts'
import { type Ari, createAri } from '../../src/platform/asterisk/ari.ts'
import { type ContactHealth, createContactHealth } from '../../src/platform/asterisk/contact-health.ts'
import { watchSipAttacks } from '../../src/platform/asterisk/sip-attack.ts'
import { attackLimits, failureEvents } from '../../src/platform/asterisk/sip-attack-rules.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { planAsterisk, type TestAsterisk } from '../harness/asterisk.ts'
import { freePorts } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'
import { Stranger } from '../sip/stranger.ts'

const account = 'op-0123456789ab'
let asterisk: TestAsterisk
let ami: Ami
let ari: Ari
let alarms: Alarms
let contacts: ContactHealth
let trunkPort: number
const failures: AmiFields[] = []

beforeAll(async () => {
  ;[trunkPort = 0] = await freePorts(1)
  asterisk = await planAsterisk({ SIP_TRUNK_QUALIFY: `127.0.0.1:${trunkPort}` })
  await asterisk.process.start()
  const { config, url } = asterisk
  ari = createAri({ url, username: config.asterisk.ariUsername, password: config.asterisk.ariPassword, app: 'hotline', logger: silentLogger })
  ari.start()
  ami = createAmi({ ...config.ami, logger: silentLogger })
  for (const name of failureEvents) ami.onEvent(name, (event) => event['service'] === 'PJSIP' && void failures.push(event))
  alarms = createAlarms({ clock: systemClock, logger: silentLogger, record: () => undefined })
  watchSipAttacks({ ami, alarms, clock: systemClock, logger: silentLogger })
  contacts = createContactHealth({ ami, alarms, logger: silentLogger, refreshMs: 200 })
  contacts.start()
  ami.start()
  await waitUntil(() => ari.connected() && ami.connected())
  await ari.putObject('auth', account, { auth_type: 'userpass', username: account, password: 'the right one' })
  await ari.putObject('aor', account, { max_contacts: '1', remove_existing: 'yes' })
  await ari.putObject('endpoint', account, { context: 'nowhere', disallow: 'all', allow: 'alaw', auth: account, aors: account })
}, 90_000)
afterAll(async () => {
  contacts?.stop()
  ami?.stop()
  ari?.stop()
  await asterisk?.stop()
}, 60_000)

describe('a stranger', () => {
  let stranger: Stranger
  beforeEach(async () => {
    failures.length = 0
    stranger = await Stranger.open({ sipPort: asterisk.config.sip.port, host: '127.0.0.2' })
  })
  afterEach(() => stranger.close())
  const open = (code: string) => alarms.open().find((alarm) => alarm.code === code)

  test('with the right password is challenged once, and that is no failure', async () => {
    expect(await stranger.register(account, 'the right one')).toBe(200)
    expect(await stranger.register(account, 'the wrong one')).toBe(401)
    await waitUntil(() => failures.length >= 1)
    expect(failures).toMatchObject([{ accountid: account }])
  })
  test('cannot call, whoever he says he is', async () => {
    for (const name of ['somebody', 'trunk', 'desk-phone', 'trunk-health']) expect([401, 403], name).toContain(await stranger.call(name))
    await waitUntil(() => failures.length >= 1)
  })
  test('who guesses passwords raises the alarm with his address', async () => {
    expect(open('sip-attack')).toBeUndefined()
    for (let n = 0; n < attackLimits.perAddress; n++) await stranger.register(n % 2 ? account : `op-${n}`, `guess ${n}`)
    const alarm = await waitUntil(() => open('sip-attack'))
    expect(alarm.detail).toBe('127.0.0.2')
  })
})

describe('the trunk', () => {
  test('that does not answer OPTIONS raises the alarm, and clears it when it does; calls come in all the while', async () => {
    const raised = await waitUntil(() => alarms.open().find((alarm) => alarm.code === 'trunk-unreachable'), 20_000)
    expect(raised.detail).toBe(`127.0.0.1:${trunkPort}`)
    // Who asks later, and hears no event any more, learns the same.
    const lateAlarms = createAlarms({ clock: systemClock, logger: silentLogger, record: () => undefined })
    const late = createContactHealth({ ami, alarms: lateAlarms, logger: silentLogger, refreshMs: 200 })
    late.start()
    await waitUntil(() => lateAlarms.open().length === 1)
    late.stop()
    // Known as the trunk, and so refused for its number, not for who it is.
    const caller = await dial({ sipPort: asterisk.config.sip.port, from: '0900000014', number: '1999' })
    caller.answered.catch(() => undefined)
    expect((await caller.ended).status).toBe(404)
    const answering = await SipPhone.open({ name: 'trunk', port: trunkPort })
    await ami.action({ action: 'PJSIPQualify', endpoint: 'trunk-health' })
    await waitUntil(() => alarms.open().every((alarm) => alarm.code !== 'trunk-unreachable'), 10_000)
    expect(await waitUntil(() => contacts.contacts().find((contact) => contact.aor === 'trunk-health' && contact.roundTripMs))).toMatchObject({
      reachable: true,
    })
    await answering.close()
  })
})
