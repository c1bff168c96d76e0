import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { dialledForms, render, settingsValues } from '../../src/launcher/asterisk-settings.ts'

const places = { asteriskDir: '/data/asterisk', modulesDir: '/m', shareDir: '/s', logDir: '/l' }

describe('the ways a trunk writes our numbers', () => {
  test.each([
    ['1022', ['1022', '01022', '841022', '+841022']],
    ['02691022', ['02691022', '842691022', '+842691022', '2691022']],
    ['+842691022', ['02691022', '842691022', '+842691022', '2691022']],
  ])('%s', (number, forms) => {
    expect(dialledForms(number)).toEqual(forms)
  })
})

test('every form of every number leads to the hotline, once', () => {
  const { HOTLINE_EXTENSIONS } = settingsValues(loadConfig({ HOTLINE_NUMBERS: '02691022,+842691022' }), places)
  expect(HOTLINE_EXTENSIONS?.split('\n')).toHaveLength(4)
  expect(HOTLINE_EXTENSIONS).toContain('exten => +842691022,1,Goto(hotline,')
})

test('the manager interface stays on the loopback unless a host of its own is set', () => {
  expect(settingsValues(loadConfig({}), places)).toMatchObject({ AMI_BIND: '127.0.0.1', AMI_PERMIT: '127.0.0.1/255.255.255.255' })
})

test('each trunk address is matched on a line of its own', () => {
  expect(settingsValues(loadConfig({ SIP_TRUNK_MATCH: '10.1.0.0/24, 10.2.0.1' }), places)['TRUNK_MATCH']).toBe('match = 10.1.0.0/24\nmatch = 10.2.0.1')
})

test('a placeholder without a value ends the start, by name', () => {
  expect(() => render('a {{MISSING}}', {}, 'x.conf')).toThrow('x.conf asks for {{MISSING}}')
})

test('callers are offered to the controller at once, or to whoever claims them where that is set', () => {
  const linesOf = (environment: Record<string, string>) => settingsValues(loadConfig(environment), places)
  expect(linesOf({})).toMatchObject({ OFFER: ' same => n,Stasis(hotline,caller)', OFFER_AGAIN: ` same => n,Stasis(hotline,caller,\${EXTEN})` })
  const asked = linesOf({ STASIS_BROADCAST: 'on' })
  expect(asked['OFFER']).toContain('StasisBroadcast(1000,^hotline$,caller)')
  expect(asked['OFFER_AGAIN']).toContain(`StasisBroadcast(1000,^hotline$,caller:\${EXTEN})`)
  // An Asterisk without it has the other way.
  expect(asked['OFFER']).toContain('?one)')
  expect(asked['OFFER']).toContain('same => n(one),Stasis(hotline,caller)')
})

test("the server's name is part of its channels' ids", () => {
  expect(settingsValues(loadConfig({}), places)['SERVER_NAME']).toBe('asterisk-1')
  expect(settingsValues(loadConfig({ ASTERISK_NAME: 'asterisk-2' }), places)['SERVER_NAME']).toBe('asterisk-2')
})
