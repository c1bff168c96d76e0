// Reading the dialplan's notes: a call the controller had is not closed before the controller knows what it has.
import { expect, it } from 'vitest'
import { createFallbackCalls } from '../../src/calls/fallback-calls.ts'
import type { AmiFields } from '../../src/platform/asterisk/ami.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { CALL } from './calls-fixture.ts'

const NOW = Date.UTC(2026, 0, 5, 1, 0, 0)

function make(notes: Record<string, string>) {
  const rows = Object.entries(notes).map(([field, val]): AmiFields => ({ key: `/fallback/${CALL}/${field}`, val }))
  const scene = { inStep: false, known: [] as string[], written: [] as unknown[], erased: 0, read: 0 }
  const calls = createFallbackCalls({
    ami: {
      connected: () => true,
      onConnected: () => undefined,
      onEvent: () => undefined,
      list: async ({ action }) => (action === 'DBGetTree' && scene.erased === 0 ? rows : []),
      action: async () => {
        scene.erased++
        return {}
      },
    },
    journal: {
      append: (kind: 'fallback', subject: string, at: number, body: unknown) => {
        scene.written.push(body)
        return { seq: 1, at, kind, subject, body }
      },
    } as never,
    clock: { now: () => new Date(NOW) },
    logger: silentLogger,
    recordingDir: '/nowhere',
    serverId: 'asterisk-1',
    isAgent: () => true,
    inStep: () => scene.inStep,
    onRead: () => void scene.read++,
    onTalk: () => undefined,
    onKnownEnded: ({ callId }) => scene.known.push(callId) > 0,
  })
  return { scene, calls }
}
const notes = { arrivedAt: String(NOW - 60_000), ticket: CALL, channel: '1.1', number: '0900000012', exten: '1022', endedAt: String(NOW - 1000) }

it('leaves the notes of a call the controller had until calls and Asterisk agree, and then closes it once', async () => {
  const { scene, calls } = make({ ...notes, waiting: String(NOW - 30_000) })
  await calls.look()
  expect(scene).toMatchObject({ known: [], written: [], erased: 0, read: 1 })
  scene.inStep = true
  await calls.look()
  await calls.look()
  expect(scene).toMatchObject({ known: [CALL], written: [{ closed: true }], erased: 1, read: 3 })
})

it('takes a call it never had at once', async () => {
  const { scene, calls } = make(notes)
  await calls.look()
  expect(scene).toMatchObject({ known: [], written: [{ closed: false }], erased: 1 })
})
