// The one draft on the desk: the call's own, or one opened by hand. A call always takes the desk; nothing typed is lost.
import type { DraftView, ScreenPop } from '../../../src/contract/calls.ts'
import type { IntakeChannel } from '../../../src/contract/values.ts'
import { api } from '../api/client.ts'
import { Store } from '../api/store.ts'
import { readLocalCopy } from './local-copy.ts'
import { TicketDraft } from './ticket-draft.ts'

const storageKey = 'gl.desk.ticket'

export class Workbench {
  readonly draft = new Store<TicketDraft | null>(null)
  /** Laid aside by the operator: later news of the same call does not bring it back. */
  #laidAside: string | null = null

  get ticketId(): string | null {
    return this.draft.get()?.state.get().ticketId ?? null
  }

  #put(draft: TicketDraft | null): void {
    this.draft.get()?.close()
    this.draft.set(draft)
    if (draft) sessionStorage.setItem(storageKey, draft.state.get().ticketId)
    else sessionStorage.removeItem(storageKey)
  }

  /** A call's ticket comes onto the desk, once: repeats of the same pop only bring newer facts. */
  showPop(pop: ScreenPop): void {
    if (this.ticketId === pop.draft.ticketId) this.draft.get()?.applyServer(pop.draft)
    else if (this.#laidAside !== pop.draft.ticketId) {
      const draft = new TicketDraft(pop.draft)
      this.#put(draft)
      if (pop.call.status === 'ended') void draft.checkSaved()
    }
  }

  applyCaller(draft: DraftView): void {
    this.draft.get()?.applyServer(draft)
  }

  /** The offer went to somebody else: its ticket leaves this desk. */
  dropTicket(ticketId: string): void {
    if (this.ticketId === ticketId) this.#put(null)
  }

  async open(ticketId: string): Promise<void> {
    this.#laidAside = null
    if (this.ticketId === ticketId) return
    const ticket = await api('ticket', { params: { id: ticketId } })
    if (ticket.status !== 'draft') return sessionStorage.removeItem(storageKey)
    this.#put(new TicketDraft({ ticketId, version: ticket.version, form: ticket.form, prefilled: [] }))
  }

  async create(channel: IntakeChannel): Promise<void> {
    const ticket = await api('newDraft', { body: { channel } })
    this.#put(new TicketDraft({ ticketId: ticket.id, version: ticket.version, form: ticket.form, prefilled: [] }))
  }

  /** After a reload without a call: what was on the desk comes back, even while the server is away. */
  async restore(): Promise<void> {
    const ticketId = sessionStorage.getItem(storageKey)
    if (!ticketId || this.draft.get()) return
    await this.open(ticketId).catch(() => {
      const local = readLocalCopy(ticketId)
      if (local && !this.draft.get()) this.#put(new TicketDraft({ ticketId, version: 0, form: local.form, prefilled: [] }))
    })
  }

  /** Lays the draft aside; it stays in the list as "Chờ tiếp nhận". */
  async putAside(): Promise<void> {
    const draft = this.draft.get()
    await draft?.flush()
    if (this.draft.get() !== draft) return
    this.#laidAside = this.ticketId
    this.#put(null)
  }
}
