// What the tickets room does about the drafts of missed calls, for a writer without it.
import type { MissedCalls } from '../../src/calls/call-writer.ts'
import type { MissedDrafts } from '../../src/calls/missed-calls.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { dropMissedDraft, nameMissedDraft } from '../../src/tickets/missed-drafts.ts'

export const missedDrafts: MissedDrafts = {
  name: nameMissedDraft,
  drop: (tx, ticketId, at, why) => dropMissedDraft({ logger: silentLogger }, tx, ticketId, at, why),
}
export const missedCalls: MissedCalls = { shortMs: 5000, drafts: missedDrafts }
