// Failed SIP authentications: what counts, when it is an attack, when it is over.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAlarms } from '../../src/platform/alarms/alarms.ts'
import type { AmiFields } from '../../src/platform/asterisk/ami.ts'
import { watchSipAttacks } from '../../src/platform/asterisk/sip-attack.ts'
import { addressOf, isAttack, withFailure } from '../../src/platform/asterisk/sip-attack-rules.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'

describe('rules', () => {
  it.each([
    ['IPV4/UDP/192.0.2.7/5060', '192.0.2.7'],
    ['IPV6/TCP/2001:db8::7/5060', '2001:db8::7'],
    ['IPV4/WS/192.0.2.7/50000', '192.0.2.7'],
    ['', null],
    ['IPV4/UDP//5060', null],
  ])('%s comes from %s', (remote, address) => expect(addressOf(remote)).toBe(address))
  it('forgets what lies outside the window', () => {
    const times = [0, 1000, 2000].reduce((known: readonly number[], at) => withFailure(known, at, 3, 1500), [])
    expect(times).toEqual([1000, 2000])
    expect(isAttack(times, 3)).toBe(false)
    expect(isAttack(withFailure(times, 2100, 3, 1500), 3)).toBe(true)
  })
  it('never keeps more than it needs', () => expect(withFailure([1, 2, 3], 4, 3, 1000)).toEqual([2, 3, 4]))
})

describe('the watch', () => {
  const listeners = new Map<string, (fields: AmiFields) => void>()
  const ami = { onEvent: (name: string, listener: (fields: AmiFields) => void) => void listeners.set(name, listener) }
  let watch: ReturnType<typeof watchSipAttacks>
  let alarms: ReturnType<typeof createAlarms>
  beforeEach(() => {
    vi.useFakeTimers()
    const clock = { now: () => new Date() }
    alarms = createAlarms({ clock, logger: silentLogger, record: () => undefined })
    watch = watchSipAttacks({ ami, alarms, clock, logger: silentLogger, limits: { windowMs: 60_000, perAddress: 20, together: 50 } })
    watch.start()
  })
  afterEach(() => {
    watch.stop()
    vi.useRealTimers()
  })
  const fail = (times: number, address = '192.0.2.7', event = 'InvalidPassword', service = 'PJSIP') => {
    for (let i = 0; i < times; i++) listeners.get(event)?.({ event, service, remoteaddress: `IPV4/UDP/${address}/5060` })
  }

  it('lets a mistyped password pass, also once a minute all day', () => {
    for (let minute = 0; minute < 60; minute++) {
      fail(1)
      vi.advanceTimersByTime(60_000)
    }
    expect(alarms.open()).toEqual([])
  })
  it('raises at the twentieth failure of one address and names it; clears after ten quiet minutes', () => {
    fail(19)
    expect(alarms.open()).toEqual([])
    fail(1, '192.0.2.7', 'InvalidAccountID')
    expect(alarms.open()).toMatchObject([{ code: 'sip-attack', detail: '192.0.2.7' }])
    vi.advanceTimersByTime(5 * 60_000)
    fail(20)
    vi.advanceTimersByTime(9 * 60_000)
    expect(alarms.open()).toHaveLength(1)
    vi.advanceTimersByTime(70_000)
    expect(alarms.open()).toEqual([])
  })
  it('sees an attack from many addresses', () => {
    for (let n = 1; n <= 50; n++) fail(1, `198.51.100.${n}`)
    expect(alarms.open()).toMatchObject([{ code: 'sip-attack', detail: '50 IP' }])
  })
  it('is not meant for the manager interface', () => {
    fail(30, '127.0.0.1', 'InvalidPassword', 'AMI')
    expect(alarms.open()).toEqual([])
  })
})
