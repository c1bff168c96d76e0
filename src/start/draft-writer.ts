// The journal's writer, with the tickets its calls open.
import type { Pops } from '../acd/pops.ts'
import type { Journal } from '../calls/journal.ts'
import { createJournalWriter, type JournalWriter } from '../calls/writer.ts'
import type { Foundation } from './foundation.ts'

/** Makes it; every call's draft is opened with the form its pop was shown with. */
export function draftWriter(
  { config, db, logger, tickets }: Foundation,
  { journal, journalDir, pops, onCallbacks }: { journal: Journal; journalDir: string; pops: Pops; onCallbacks: () => void },
): JournalWriter {
  return createJournalWriter({
    journal,
    folder: journalDir,
    db,
    logger,
    onCallbacks,
    missed: { shortMs: config.figures.shortAbandonSeconds * 1000, drafts: tickets.missedDrafts },
    openDraft: async (call) =>
      tickets.openDraftForCall({
        ticketId: call.ticketId,
        callId: call.callId,
        form: await pops.formFor(call),
        reportedAt: new Date(call.arrivedAt),
        createdById: null,
      }),
    openFallbackDraft: async ({ ticketId, callId, arrivedAt, number, raw }) => {
      const { form } = await tickets.prefill(number, 'hotline', ticketId)
      const reporterPhone = form.reporterPhone || raw.slice(0, 40)
      await tickets.openDraftForCall({ ticketId, callId, form: { ...form, reporterPhone }, reportedAt: new Date(arrivedAt), createdById: null })
    },
  })
}
