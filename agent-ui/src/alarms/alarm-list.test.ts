import { expect, it } from 'vitest'
import type { AlarmCode } from '../../../src/contract/values.ts'
import { shownAlarms } from './alarm-list.ts'

const alarm = (code: AlarmCode, hour: number) => ({ code, detail: '', raisedAt: `2026-11-18T0${hour}:00:00.000Z` })
const open = [alarm('redis-away', 5), alarm('recordings-full', 4), alarm('sip-attack', 3), alarm('database-away', 2)]

it('shows everything to those who look after the system, oldest first', () => {
  expect(shownAlarms(open, true).map(({ code }) => code)).toEqual(['database-away', 'sip-attack', 'recordings-full', 'redis-away'])
})
it('shows operators only what changes their work', () => {
  expect(shownAlarms(open, false).map(({ code }) => code)).toEqual(['database-away', 'recordings-full'])
})
