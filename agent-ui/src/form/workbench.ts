// The one draft on the desk: the call's own, or one opened by hand. A call always takes the desk; nothing typed is lost.
import type { DraftView } from '../../../src/contract/calls.ts'
import { emptyTicketForm, type Ticket } from '../../../src/contract/tickets.ts'
import type { IntakeChannel } from '../../../src/contract/values.ts'
import { api } from '../api/client.ts'
import { Store } from '../api/store.ts'
import type { ShownPop } from '../desk/shown-call.ts'
import { missedWords } from './draft-sending.ts'
import { isAway } from './draft-state.ts'
import type { LocalCopies } from './local-copy.ts'
import { TicketDraft } from './ticket-draft.ts'
import { UnsentDrafts } from './unsent-drafts.ts'

const storageKey = 'gl.desk.ticket'

export class Workbench {
  readonly draft = new Store<TicketDraft | null>(null)
  readonly unsent: UnsentDrafts
  readonly #copies: LocalCopies
  /** Laid aside by the operator: later news of the same call does not bring it back. */
  #laidAside: string | null = null
  /** Counts what was asked for and what came: an answer that comes after something newer leaves the desk to it. */
  #turn = 0

  constructor(copies: LocalCopies) {
    this.#copies = copies
    this.unsent = new UnsentDrafts({ copies, onDesk: () => this.ticketId })
  }

  get ticketId(): string | null {
    return this.draft.get()?.state.get().ticketId ?? null
  }

  /** Is something being written? After an outage a snapshot may speak of a call before this one: only a ring takes the desk then. */
  get #writing(): boolean {
    const draft = this.draft.get()
    return draft !== null && !draft.untouched && draft.state.get().saved === null
  }

  #put(draft: TicketDraft | null): void {
    if (draft) this.#turn += 1
    this.draft.get()?.close()
    this.draft.set(draft)
    if (draft) sessionStorage.setItem(storageKey, draft.state.get().ticketId)
    else sessionStorage.removeItem(storageKey)
    this.unsent.refresh()
  }

  /** A call's ticket comes onto the desk, once: repeats of the same pop only bring newer facts. */
  showPop({ draft: shown, call, local, live }: ShownPop): void {
    if (this.ticketId === shown.ticketId) {
      if (!local) this.draft.get()?.applyServer(shown)
    } else if (this.#laidAside !== shown.ticketId && (live || !this.#writing)) {
      const draft = new TicketDraft({ ...shown, version: local ? null : shown.version }, this.#copies)
      this.#put(draft)
      // Shown again after a reload, or passed on by somebody else, it may have been saved, refused or attached since.
      if (call.status === 'ended' || call.answeredAt || !live) void draft.checkSaved()
    }
  }

  /** The call rings here anew, perhaps after it was passed on from here: its ticket comes back with it. */
  rings(ticketId: string): void {
    if (this.#laidAside === ticketId) this.#laidAside = null
  }

  applyCaller(draft: DraftView): void {
    this.draft.get()?.applyServer(draft)
  }

  /** The offer went to somebody else: its ticket leaves this desk. */
  dropTicket(ticketId: string): void {
    if (this.ticketId === ticketId) this.#put(null)
  }

  /** A ring that nobody answered here, while the server was away: its form goes unless something was typed in it. */
  dropUntouched(ticketId: string): void {
    if (this.ticketId === ticketId && this.draft.get()?.untouched) this.#put(null)
  }

  /**
   * Brings a draft, or a petition that may be edited, onto the desk. False when it is neither by now, and when a call or something asked
   * for later took the desk while the server was asked; rejects when the server cannot be asked.
   */
  async open(ticketId: string): Promise<boolean> {
    const onDesk = this.draft.get()
    if (onDesk?.state.get().ticketId === ticketId && onDesk.state.get().saved === null) {
      this.#laidAside = null
      return true
    }
    this.#turn += 1
    const turn = this.#turn
    const ticket = await api('ticket', { params: { id: ticketId } }).catch((error: unknown) => {
      if (turn === this.#turn) throw error
      return null
    })
    if (!ticket) return false
    this.#laidAside = null
    if (!ticket.mayEdit) {
      this.#settle(ticket)
      if (sessionStorage.getItem(storageKey) === ticketId) sessionStorage.removeItem(storageKey)
      return false
    }
    if (turn !== this.#turn) return false
    const petition = ticket.status === 'draft' ? {} : { petition: ticket }
    this.#put(new TicketDraft({ ticketId, version: ticket.version, form: ticket.form, prefilled: [], ...petition }, this.#copies))
    return true
  }

  /** Words of an edit that came too late stay to be copied, and are never sent by themselves. */
  #settle(ticket: Ticket): void {
    const copy = this.#copies.read(ticket.id)
    if (!copy?.edit) return
    const touched = missedWords(ticket, copy.form, copy.touched)
    if (touched.length === 0) this.#copies.remove(ticket.id)
    else this.#copies.write(ticket.id, { ...copy, touched, edit: false, refused: 'petition' })
  }

  /** Opens what this machine has of a draft, for when the server cannot be asked. False when it has nothing. */
  openCopy(ticketId: string): boolean {
    const copy = this.#copies.read(ticketId)
    if (!copy) return false
    this.#laidAside = null
    if (this.ticketId !== ticketId) this.#put(new TicketDraft({ ticketId, version: copy.version, form: copy.form, prefilled: [] }, this.#copies))
    return true
  }

  /** A draft without a call; with the server away it begins on this machine. A call that came meanwhile keeps the desk. */
  async create(channel: IntakeChannel): Promise<void> {
    this.#turn += 1
    const turn = this.#turn
    const begun = await api('newDraft', { body: { channel } }).catch((error: unknown) => {
      if (!isAway(error)) throw error
      return { id: crypto.randomUUID(), version: null, form: { ...emptyTicketForm, channel } }
    })
    if (turn !== this.#turn) return
    this.#put(new TicketDraft({ ticketId: begun.id, version: begun.version, form: begun.form, prefilled: [] }, this.#copies))
  }

  /**
   * After a reload without a call: what was on the desk comes back, even while the server is away. The desk may open after somebody has
   * asked for something else already; that keeps it.
   */
  async restore(): Promise<void> {
    const ticketId = sessionStorage.getItem(storageKey)
    if (!ticketId || this.draft.get() || this.#turn > 0) return
    await this.open(ticketId).catch(() => this.openCopy(ticketId))
  }

  /** The server answers again: the draft on the desk first, then all others. */
  async sendAll(): Promise<void> {
    await this.draft.get()?.flush()
    await this.unsent.sendAll()
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
