// Copies of drafts kept on this machine, so that a crash or a lost server costs no word.
import type { TicketForm } from '../../../src/contract/tickets.ts'
import { Store } from '../api/store.ts'

export interface LocalCopy {
  form: TicketForm
  /** Fields the operator typed in; only these ever win over the server's. */
  touched: (keyof TicketForm)[]
  /** Has the server confirmed all of it? */
  sent: boolean
  savedAt: string
  /** Whose words these are: nobody else's session sends them. Null in copies of an older page. */
  personId: string | null
  /** The server's version the form is in step with; null: the server's form was never seen (a ring while it was away). */
  version: number | null
  /** The operator asked to save it as a petition while that was not possible. */
  wantsPetition: boolean
  /** Why the server will not take it, in words; `petition`: it became one meanwhile with other words. */
  refused: string | null
  /** A petition that is being edited: saved by its writer alone, never by itself. */
  edit: boolean
}

export interface KeptDraft {
  ticketId: string
  copy: LocalCopy
}

const prefix = 'gl.draft.'

function parse(text: string | null): LocalCopy | null {
  if (!text) return null
  try {
    const copy = JSON.parse(text) as Partial<LocalCopy>
    if (!copy.form || !Array.isArray(copy.touched)) return null
    const { form, touched } = copy
    return { sent: false, savedAt: '', personId: null, version: 0, wantsPetition: false, refused: null, edit: false, ...copy, form, touched }
  } catch {
    return null
  }
}

export class LocalCopies {
  /** Counts the changes, so that lists made of the copies can follow them. */
  readonly changes = new Store(0)
  readonly personId: string
  readonly #storage: Storage
  /** What the browser refused to keep; gone with the page, but not before. */
  readonly #inMemory = new Map<string, LocalCopy>()

  constructor(personId: string, storage: Storage = localStorage) {
    this.personId = personId
    this.#storage = storage
  }

  read(ticketId: string): LocalCopy | null {
    return this.#inMemory.get(ticketId) ?? parse(this.#storage.getItem(prefix + ticketId))
  }

  /** Keeps the copy; false when the browser has no room for it, so that it lives only as long as the page. */
  write(ticketId: string, copy: Omit<LocalCopy, 'personId'>): boolean {
    const own = { ...copy, personId: this.personId }
    const kept = this.#store(ticketId, own) || (this.#makeRoom() && this.#store(ticketId, own))
    if (kept) this.#inMemory.delete(ticketId)
    else this.#inMemory.set(ticketId, own)
    this.#changed()
    return kept
  }

  remove(ticketId: string): void {
    this.#inMemory.delete(ticketId)
    this.#storage.removeItem(prefix + ticketId)
    this.#changed()
  }

  /** This person's copies that still want something, oldest first. */
  open(): KeptDraft[] {
    return this.#all()
      .filter(({ copy }) => (copy.personId === null || copy.personId === this.personId) && (!copy.sent || copy.wantsPetition))
      .sort((a, b) => a.copy.savedAt.localeCompare(b.copy.savedAt))
  }

  /** Unsent drafts of other people at this machine: they wait until their writer signs in again. */
  ofOthers(): number {
    return this.#all().filter(({ copy }) => copy.personId !== null && copy.personId !== this.personId && !copy.sent).length
  }

  #all(): KeptDraft[] {
    const ids = Object.keys(this.#storage).filter((key) => key.startsWith(prefix))
    const ticketIds = new Set([...ids.map((key) => key.slice(prefix.length)), ...this.#inMemory.keys()])
    return [...ticketIds].flatMap((ticketId) => {
      const copy = this.read(ticketId)
      return copy ? [{ ticketId, copy }] : []
    })
  }

  #store(ticketId: string, copy: LocalCopy): boolean {
    try {
      this.#storage.setItem(prefix + ticketId, JSON.stringify(copy))
      return true
    } catch {
      return false
    }
  }

  /** Copies the server has in full are the first to go. */
  #makeRoom(): boolean {
    return forgetSentDrafts(this.#storage) > 0
  }

  #changed(): void {
    this.changes.set(this.changes.get() + 1)
  }
}

/** At sign-out nothing personal stays on a shared machine, except what the server has not got yet. Answers how many went. */
export function forgetSentDrafts(storage: Storage = localStorage): number {
  const sent = Object.keys(storage).filter((key) => key.startsWith(prefix) && isSent(parse(storage.getItem(key))))
  for (const key of sent) storage.removeItem(key)
  return sent.length
}

const isSent = (copy: LocalCopy | null): boolean => copy === null || (copy.sent && !copy.wantsPetition)
