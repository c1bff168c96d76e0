// Who sees what of a ticket. Pure. Operators and supervisors see all; readers (overseers, the provincial office) see
// petitions only, without state secrets and without the person behind a hidden identity; a unit's people see what was
// given to their unit, and the provincial office what it holds, whole but for a hidden identity: they have to work on it.
import type { TicketForm } from '../contract/tickets.ts'
import type { Role } from '../contract/values.ts'

/** Who asks. A session context is one. */
export interface Viewer {
  personId: string
  name: string
  roles: readonly Role[]
  /** Where he holds which role. */
  memberships: readonly {
    role: Role
    unitId: string
    /** Held as this person's deputy. */
    onBehalfOf?: { personId: string; name: string } | undefined
  }[]
}

/** A draft has none, nor has what was discarded or attached to another. */
interface TicketCode {
  code: string | null
}

/** The units a slip may have been given to. */
interface Given {
  unitId: string
  withinUnitId: string | null
}

/** The same with whose turn it is. */
interface Held extends Given {
  holderUnitId: string
  /** As the column says it; anything but `closed` still lies with somebody. */
  state: string
  /** Why it is closed. */
  closeCause: string | null
}

export const SECRET_WORDS = 'Nội dung thuộc bí mật nhà nước'
export const HIDDEN_IDENTITY_WORDS = 'Người gửi ẩn danh tính'
export const HIDDEN_FILE_WORDS = 'Tệp không được xem'

const secretFields: ReadonlySet<string> = new Set(['title', 'content', 'place', 'latitude', 'longitude', 'bcci'])
const identityFields: ReadonlySet<string> = new Set(['reporterName', 'reporterPhone', 'reporterIdNumber', 'reporterAddress', 'reporterEmail'])

/** The operators' desk: whoever takes petitions must see all of them. */
export function seesAll(viewer: Viewer): boolean {
  return viewer.roles.includes('operator') || viewer.roles.includes('supervisor')
}

/** May this viewer know of the ticket at all? What never became a petition, and has no code, is nobody's business outside the desk. */
export function maySee(viewer: Viewer, { code }: Pick<TicketCode, 'code'>): boolean {
  return seesAll(viewer) || code !== null
}

/** The units somebody handles petitions for. */
export function unitsOfViewer(viewer: Viewer): string[] {
  return [...new Set(viewer.memberships.flatMap(({ role, unitId }) => (role === 'focal-point' || role === 'unit-head' ? [unitId] : [])))]
}

/** Reads every petition: watches over them, or assigns what nobody owns. */
export function readsAll(viewer: Viewer): boolean {
  return seesAll(viewer) || viewer.roles.includes('overseer') || viewer.roles.includes('provincial-office')
}

/** Was the ticket given to one of the viewer's units, now or before? */
export function wasGiven(viewer: Viewer, slips: readonly Given[]): boolean {
  const own = unitsOfViewer(viewer)
  return slips.some(({ unitId, withinUnitId }) => own.includes(unitId) || (withinUnitId !== null && own.includes(withinUnitId)))
}

/** May this viewer know of the ticket, given the slips it had? */
export function maySeeTicket(viewer: Viewer, ticket: TicketCode, slips: readonly Given[]): boolean {
  return maySee(viewer, ticket) && (readsAll(viewer) || wasGiven(viewer, slips))
}

/** Has the viewer, as VP UBND tỉnh, a slip of it to handle? */
function holdsForOffice(viewer: Viewer, slips: readonly Held[]): boolean {
  const offices = viewer.memberships.flatMap(({ role, unitId }) => (role === 'provincial-office' ? [unitId] : []))
  return slips.some(({ holderUnitId, state }) => state !== 'closed' && offices.includes(holderUnitId))
}

/** Does what is secret in it concern the viewer's own work? VP UBND tỉnh reads every petition, but a secret only while it has to decide on it (§27). */
export function seesContent(viewer: Viewer, slips: readonly Held[]): boolean {
  return seesAll(viewer) || worksOrWorked(viewer, slips) || holdsForOffice(viewer, slips)
}

/** With a slip that is not closed, or that was closed with an answer. Whoever gave it back, or had it taken from him, needs to know no secret. */
function worksOrWorked(viewer: Viewer, slips: readonly Held[]): boolean {
  return wasGiven(
    viewer,
    slips.filter(({ state, closeCause }) => state !== 'closed' || (closeCause !== null && answered.has(closeCause))),
  )
}
const answered: ReadonlySet<string> = new Set(['completed', 'main-finished'])
/** The same of one slip for the database: it was closed without an answer of its unit. */
export const closedUnanswered = { state: 'closed', OR: [{ closeCause: null }, { closeCause: { notIn: [...answered] } }] }

/** Nobody writes over what he is not shown: the words that stand for a secret would become its content. */
export function mayCorrectFacts(viewer: Viewer, flags: Pick<TicketForm, 'stateSecret'>, slips: readonly Held[]): boolean {
  return !flags.stateSecret || seesContent(viewer, slips)
}

/** May this viewer hear the ticket's recordings? They say what the flags hide. */
export function mayHear(viewer: Viewer, flags: Pick<TicketForm, 'stateSecret' | 'identityHidden'>, given = false): boolean {
  return seesAll(viewer) || !((flags.stateSecret && !given) || flags.identityHidden)
}

/**
 * May this viewer open the ticket's files? They say what the flags hide. Whoever it was `given` to has to work with them, and so has the
 * provincial office with everything but state secrets.
 */
export function seesFiles(viewer: Viewer, flags: Pick<TicketForm, 'stateSecret' | 'identityHidden'>, given: boolean): boolean {
  return given || (!flags.stateSecret && (!flags.identityHidden || viewer.roles.includes('provincial-office')))
}

/** The title for lists. */
export function visibleTitle(viewer: Viewer, ticket: { title: string; stateSecret: boolean }, given = false): string {
  return ticket.stateSecret && !given && !seesAll(viewer) ? SECRET_WORDS : ticket.title
}

/** The place for lists: it can say as much as the title. */
export function visiblePlace(viewer: Viewer, ticket: { place: string; stateSecret: boolean }, given = false): string {
  return ticket.stateSecret && !given && !seesAll(viewer) ? '' : ticket.place
}

/** The form with what this viewer may not see taken out; `given`: it was given to his unit. */
export function visibleForm(viewer: Viewer, form: TicketForm, given = false): TicketForm {
  if (seesAll(viewer)) return form
  const shown = { ...form }
  if (form.stateSecret && !given) Object.assign(shown, { title: SECRET_WORDS, content: SECRET_WORDS, place: '', latitude: null, longitude: null, bcci: null })
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
  given = false,
): string | null {
  if (value === null || field === null || seesAll(viewer)) return value
  if (flags.stateSecret && !given && secretFields.has(field)) return SECRET_WORDS
  if (flags.identityHidden && identityFields.has(field)) return HIDDEN_IDENTITY_WORDS
  return value
}
