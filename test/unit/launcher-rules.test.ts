import { expect, test } from 'vitest'
import { callersAmong } from '../../src/launcher/calls-up-rules.ts'
import { parsePackets } from '../../src/launcher/manager-packets.ts'
import { deathsInARow, pauseBeforeRestart } from '../../src/launcher/restart-rules.ts'
import { afterAsk, nothingWatched, type Watch } from '../../src/launcher/watchdog-rules.ts'

/** Asks that often; gives the counts and at which ask the kill came (0: never). */
function ask(times: number, answered: boolean, from: Watch = nothingWatched, pid: number | null = 7): { watch: Watch; killedAt: number } {
  let watch = from
  for (let n = 1; n <= times; n += 1) {
    const next = afterAsk(watch, pid, answered)
    watch = next.watch
    if (next.kill) return { watch, killedAt: n }
  }
  return { watch, killedAt: 0 }
}

test('silent for ten asks of two seconds: killed; a single answer begins the count anew', () => {
  const awake = ask(1, true).watch
  expect(ask(9, false, awake).killedAt).toBe(0)
  expect(ask(10, false, awake).killedAt).toBe(10)
  expect(ask(9, false, ask(1, true, ask(9, false, awake).watch).watch).killedAt).toBe(0)
})

test('one that has not answered yet has a minute to come up, and so has its successor', () => {
  expect(ask(40, false).killedAt).toBe(30)
  const awake = ask(1, true).watch
  expect(ask(40, false, ask(9, false, awake).watch, 8).killedAt).toBe(30)
})

test('nothing runs: nothing is counted', () => {
  expect(ask(100, false, nothingWatched, null)).toEqual({ watch: nothingWatched, killedAt: 0 })
})

test('the pause before a restart grows to ten seconds and no further; who ran for a while begins anew', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 1000].map(pauseBeforeRestart)).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000])
  expect(deathsInARow(0, 5)).toBe(1)
  expect(deathsInARow(6, 9_999)).toBe(7)
  expect(deathsInARow(6, 10_000)).toBe(1)
})

test('the manager interface’s packets are found in whatever pieces they come', () => {
  const text = 'Asterisk Call Manager/11.0.0\r\nResponse: Success\r\nActionID: a-1\r\n\r\nEvent: CoreShowChannel\r\nChannel: PJSIP/trunk-1\r\n\r\nEve'
  expect(parsePackets(text)).toEqual({
    packets: [
      { Response: 'Success', ActionID: 'a-1' },
      { Event: 'CoreShowChannel', Channel: 'PJSIP/trunk-1' },
    ],
    rest: 'Eve',
  })
  expect(parsePackets('Response: Suc').packets).toEqual([])
})

test('callers are those of the trunk; operators’ legs and recorders are not', () => {
  const rows = ['PJSIP/trunk-00000001', 'PJSIP/desk-phone-00000002', 'Snoop/x-00000003', 'PJSIP/trunk-00000004'].map((Channel) => ({ Channel }))
  expect(callersAmong(rows)).toBe(2)
  expect(callersAmong([])).toBe(0)
})
