// Call-back tasks as the writer opens them, for tests and pictures of the list.
import { openCallback } from '../../src/calls/callbacks-writer.ts'
import type { CallbackReason } from '../../src/contract/values.ts'
import { createDatabase } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import type { TestPlatform } from './platform.ts'

export interface LostCall {
  number: string
  reason: CallbackReason
  at: Date
}

/** Opens one task for each call, over calls that are there already. */
export async function addCallbacks(platform: TestPlatform, lost: readonly LostCall[]): Promise<void> {
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  try {
    const calls = await db.call.findMany({ take: lost.length, orderBy: { arrivedAt: 'desc' } })
    for (const [place, { number, reason, at }] of lost.entries()) {
      const call = calls[place % calls.length]
      if (!call) throw new Error('the seed has no calls')
      await db.$transaction((tx) => openCallback(tx, { callId: call.id, ticketId: call.ticketId, number, reason, at }))
    }
  } finally {
    await db.$disconnect()
  }
}
