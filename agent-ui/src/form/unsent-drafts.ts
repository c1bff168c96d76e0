// What this machine still has to bring to the server: sent one after another as soon as the server answers.
import type { TicketForm } from '../../../src/contract/tickets.ts'
import { Store } from '../api/store.ts'
import { type DraftServer, draftServer, sendDraft } from './draft-sending.ts'
import type { KeptDraft, LocalCopies } from './local-copy.ts'

/** waiting: goes out by itself. petition: became one meanwhile, without these words. refused: the server says why. unsaved: sent as a draft, the petition still has to be saved. edit: changes of a petition, not saved yet. */
export type UnsentStanding = 'waiting' | 'petition' | 'refused' | 'unsaved' | 'edit'

export interface UnsentDraft {
  ticketId: string
  form: TicketForm
  /** The words that are only here. */
  touched: readonly (keyof TicketForm)[]
  savedAt: string
  standing: UnsentStanding
  reason: string
}

interface Deps {
  copies: LocalCopies
  server?: DraftServer
  /** The ticket on the desk sends itself. */
  onDesk: () => string | null
}

const retryMs = 5_000

export class UnsentDrafts {
  readonly state = new Store<readonly UnsentDraft[]>([])
  readonly #copies: LocalCopies
  readonly #server: DraftServer
  readonly #onDesk: () => string | null
  #running: Promise<void> | null = null
  #retry: ReturnType<typeof setTimeout> | null = null

  constructor({ copies, server = draftServer, onDesk }: Deps) {
    this.#copies = copies
    this.#server = server
    this.#onDesk = onDesk
    copies.changes.subscribe(() => this.refresh())
    this.refresh()
  }

  /** Other people's unsent drafts at this machine. */
  get ofOthers(): number {
    return this.#copies.ofOthers()
  }

  /** Reads the copies again, for example when another draft came onto the desk. */
  refresh(): void {
    const onDesk = this.#onDesk()
    this.state.set(this.#copies.open().flatMap((kept) => (kept.ticketId === onDesk ? [] : [viewOf(kept)])))
  }

  /** Sends all that wait, oldest first, one at a time. Never throws; stops at the first that gets no answer and goes on by itself later. */
  sendAll(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #run(): Promise<void> {
    this.stop()
    this.refresh()
    for (const { ticketId, standing } of this.state.get()) {
      if (standing !== 'waiting' || ticketId === this.#onDesk()) continue
      if (!(await this.#sendOne(ticketId))) {
        this.#retry = setTimeout(() => void this.sendAll(), retryMs)
        return
      }
    }
  }

  /** False when there was no answer. */
  async #sendOne(ticketId: string): Promise<boolean> {
    const before = this.#copies.read(ticketId)
    if (!before || before.sent) return true
    const result = await sendDraft(this.#server, ticketId, before)
    if (result.kind === 'waiting') return false
    // Typed in again meanwhile, at the desk: that is the newer word and sends itself.
    if (this.#copies.read(ticketId)?.savedAt !== before.savedAt) return true
    if (result.kind === 'sent') {
      if (before.wantsPetition) this.#copies.write(ticketId, { ...before, form: result.form, version: result.version, sent: true })
      else this.#copies.remove(ticketId)
    } else if (result.kind === 'refused') this.#copies.write(ticketId, { ...before, refused: result.reason })
    else if (result.missed.length === 0) this.#copies.remove(ticketId)
    else this.#copies.write(ticketId, { ...before, touched: result.missed, refused: 'petition', wantsPetition: false })
    return true
  }

  /** The operator has dealt with these words. */
  discard(ticketId: string): void {
    this.#copies.remove(ticketId)
  }

  stop(): void {
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = null
  }
}

function viewOf({ ticketId, copy }: KeptDraft): UnsentDraft {
  const { form, touched, savedAt, refused, sent, edit } = copy
  const standing = refused === 'petition' ? 'petition' : edit ? 'edit' : sent ? 'unsaved' : refused === null ? 'waiting' : 'refused'
  return { ticketId, form, touched, savedAt, standing, reason: refused ?? '' }
}
