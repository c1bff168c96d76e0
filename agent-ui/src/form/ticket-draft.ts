// One draft in the operator's hands: saved as typed, on this machine at once and on the server after a breath.

import type { DraftView } from '../../../src/contract/calls.ts'
import { missingForPetition, type Ticket, type TicketForm } from '../../../src/contract/tickets.ts'
import { ApiError, api } from '../api/client.ts'
import { Store } from '../api/store.ts'
import { serverNow } from '../kit/time.ts'
import { readLocalCopy, removeLocalCopy, writeLocalCopy } from './local-copy.ts'

export type SaveState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'local'; reason: string }
  | { kind: 'refused'; reason: string }

export interface DraftState {
  ticketId: string
  form: TicketForm
  prefilled: readonly string[]
  save: SaveState
  missing: Record<string, string>
  /** Errors are shown only after the operator asked to save the petition. */
  errors: Record<string, string>
  submitting: boolean
  saved: Ticket | null
}

const debounceMs = 400
const retryMs = 3_000

export class TicketDraft {
  readonly state: Store<DraftState>
  #version: number
  #touched: Set<keyof TicketForm>
  #dirty = false
  #inFlight: Promise<boolean> | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #closed = false

  constructor(draft: DraftView) {
    const local = readLocalCopy(draft.ticketId)
    this.#version = draft.version
    this.#touched = new Set(local?.touched ?? [])
    const form = this.#merge(draft.form, local?.form ?? draft.form)
    this.state = new Store<DraftState>({
      ticketId: draft.ticketId,
      form,
      prefilled: draft.prefilled,
      save: { kind: 'idle' },
      missing: missingForPetition(form),
      errors: {},
      submitting: false,
      saved: null,
    })
    // What an earlier page could not send goes out now.
    if (local && !local.sent) {
      this.#dirty = true
      this.#schedule(0)
    }
  }

  /** Takes the server's fields, except those the operator typed in. */
  #merge(server: TicketForm, own: TicketForm): TicketForm {
    const merged: Record<string, unknown> = { ...server }
    for (const name of this.#touched) merged[name] = own[name]
    return merged as TicketForm
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
    this.#dirty = true
    this.#show({ ...this.state.get().form, [name]: value })
    if (!this.#keepLocally(false)) this.state.patch({ save: { kind: 'refused', reason: 'storage' } })
    this.#schedule(debounceMs)
  }

  /** What the look-up of the caller found later; never over what was typed. */
  applyServer(draft: DraftView): void {
    if (draft.ticketId !== this.state.get().ticketId) return
    this.#version = Math.max(this.#version, draft.version)
    this.state.patch({ prefilled: draft.prefilled })
    this.#show(this.#merge(draft.form, this.state.get().form))
  }

  #keepLocally(sent: boolean): boolean {
    const { ticketId, form } = this.state.get()
    return writeLocalCopy(ticketId, { form, touched: [...this.#touched], sent, savedAt: new Date(serverNow()).toISOString() })
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
    try {
      const { version, savedAt } = await api('saveDraft', { params: { id: ticketId }, body: { version: this.#version, form } })
      this.#version = version
      if (!this.#dirty) this.#keepLocally(true)
      this.state.patch({ save: { kind: 'saved', at: savedAt } })
      return true
    } catch (error) {
      this.#dirty = true
      const stale = error instanceof ApiError && (error.code === 'conflict' || error.code === 'illegal-transition')
      if (stale && (await this.#catchUp())) return this.#send()
      if (this.#closed) return true
      this.#failed(error)
      return false
    }
  }

  #failed(error: unknown): void {
    const code = error instanceof ApiError ? error.code : 'internal'
    const lasting = code === 'invalid-input' || code === 'forbidden' || code === 'not-found' || code === 'illegal-transition'
    const reason = error instanceof Error ? error.message : ''
    this.state.patch({ save: { kind: lasting ? 'refused' : 'local', reason } })
    if (!lasting && !this.#closed) this.#schedule(retryMs)
  }

  /** Another page or the look-up wrote meanwhile: take its version and its fields, keep the operator's. */
  async #catchUp(): Promise<boolean> {
    try {
      const ticket = await api('ticket', { params: { id: this.state.get().ticketId } })
      if (ticket.status !== 'draft') {
        this.#finish(ticket)
        return false
      }
      if (ticket.version === this.#version) return false
      this.#version = ticket.version
      this.#show(this.#merge(ticket.form, this.state.get().form))
      return true
    } catch {
      return false
    }
  }

  /** After a reload the ticket may be a petition already: shows its code instead of a form. */
  async checkSaved(): Promise<void> {
    const ticket = await api('ticket', { params: { id: this.state.get().ticketId } }).catch(() => null)
    if (ticket && ticket.status !== 'draft' && !this.#closed) this.#finish(ticket)
  }

  #finish(ticket: Ticket): void {
    this.#closed = true
    this.#dirty = false
    removeLocalCopy(ticket.id)
    this.state.patch({ saved: ticket, submitting: false, save: { kind: 'saved', at: ticket.updatedAt } })
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
    this.state.patch({ submitting: true, errors: {} })
    const sent = await this.flush()
    if (this.#closed) return null
    const { ticketId, form } = this.state.get()
    try {
      if (!sent) throw new ApiError('offline', '')
      this.#finish(await api('saveTicket', { params: { id: ticketId }, body: { version: this.#version, form } }))
      return null
    } catch (error) {
      this.state.patch({ submitting: false })
      if (error instanceof ApiError && Object.keys(error.fields).length > 0) {
        this.state.patch({ errors: error.fields })
        return Object.keys(error.fields)[0] ?? null
      }
      throw error
    }
  }

  /** Stops timers; the local copy stays until the server has everything. */
  close(): void {
    void this.flush()
    if (this.#timer) clearTimeout(this.#timer)
  }
}
