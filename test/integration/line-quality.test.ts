// A call over a poor line: what RTCP tells Asterisk stands on the ticket afterwards.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { QualityRecord } from '../../src/calls/quality.ts'
import { writeQuality } from '../../src/calls/quality-writer.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { startTestDatabase } from '../harness/database.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

let platform: TestPlatform
let phone: SipPhone
let desk: DeskClient
beforeAll(async () => {
  platform = await startPlatform()
  phone = await SipPhone.open({ name: 'desk', toneHz: 1300 })
  desk = await DeskClient.open(platform.baseUrl, platform.login('operator'), phone.contact)
})
afterAll(async () => {
  desk?.close()
  await phone?.close()
  await platform?.stop()
}, 60_000)

test('losses, jitter and round trip of a call are kept with it', async () => {
  await desk.send('agent:ready', {})
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: 1000 })
  caller.setPoorLine({ loseEvery: 10, lateMs: 10 })
  const pop = await desk.wait('call:pop')
  await caller.answered
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(1300)
  await leg.received.tone(1000)
  // A telephone reports again and again, as its packets may be lost too.
  const reports = setInterval(() => leg.reportReception({ fractionLost: 0, lost: 0, jitter: 240 }), 1_000)
  // Asterisk makes its own reports every 5 s; packets are counted between two of them.
  await caller.received.next(11_000)
  clearInterval(reports)
  await caller.hangup()
  let told: Ticket['calls'][number]['quality'] = null
  const ticket = await waitUntil(
    async () => {
      const answer = await desk.request<Ticket>('GET', `/api/tickets/${pop.draft.ticketId}`)
      told = answer.body.calls[0]?.quality ?? null
      // Each side is told of by itself; the operator's is the worse one here.
      return told && told.jitterMs === 30 ? answer.body : null
    },
    10_000,
    () => `the quality of the call is ${JSON.stringify(told)}`,
  )
  const { lossPercent, jitterMs } = ticket.calls[0]?.quality ?? { lossPercent: 0, jitterMs: 0 }
  // One packet in ten was lost on the caller's side; the agent's telephone told of 240 units of 8 kHz.
  expect(lossPercent).toBeGreaterThan(8)
  expect(lossPercent).toBeLessThan(13)
  expect(jitterMs).toBe(30)
})

test('the table keeps the greatest figures, whatever comes again or late; a call that is not on record is left out', async () => {
  const database = await startTestDatabase()
  try {
    const { db } = database
    const call = await db.call.create({ data: { id: randomUUID(), serverId: 's', channelId: 'c', hotlineNumber: '1022', arrivedAt: new Date() } })
    const line: QualityRecord = {
      callId: call.id,
      channelId: 'c',
      side: 'caller',
      packetsReceived: 100,
      packetsLost: 1,
      worstLossPercent: 2.5,
      worstJitterMs: 12.5,
      worstRoundTripMs: null,
      reports: 2,
    }
    const later = { ...line, packetsReceived: 300, worstRoundTripMs: 80, reports: 6 }
    for (const body of [line, later, line, later, { ...line, callId: randomUUID() }]) await db.$transaction((tx) => writeQuality(tx, { at: 1000, body }))
    const { callId: _, channelId: __, ...figures } = later
    expect(await db.callQuality.findMany()).toEqual([{ ...figures, callId: call.id, channelId: 'c', updatedAt: new Date(1000) }])
  } finally {
    await database.stop()
  }
})
