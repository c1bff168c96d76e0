// Which journal records tell of something that goes on, also those an older version left in the folder.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openJournal } from '../../src/calls/journal.ts'
import { isGoingOn } from '../../src/calls/recovery.ts'
import { callIn, phases } from './calls-fixture.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'recovery-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it.each(phases)('a call goes on until its end: %s', (phase) => {
  const record = { seq: 1, at: 1, kind: 'call' as const, subject: 'c', body: { seq: 1, state: callIn(phase) } }
  expect(isGoingOn(record)).toBe(phase !== 'ended')
})

it('what an older version wrote in another shape does not keep the new one from starting', () => {
  const journal = openJournal(folder, { isOpen: () => false })
  journal.append('agent', 'an', 1, { intervalId: 'i', agentId: 'an', state: 'ready', pauseReason: null, startedAt: 1, callId: null })
  journal.append('call', 'c', 2, { seq: 1, event: { type: 'arrived' }, effects: [] })
  journal.close()
  const again = openJournal(folder, { isOpen: isGoingOn })
  expect(again.open()).toEqual([])
  expect(again.after(0, 10)).toHaveLength(2)
  again.close()
})
