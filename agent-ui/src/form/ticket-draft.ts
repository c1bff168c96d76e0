// One draft in the operator's hands: saved as typed, on this machine at once and on the server after a breath.
import type { DraftView } from '../../../src/contract/calls.ts'
import { missingForPetition, type Ticket, type TicketForm } from '../../../src/contract/tickets.ts'
import { ApiError } from '../api/client.ts'
import { Store } from '../api/store.ts'
import { serverNow } from '../kit/time.ts'
import { type DraftServer, draftServer, mergeOwn, missedWords, sendDraft } from './draft-sending.ts'
import { type DraftState, isAway, whyNotSent } from './draft-state.ts'
import type { LocalCopies } from './local-copy.ts'
import { newerThan, saveEdit } from './petition-edit.ts'

export type { DraftState }

const debounceMs = 400
const retryMs = 3_000
const moment = () => new Date(serverNow()).toISOString()

export class TicketDraft {
  readonly state: Store<DraftState>
  readonly #copies: LocalCopies
  readonly #server: DraftServer
  /** Null while the server's form of this ticket was never seen. */
  #version: number | null
  #touched: Set<keyof TicketForm>
  #typedAt = ''
  #dirty = false
  #kept = true
  #inFlight: Promise<boolean> | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #closed = false
  /** Off the desk: it tries once more and leaves the rest to the machine's unsent drafts. */
  #left = false
  /** The petition as it was when its edit began. */
  #base: TicketForm | null = null

  /** `draft.version` is null for a ticket known only from the telephone's ring; `petition`: the one to be edited. */
  constructor(draft: Omit<DraftView, 'version'> & { version: number | null; petition?: Ticket }, copies: LocalCopies, server: DraftServer = draftServer) {
    this.#copies = copies
    this.#server = server
    const kept = copies.read(draft.ticketId)
    const editing = draft.petition !== undefined || kept?.edit === true
    // What the server has long had must not be written over a petition that has other words by now.
    const local = editing && kept?.sent ? null : kept
    this.#version = draft.version
    this.#touched = new Set(local?.touched ?? [])
    this.#typedAt = local?.savedAt || moment()
    const form = mergeOwn(draft.form, local?.form ?? draft.form, this.#touched)
    this.state = new Store<DraftState>({
      ticketId: draft.ticketId,
      form,
      prefilled: draft.prefilled,
      save: { kind: 'idle' },
      missing: missingForPetition(form),
      errors: {},
      submitting: false,
      saved: null,
      missed: [],
      wantsPetition: !editing && (local?.wantsPetition ?? false),
      editing,
      newer: null,
    })
    if (editing) this.#beginEdit(draft.petition ?? null, local?.version ?? null)
    // What an earlier page could not send goes out now.
    else if (local && !local.sent) {
      this.#dirty = true
      this.#schedule(0)
    }
  }

  /** Words kept from before are shown over the petition; where it is another version by now, with what it says itself. */
  #beginEdit(petition: Ticket | null, keptVersion: number | null): void {
    const { form } = this.state.get()
    const moved = petition !== null && keptVersion !== null && keptVersion !== petition.version
    this.#base = moved ? null : (petition?.form ?? null)
    if (!moved) return
    const newer = newerThan({ form, touched: this.touched, base: null }, petition)
    if (newer.fields.length > 0) this.state.patch({ newer })
  }

  /** Has the operator typed anything here? */
  get untouched(): boolean {
    return this.#touched.size === 0
  }

  /** Fields the operator typed in. */
  get touched(): (keyof TicketForm)[] {
    return [...this.#touched]
  }

  /** When the operator last typed here. */
  get typedAt(): string {
    return this.#typedAt
  }

  #show(form: TicketForm): void {
    const missing = missingForPetition(form)
    const errors: Record<string, string> = {}
    for (const name of Object.keys(this.state.get().errors)) if (missing[name]) errors[name] = missing[name]
    this.state.patch({ form, missing, errors })
  }

  /** One field typed in by the operator. */
  set<K extends keyof TicketForm>(name: K, value: TicketForm[K]): void {
    this.#touched.add(name)
    this.#typedAt = moment()
    const { editing } = this.state.get()
    this.#dirty = !editing
    this.#show({ ...this.state.get().form, [name]: value })
    this.#keepLocally(false)
    if (!editing) this.#schedule(debounceMs)
  }

  /** What the look-up of the caller found later; never over what was typed. */
  applyServer(draft: DraftView): void {
    // The call knows the draft it began with, not the petition that became of it.
    if (draft.ticketId !== this.state.get().ticketId || this.state.get().editing || this.#closed) return
    this.#version = Math.max(this.#version ?? 0, draft.version)
    this.state.patch({ prefilled: draft.prefilled })
    this.#show(mergeOwn(draft.form, this.state.get().form, this.#touched))
  }

  #keepLocally(sent: boolean, refused: string | null = null): void {
    const { ticketId, form, wantsPetition, editing: edit } = this.state.get()
    const version = this.#version
    this.#kept = this.#copies.write(ticketId, { form, touched: this.touched, sent, savedAt: this.#typedAt, version, wantsPetition, refused, edit })
    if (!this.#kept && !sent) this.state.patch({ save: { kind: 'refused', reason: 'storage' } })
  }

  #schedule(afterMs: number): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), afterMs)
  }

  /** Sends what is not sent yet; true when the server has all of it. */
  async flush(): Promise<boolean> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    // One request at a time, so that versions follow each other.
    while (this.#inFlight) await this.#inFlight
    if (!this.#dirty || this.#closed) return !this.#dirty
    this.#inFlight = this.#send()
    const done = await this.#inFlight
    this.#inFlight = null
    return done && this.#dirty && !this.#closed ? this.flush() : done
  }

  async #send(): Promise<boolean> {
    const { ticketId, form } = this.state.get()
    this.#dirty = false
    this.state.patch({ save: { kind: 'saving' } })
    const result = await sendDraft(this.#server, ticketId, { form, touched: this.touched, version: this.#version })
    // The petition was saved while this was under way.
    if (this.#closed) return true
    if (result.kind === 'petition') {
      this.#finish(result.ticket, missedWords(result.ticket, this.state.get().form, this.#touched))
      return false
    }
    if (result.kind !== 'sent') {
      this.#dirty = true
      this.#failed(result.kind === 'refused', result.reason)
      return false
    }
    this.#version = result.version
    this.#show(mergeOwn(result.form, this.state.get().form, this.#touched))
    if (!this.#dirty) this.#keepLocally(true)
    this.state.patch({ save: { kind: 'saved', at: result.savedAt } })
    return true
  }

  #failed(lasting: boolean, reason: string): void {
    this.#keepLocally(false, lasting ? reason : null)
    if (this.#kept) this.state.patch({ save: { kind: lasting ? 'refused' : 'local', reason } })
    if (!lasting && !this.#left) this.#schedule(retryMs)
  }

  /** After a reload the ticket may be a petition already: shows its code instead of a form. */
  async checkSaved(): Promise<void> {
    if (this.state.get().editing) return
    const ticket = await this.#server.read(this.state.get().ticketId).catch(() => null)
    if (ticket && ticket.status !== 'draft' && !this.#closed) this.#finish(ticket, this.#dirty ? missedWords(ticket, this.state.get().form, this.#touched) : [])
  }

  /** The petition is there. Words that are not in it stay on this machine until the operator has dealt with them. */
  #finish(ticket: Ticket, missed: (keyof TicketForm)[]): void {
    this.#closed = true
    this.#dirty = false
    if (missed.length > 0) {
      this.#touched = new Set(missed)
      this.#keepLocally(false, 'petition')
    } else this.#copies.remove(ticket.id)
    this.state.patch({ saved: ticket, missed, submitting: false, wantsPetition: false, save: { kind: 'saved', at: ticket.updatedAt } })
  }

  /** The ticket is a draft no longer by an act of this desk: refused, or attached to another petition. */
  end(ticket: Ticket): void {
    if (!this.#closed) this.#finish(ticket, [])
  }

  /** Saves as a petition. Returns the first field to go to when something is missing, or null. */
  async submit(): Promise<string | null> {
    const { missing, submitting } = this.state.get()
    const first = Object.keys(missing)[0]
    if (first) {
      this.state.patch({ errors: missing })
      return first
    }
    if (submitting) return null
    this.state.patch({ submitting: true, errors: {}, newer: null })
    const sent = await this.flush()
    if (this.#closed) return null
    const { ticketId, form, editing } = this.state.get()
    try {
      if (!sent) throw whyNotSent(this.state.get().save)
      if (editing) return await this.#saveEdit()
      this.#finish(await this.#server.savePetition(ticketId, { version: this.#version ?? 0, form }), [])
      return null
    } catch (error) {
      this.state.patch({ submitting: false })
      if (error instanceof ApiError && Object.keys(error.fields).length > 0) {
        this.state.patch({ errors: error.fields })
        return Object.keys(error.fields)[0] ?? null
      }
      // The tracking code is a promise and needs the commit: what can be done here is to remember the wish.
      if (isAway(error) && !editing) this.#wish()
      throw error
    }
  }

  async #saveEdit(): Promise<null> {
    const { ticketId, form } = this.state.get()
    const touched = this.touched
    const done = await saveEdit(this.#server, ticketId, { form, touched, version: this.#version ?? 0, base: this.#base })
    if (done.kind === 'newer') {
      this.#version = done.ticket.version
      this.#base = done.ticket.form
      this.state.patch({ submitting: false, newer: done.newer })
      this.#show(mergeOwn(done.ticket.form, this.state.get().form, this.#touched))
      if (touched.length > 0) this.#keepLocally(false)
      return null
    }
    const now = this.state.get().form
    this.#finish(done.ticket, done.kind === 'gone' ? done.missed : touched.filter((name) => now[name] !== form[name]))
    return null
  }

  #wish(): void {
    this.state.patch({ wantsPetition: true })
    this.#keepLocally(!this.#dirty)
  }

  /** Stops timers; what is not sent stays on this machine and is sent from there. */
  close(): void {
    this.#left = true
    void this.flush()
    if (this.#timer) clearTimeout(this.#timer)
  }
}
