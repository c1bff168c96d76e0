// Who sees what of a ticket. Pure. Operators and supervisors see all; readers (overseers, the provincial office) see
// petitions only, without state secrets and without the person behind a hidden identity.
import type { TicketForm } from '../contract/tickets.ts'
import type { Role, TicketStatus } from '../contract/values.ts'

/** Who asks. A session context is one. */
export interface Viewer {
  personId: string
  name: string
  roles: readonly Role[]
}

export const SECRET_WORDS = 'Nội dung thuộc bí mật nhà nước'
export const HIDDEN_IDENTITY_WORDS = 'Người gửi ẩn danh tính'

const secretFields: ReadonlySet<string> = new Set(['title', 'content', 'place', 'latitude', 'longitude', 'bcci'])
const identityFields: ReadonlySet<string> = new Set(['reporterName', 'reporterPhone', 'reporterIdNumber', 'reporterAddress', 'reporterEmail'])

/** The operators' desk: whoever takes petitions must see all of them. */
export function seesAll(viewer: Viewer): boolean {
  return viewer.roles.includes('operator') || viewer.roles.includes('supervisor')
}

/** May this viewer know of the ticket at all? A draft is nobody's business outside the desk. */
export function maySee(viewer: Viewer, status: TicketStatus): boolean {
  return seesAll(viewer) || status !== 'draft'
}

/** May this viewer hear the ticket's recordings? They say what the flags hide. */
export function mayHear(viewer: Viewer, flags: Pick<TicketForm, 'stateSecret' | 'identityHidden'>): boolean {
  return seesAll(viewer) || !(flags.stateSecret || flags.identityHidden)
}

/** The title for lists. */
export function visibleTitle(viewer: Viewer, ticket: { title: string; stateSecret: boolean }): string {
  return ticket.stateSecret && !seesAll(viewer) ? SECRET_WORDS : ticket.title
}

/** The place for lists: it can say as much as the title. */
export function visiblePlace(viewer: Viewer, ticket: { place: string; stateSecret: boolean }): string {
  return ticket.stateSecret && !seesAll(viewer) ? '' : ticket.place
}

/** The form with what this viewer may not see taken out. */
export function visibleForm(viewer: Viewer, form: TicketForm): TicketForm {
  if (seesAll(viewer)) return form
  const shown = { ...form }
  if (form.stateSecret) Object.assign(shown, { title: SECRET_WORDS, content: SECRET_WORDS, place: '', latitude: null, longitude: null, bcci: null })
  if (form.identityHidden)
    Object.assign(shown, {
      reporterName: HIDDEN_IDENTITY_WORDS,
      reporterPhone: '',
      reporterIdNumber: '',
      reporterAddress: '',
      reporterEmail: '',
    })
  return shown
}

/** A history row's old or new value as this viewer may read it, by the flags the ticket has now. */
export function visibleValue(
  viewer: Viewer,
  flags: Pick<TicketForm, 'stateSecret' | 'identityHidden'>,
  field: string | null,
  value: string | null,
): string | null {
  if (value === null || field === null || seesAll(viewer)) return value
  if (flags.stateSecret && secretFields.has(field)) return SECRET_WORDS
  if (flags.identityHidden && identityFields.has(field)) return HIDDEN_IDENTITY_WORDS
  return value
}
