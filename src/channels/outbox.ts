// Messages out (§36): put down in the transaction of what they tell of, sent afterwards, each once.
import type { Transaction } from '../platform/database/client.ts'

/** What a message says; each has its Vietnamese text, edited by the administrator, with the values it may name. */
export const messageTemplates = {
  // to the citizen
  'citizen-received': ['code', 'title'],
  'citizen-forwarded': ['code', 'unit', 'due'],
  'citizen-refused': ['code', 'reason', 'guidance'],
  'citizen-more-info': ['code', 'question'],
  'citizen-new-date': ['code', 'unit', 'date', 'reason'],
  'citizen-answered': ['code', 'answer'],
  'citizen-reopened': ['code', 'unit'],
  // to those who handle it
  'slip-received': ['code', 'title', 'due', 'from'],
  'slip-assigned': ['code', 'title', 'due', 'from'],
  'slip-moved-up': ['code', 'title', 'due', 'from'],
  'slip-late': ['code', 'title', 'due'],
  'deadline-warning': ['code', 'title', 'due', 'left'],
  'extension-reminder': ['code', 'title', 'due'],
  'result-handed-in': ['code', 'unit'],
  'result-sent-back': ['code', 'reason', 'due'],
  'slip-returned': ['code', 'unit', 'reason'],
  'coordination-asked': ['code', 'title', 'unit', 'due'],
  'coordination-ended': ['code', 'unit'],
  'slip-withdrawn': ['code', 'title'],
  'due-recomputed': ['code', 'title', 'due'],
  'dues-recomputed': ['count', 'unit', 'codes'],
  urged: ['code', 'title', 'from', 'text'],
  // to the supervisors of the operators' desk
  'result-to-check': ['code', 'title', 'unit'],
  'returned-to-desk': ['code', 'title', 'unit'],
  'desk-urged': ['code', 'title', 'from', 'text'],
  'nobody-there': ['code', 'title', 'unit'],
  // to the administrators
  'calendar-empty': ['code', 'unit'],
} as const satisfies Record<string, readonly string[]>
export type MessageTemplate = keyof typeof messageTemplates

/** What stands for the title of a secret. */
export const SECRET_TITLE = 'Nội dung mật'
/** Values that somebody wrote about a petition: they say as much as its content. */
export const writtenValues: ReadonlySet<string> = new Set(['answer', 'reason', 'guidance', 'question', 'text'])

export interface NewMessage {
  /** One message ever of this key: what is done twice tells once. */
  key: string
  ticketId: string | null
  template: MessageTemplate
  values: Readonly<Record<string, string>>
  /** A citizen is not woken at night; those who handle petitions are told when the clock says so. */
  audience: 'citizen' | 'staff'
  to: { name: string; phone: string | null; email: string | null }
  /** Not before. */
  at: Date
}

export interface Outbox {
  /** Puts messages down, with the jobs that send them, in the caller's transaction. A key that is there already is left as it is. */
  put(tx: Transaction, messages: readonly NewMessage[]): Promise<void>
  /** A petition became a secret: what is not sent yet names its old title no more, and what was written about it is not sent at all. */
  conceal(tx: Transaction, ticketId: string, title: string): Promise<void>
}
