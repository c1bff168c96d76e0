// The copy of a draft kept on this machine, so that a crash or a lost server costs no word.
import type { TicketForm } from '../../../src/contract/tickets.ts'

export interface LocalCopy {
  form: TicketForm
  /** Fields the operator typed in; only these ever win over the server's. */
  touched: (keyof TicketForm)[]
  /** Has the server confirmed all of it? */
  sent: boolean
  savedAt: string
}

const prefix = 'gl.draft.'

export function readLocalCopy(ticketId: string): LocalCopy | null {
  const text = localStorage.getItem(prefix + ticketId)
  if (!text) return null
  try {
    const copy = JSON.parse(text) as Partial<LocalCopy>
    return copy.form && Array.isArray(copy.touched) ? { sent: false, savedAt: '', ...copy, form: copy.form, touched: copy.touched } : null
  } catch {
    return null
  }
}

/** Returns false when the browser refuses to keep it (storage full or forbidden). */
export function writeLocalCopy(ticketId: string, copy: LocalCopy): boolean {
  try {
    localStorage.setItem(prefix + ticketId, JSON.stringify(copy))
    return true
  } catch {
    return false
  }
}

export function removeLocalCopy(ticketId: string): void {
  localStorage.removeItem(prefix + ticketId)
}

/** At sign-out nothing personal stays on a shared machine, except what the server has not got yet. */
export function forgetSentDrafts(): void {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(prefix)) continue
    if (readLocalCopy(key.slice(prefix.length))?.sent !== false) localStorage.removeItem(key)
  }
}
