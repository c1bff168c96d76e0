// One alarm for several servers: open while any has cause for it, with the names of those that have.
import { beforeEach, expect, it } from 'vitest'
import { type Alarms, createAlarms } from '../../src/platform/alarms/alarms.ts'
import { createServerAlarms } from '../../src/platform/alarms/server-alarms.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'

let alarms: Alarms
beforeEach(() => {
  alarms = createAlarms({ clock: { now: () => new Date(0) }, logger: silentLogger, record: () => undefined })
})
const open = () => alarms.open().map(({ code, detail }) => `${code} ${detail}`)

it('names the servers that have cause, in the order of the settings, until none has', () => {
  const voiceOf = createServerAlarms(alarms, ['asterisk-1', 'asterisk-2'])
  voiceOf('asterisk-2').raise('asterisk-away')
  expect(open()).toEqual(['asterisk-away asterisk-2'])
  voiceOf('asterisk-1').raise('asterisk-away')
  voiceOf('asterisk-1').clear('manager-away')
  expect(open()).toEqual(['asterisk-away asterisk-1; asterisk-2'])
  voiceOf('asterisk-2').clear('asterisk-away')
  expect(open()).toEqual(['asterisk-away asterisk-1'])
  voiceOf('asterisk-2').clear('asterisk-away')
  expect(open()).toEqual(['asterisk-away asterisk-1'])
  voiceOf('asterisk-1').clear('asterisk-away')
  expect(open()).toEqual([])
})

it("keeps each server's own detail", () => {
  const voiceOf = createServerAlarms(alarms, ['asterisk-1', 'asterisk-2'])
  voiceOf('asterisk-1').raise('trunk-unreachable', '192.0.2.1:5060')
  voiceOf('asterisk-2').raise('trunk-unreachable', '192.0.2.2:5060')
  voiceOf('asterisk-2').raise('trunk-unreachable', '192.0.2.3:5060')
  expect(open()).toEqual(['trunk-unreachable asterisk-1: 192.0.2.1:5060; asterisk-2: 192.0.2.3:5060'])
})

it('adds nothing where there is one server', () => {
  createServerAlarms(alarms, ['asterisk-1'])('asterisk-1').raise('asterisk-away')
  expect(open()).toEqual(['asterisk-away '])
})
