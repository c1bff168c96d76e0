// Settings: what holds when nothing is set, and that every bad one is refused by name, all at once.
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { BadSettings, loadConfig, loadPlatformConfig, projectDir } from '../../src/config.ts'

type Environment = Record<string, string | undefined>

/** The names refused for these settings, in the order of the message. */
function refused(environment: Environment, load: (given: Environment) => unknown = loadConfig): string[] {
  try {
    load(environment)
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(' ')[0] ?? '')
  }
  return []
}

describe('with nothing set', () => {
  const config = loadConfig({})
  it('runs embedded servers on the documented ports, for this machine only', () => {
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8080 })
    expect([config.sip.port, config.asterisk.httpPort, config.ami.port]).toEqual([5060, 8088, 5038])
    expect([config.databaseUrl, config.redisUrl, config.asterisk.ariUrl]).toEqual(['', '', ''])
    expect(config.rtp.start).toBeLessThan(config.rtp.end)
    expect(config.tls).toBeNull()
  })

  it('answers 1022 with a greeting, Monday to Friday 07:00 to 23:00', () => {
    expect(config.hotline).toMatchObject({ numbers: ['1022', '02691022'], greeting: true, closedDays: [], ringSeconds: 20, wrapupSeconds: 60 })
    expect(config.hotline.hours).toMatchObject({ always: false, spans: [{ weekdays: [1, 2, 3, 4, 5], fromMinute: 420, toMinute: 1380 }] })
    expect(config.sip.trunkMatch).toEqual(['127.0.0.1'])
  })

  it('keeps its data in .data beside package.json, wherever it is called from', () => {
    expect(config.dataDir).toBe(path.join(projectDir, '.data'))
    expect(config.recordingDir).toBe(path.join(projectDir, '.data/asterisk/spool/recording'))
  })

  it('is a demonstration, and never one in production', () => {
    expect([config.demoData, config.isProduction]).toEqual([true, false])
    expect(loadConfig({ NODE_ENV: 'production' })).toMatchObject({ demoData: false, isProduction: true })
    expect(refused({ NODE_ENV: 'production', DEMO_DATA: 'on' })).toEqual(['DEMO_DATA'])
  })
})

describe('refused by name', () => {
  it.each<[string, string]>([
    ['TRUNK_HOST', 'two words'],
    ['TRUNK_HOST', 'host;x'],
    ['TRUNK_CALLER_ID', 'hotline'],
    ['TRUNK_NUMBER_FORMAT', 'short'],
    ['OUTBOUND_ALLOWED', 'everything'],
    ['DIAL_SECONDS', '5'],
    ['HTTP_PORT', 'abc'],
    ['HTTP_PORT', '0'],
    ['HTTP_PORT', '65536'],
    ['HTTP_PORT', '80.5'],
    ['SIP_PORT', '-1'],
    ['ASTERISK_HTTP_PORT', 'x'],
    ['AMI_PORT', '99999'],
    ['RTP_START', 'many'],
    ['RTP_END', '70000'],
    ['RECORDING_ORIGINAL_DAYS', '-1'],
    ['RECORDING_RETENTION_DAYS', '7'],
    ['RECORDING_RETENTION_DAYS', 'ever'],
    ['NODE_ENV', 'staging'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://db/hotline'],
    ['DATABASE_URL', 'db'],
    ['REDIS_URL', 'http://redis'],
    ['ARI_URL', 'asterisk:8088'],
    ['SIP_TRUNK_MATCH', ','],
    ['SIP_TRUNK_MATCH', '10.0.0.1;10.0.0.2'],
    ['SIP_TRUNK_QUALIFY', 'sip:192.0.2.1'],
    ['SIP_TRUNK_QUALIFY', '192.0.2.1:5060\ncontact=x'],
    ['HOTLINE_NUMBERS', 'ten'],
    ['HOTLINE_NUMBERS', '1022,abc'],
    ['GREETING', 'maybe'],
    ['HOTLINE_CLOSED_DAYS', '02/09/2026'],
    ['HOTLINE_CLOSED_DAYS', '2026-02-30'],
    ['HOTLINE_HOURS', 'day and night'],
    ['HOTLINE_HOURS', 'mon-fri 07:00-25:00'],
    ['HOTLINE_HOURS', 'mon 23:00-07:00'],
    ['HOTLINE_HOURS', 'fri-mon 07:00-23:00'],
    ['HOTLINE_HOURS', 'mon 07:60-08:00'],
    ['HOTLINE_HOURS', 'mon 07:00-08:00;'],
    ['RING_SECONDS', '1'],
    ['WRAPUP_SECONDS', '-5'],
    ['TLS_CERT', '/nowhere/cert.pem'],
    ['SESSION_SECRET', 'short'],
    ['ADMIN_PHONE', '12345'],
    ['ROLES', 'web,job'],
    ['ROLES', 'controler'],
    ['ROLES', ','],
    ['CONTROLLER_ADDRESS', '10.0.0.5:8080'],
    ['CONTROLLER_ADDRESS', 'ws://10.0.0.5:8080'],
    ['PUBLIC_SIP_WS_URL', 'https://hotline.example'],
    ['STUN_URL', 'stun.example'],
  ])('%s=%s', (name, value) => {
    expect(refused({ [name]: value })).toContain(name)
  })

  it('all at once', () => {
    expect(refused({ HTTP_PORT: 'abc', GREETING: 'maybe', DATABASE_URL: 'db', HOTLINE_HOURS: 'never', RING_SECONDS: '0' }).sort()).toEqual([
      'DATABASE_URL',
      'GREETING',
      'HOTLINE_HOURS',
      'HTTP_PORT',
      'RING_SECONDS',
    ])
  })

  it.each<[string, Environment, string]>([
    ['two servers on one port', { HTTP_PORT: '8088' }, 'ASTERISK_HTTP_PORT'],
    ['too few audio ports', { RTP_START: '10000', RTP_END: '10008' }, 'RTP_END'],
    ['a certificate without its key', { TLS_CERT: 'package.json' }, 'TLS_KEY'],
    ['a key without its certificate', { TLS_KEY: 'package.json' }, 'TLS_CERT'],
    ['a web process without the secret of its controller', { ROLES: 'web' }, 'SESSION_SECRET'],
    ['a foreign Asterisk without a login', { ARI_URL: 'http://asterisk:8088', AMI_PASSWORD: 'geheim' }, 'ARI_PASSWORD'],
    ['a foreign Asterisk without AMI', { ARI_URL: 'http://asterisk:8088', ARI_PASSWORD: 'geheim' }, 'AMI_PASSWORD'],
  ])('%s', (_, environment, name) => {
    expect(refused(environment)).toEqual([name])
  })

  it('without showing the value, which may be a secret', () => {
    expect(() => loadConfig({ SESSION_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/s)
    expect(() => loadConfig({ ARI_PASSWORD: 'my secret;' })).toThrow(/^(?!.*my secret)/s)
  })

  it('the platform itself needs every server named', () => {
    expect(refused({}, loadPlatformConfig)).toEqual(['DATABASE_URL', 'REDIS_URL', 'ARI_URL', 'SESSION_SECRET'])
    expect(refused({ ROLES: 'controller' }, loadPlatformConfig)).toEqual(['DATABASE_URL', 'REDIS_URL', 'ARI_URL', 'SESSION_SECRET'])
  })

  it('a web process alone needs no Asterisk', () => {
    expect(refused({ ROLES: 'web', SESSION_SECRET: 'x'.repeat(32) }, loadPlatformConfig)).toEqual(['DATABASE_URL', 'REDIS_URL'])
  })
})

describe('read', () => {
  it('a variable set to nothing as unset', () => {
    expect(loadConfig({ HTTP_PORT: '', DATABASE_URL: ' ', GREETING: '' })).toEqual(loadConfig({}))
  })

  it.each([
    ['on', true],
    ['off', false],
    ['true', true],
    ['false', false],
    ['1', true],
    ['0', false],
  ])('GREETING=%s', (value, greeting) => {
    expect(loadConfig({ GREETING: value, RATING: value }).hotline).toMatchObject({ greeting, rating: greeting })
  })

  it('hours of several stretches, to midnight, and always', () => {
    expect(loadConfig({ HOTLINE_HOURS: 'Mon-Fri 07:00-23:00; sat 08:00-12:00 ; sun 00:00-24:00' }).hotline.hours.spans).toEqual([
      { weekdays: [1, 2, 3, 4, 5], fromMinute: 420, toMinute: 1380 },
      { weekdays: [6], fromMinute: 480, toMinute: 720 },
      { weekdays: [7], fromMinute: 0, toMinute: 1440 },
    ])
    expect(loadConfig({ HOTLINE_HOURS: 'always' }).hotline.hours).toEqual({ text: 'always', always: true, spans: [] })
  })

  it.each([
    [undefined, ['web', 'controller', 'jobs']],
    ['web, controller,web', ['web', 'controller']],
    ['controller', ['controller']],
  ])('ROLES=%s', (value, roles) => {
    expect(loadConfig({ ROLES: value }).roles).toEqual(roles)
  })

  it("the controller's address: as set, else this machine's own", () => {
    expect(loadConfig({ HTTP_PORT: '8180' }).controllerAddress).toBe('http://127.0.0.1:8180')
    expect(loadConfig({ TLS_CERT: 'package.json', TLS_KEY: 'package.json' }).controllerAddress).toBe('https://127.0.0.1:8080')
    expect(loadConfig({ CONTROLLER_ADDRESS: 'http://10.0.0.5:8080' }).controllerAddress).toBe('http://10.0.0.5:8080')
  })

  it('lists with spaces and repetitions', () => {
    const config = loadConfig({
      HOTLINE_NUMBERS: '1022, 02691022,1022',
      SIP_TRUNK_MATCH: '10.0.0.0/24, sbc.example',
      HOTLINE_CLOSED_DAYS: '2026-09-02, 2026-01-01',
    })
    expect(config.hotline.numbers).toEqual(['1022', '02691022'])
    expect(config.sip.trunkMatch).toEqual(['10.0.0.0/24', 'sbc.example'])
    expect(config.hotline.closedDays).toEqual(['2026-09-02', '2026-01-01'])
  })

  it('two instances side by side', () => {
    const second = loadConfig({
      HTTP_PORT: '8180',
      SIP_PORT: '5160',
      ASTERISK_HTTP_PORT: '8188',
      AMI_PORT: '5138',
      RTP_START: '11000',
      RTP_END: '11999',
      DATA_DIR: '/var/tmp/second',
    })
    expect(second).toMatchObject({
      http: { port: 8180 },
      sip: { port: 5160 },
      ami: { port: 5138 },
      rtp: { start: 11_000, end: 11_999 },
      dataDir: '/var/tmp/second',
      recordingDir: '/var/tmp/second/asterisk/spool/recording',
    })
  })
})

it('a trunk for calls out: its login is whole, and it is registered at only with one', () => {
  expect(loadConfig({})).toMatchObject({ trunk: null, outbound: { rules: { allowed: ['landline', 'mobile'], format: 'national' }, dialSeconds: 45 } })
  expect(loadConfig({ TRUNK_HOST: 'sip.example.vn' }).trunk).toEqual({ host: 'sip.example.vn', login: null, register: false, callerId: '1022' })
  expect(refused({ TRUNK_HOST: 'sip.example.vn', TRUNK_USERNAME: 'a' })).toEqual(['TRUNK_PASSWORD'])
  expect(refused({ TRUNK_HOST: 'sip.example.vn', TRUNK_PASSWORD: 'a' })).toEqual(['TRUNK_USERNAME'])
  expect(refused({ TRUNK_HOST: 'sip.example.vn', TRUNK_REGISTER: 'on' })).toEqual(['TRUNK_REGISTER'])
})
