// The screen pop: who is calling and the prefilled ticket, looked up while the caller is greeted, kept while the call lives.
import type { Logger } from 'winston'
import { callerText } from '../calls/caller-text-rules.ts'
import type { CallState } from '../calls/state.ts'
import type { CallerCard, DraftView, ScreenPop } from '../contract/calls.ts'
import { emptyTicketForm, type TicketForm } from '../contract/tickets.ts'
import { viewCall } from './views.ts'

interface Prefill {
  form: TicketForm
  prefilled: string[]
  caller: CallerCard | null
}

interface Deps {
  logger: Logger
  prefill: (number: string | null, ticketId: string) => Promise<{ form: TicketForm; prefilled: string[]; caller: CallerCard }>
  /** The draft as it is saved now, or null when it is not there (yet). */
  savedDraft: (ticketId: string) => Promise<{ version: number; form: TicketForm } | null>
}

export interface Pops {
  /** Starts the look-up; `done` is called when it ends. */
  begin(call: CallState, done: () => void): void
  /** What is known now; `caller` is null while it is still looked up. */
  now(call: CallState): ScreenPop
  /** What is known now, with the draft as somebody may have typed it meanwhile. */
  fresh(call: CallState): Promise<ScreenPop>
  /** The form the writer opens the draft with: waits for the look-up, but not longer than a moment. */
  formFor(call: CallState): Promise<TicketForm>
  nameOf(callId: string): string | null
  forget(callId: string): void
}

const LOOKUP_LIMIT_MS = 2000
/** As much of what the network called a number as the form's field takes. */
const typedNumber = (call: CallState): string => callerText(call.callerRaw, 40)

/** Begins after everything that is due now: the ring goes out before the database is asked. */
const deferred = <T>(work: () => Promise<T>): Promise<T> => new Promise<void>((resolve) => setImmediate(resolve)).then(work)

/** Makes the pops of the calls that are up. */
export function createPops(deps: Deps): Pops {
  const known = new Map<string, Prefill>()
  const lookups = new Map<string, Promise<void>>()

  const bare = (call: CallState): Prefill => ({
    form: { ...emptyTicketForm, channel: 'hotline', reporterPhone: call.callerNumber ?? typedNumber(call) },
    prefilled: [],
    caller: null,
  })
  const draftOf = (call: CallState): DraftView => {
    const { form, prefilled } = known.get(call.callId) ?? bare(call)
    return { ticketId: call.ticketId, version: 0, form, prefilled }
  }
  const now = (call: CallState): ScreenPop => ({
    call: viewCall(call),
    draft: draftOf(call),
    caller: known.get(call.callId)?.caller ?? null,
  })
  return {
    begin(call, done) {
      const lookup = deferred(() => deps.prefill(call.callerNumber, call.ticketId))
        .then((found) => {
          // A number we cannot read as one still helps the operator.
          const phone = found.form.reporterPhone || typedNumber(call)
          known.set(call.callId, { ...found, form: { ...found.form, reporterPhone: phone } })
          done()
        })
        .catch((error: Error) => void deps.logger.warn('caller not looked up', { callId: call.callId, reason: error.message.slice(0, 200) }))
      lookups.set(call.callId, lookup)
    },
    now,
    async fresh(call) {
      const pop = now(call)
      const saved = await deps.savedDraft(call.ticketId).catch(() => null)
      return saved ? { ...pop, draft: { ...pop.draft, ...saved } } : pop
    },
    async formFor(call) {
      const lookup = lookups.get(call.callId)
      if (lookup) await Promise.race([lookup, new Promise((resolve) => setTimeout(resolve, LOOKUP_LIMIT_MS).unref())])
      return draftOf(call).form
    },
    nameOf: (callId) => known.get(callId)?.caller?.name ?? null,
    forget(callId) {
      known.delete(callId)
      lookups.delete(callId)
    },
  }
}
