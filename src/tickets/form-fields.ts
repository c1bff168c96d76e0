// The form as typed ↔ the ticket's columns. Pure.
import { toE164 } from '../contract/phone-number.ts'
import { BcciFields, emptyTicketForm, type TicketForm } from '../contract/tickets.ts'
import { IntakeChannel, ReporterKind, RequestKind } from '../contract/values.ts'

export type FormField = keyof TicketForm
export const formFields = Object.keys(emptyTicketForm) as readonly FormField[]

/** The columns the form is kept in, as they come from the database. */
export interface FormColumns {
  kind: string
  channel: string
  reporterPhone: string
  reporterName: string
  reporterKind: string
  reporterIdNumber: string
  reporterAddress: string
  reporterEmail: string
  title: string
  categoryId: string | null
  occurredAt: Date | null
  place: string
  latitude: number | null
  longitude: number | null
  reportedUnitId: string | null
  content: string
  identityHidden: boolean
  contentConfidential: boolean
  stateSecret: boolean
  bcci: unknown
}

/**
 * Makes typed text storable and comparable: composed accents (some Vietnamese keyboards write them apart), no NUL and
 * no half characters, which PostgreSQL refuses. `trim` for a petition; a draft keeps the space the operator just typed.
 */
export function cleanForm(form: TicketForm, trim: boolean): TicketForm {
  const clean = (text: string): string => {
    const whole = text.toWellFormed().normalize('NFC').replaceAll('\u0000', '')
    return trim ? whole.trim() : whole
  }
  // Half a point on the map is none.
  const placed = form.latitude !== null && form.longitude !== null
  return {
    kind: form.kind,
    channel: form.channel,
    reporterPhone: clean(form.reporterPhone),
    reporterName: clean(form.reporterName),
    reporterKind: form.reporterKind,
    reporterIdNumber: clean(form.reporterIdNumber),
    reporterAddress: clean(form.reporterAddress),
    reporterEmail: clean(form.reporterEmail),
    title: clean(form.title),
    categoryId: form.categoryId?.toLowerCase() ?? null,
    occurredAt: form.occurredAt === null ? null : new Date(form.occurredAt).toISOString(),
    place: clean(form.place),
    latitude: placed ? form.latitude : null,
    longitude: placed ? form.longitude : null,
    reportedUnitId: form.reportedUnitId?.toLowerCase() ?? null,
    content: clean(form.content),
    identityHidden: form.identityHidden,
    contentConfidential: form.contentConfidential,
    stateSecret: form.stateSecret,
    bcci:
      form.bcci === null
        ? null
        : {
            direction: form.bcci.direction,
            procedure: clean(form.bcci.procedure),
            agency: clean(form.bcci.agency),
            pickupAddress: clean(form.bcci.pickupAddress),
            preferredTime: clean(form.bcci.preferredTime),
          },
  }
}

/** The form as the page knows it. A value of an older list that is no longer known falls back to the form's default. */
export function formOf(row: FormColumns): TicketForm {
  const bcci = BcciFields.safeParse(row.bcci)
  return {
    kind: RequestKind.catch(emptyTicketForm.kind).parse(row.kind),
    channel: IntakeChannel.catch('other').parse(row.channel),
    reporterPhone: row.reporterPhone,
    reporterName: row.reporterName,
    reporterKind: ReporterKind.catch(emptyTicketForm.reporterKind).parse(row.reporterKind),
    reporterIdNumber: row.reporterIdNumber,
    reporterAddress: row.reporterAddress,
    reporterEmail: row.reporterEmail,
    title: row.title,
    categoryId: row.categoryId,
    occurredAt: row.occurredAt?.toISOString() ?? null,
    place: row.place,
    latitude: row.latitude,
    longitude: row.longitude,
    reportedUnitId: row.reportedUnitId,
    content: row.content,
    identityHidden: row.identityHidden,
    contentConfidential: row.contentConfidential,
    stateSecret: row.stateSecret,
    bcci: bcci.success ? bcci.data : null,
  }
}

/** The columns of a form except `bcci`, whose absence each database layer says in its own way. */
export function columnsOf(form: TicketForm) {
  const { bcci: _, occurredAt, ...plain } = form
  return {
    ...plain,
    occurredAt: occurredAt === null ? null : new Date(occurredAt),
    reporterNumber: toE164(form.reporterPhone),
  }
}

/** Neither a state secret nor what the citizen asked to keep to the hotline is ever made public (§22). */
export const mayPublish = ({ stateSecret, contentConfidential }: Pick<TicketForm, 'stateSecret' | 'contentConfidential'>): boolean =>
  !stateSecret && !contentConfidential

/** What a form that must not be public takes back. */
export const unpublished = (form: Pick<TicketForm, 'stateSecret' | 'contentConfidential'>) => (mayPublish(form) ? {} : { publicText: null, publishedAt: null })

/** Which fields differ between two cleaned forms. */
export function changedFields(before: TicketForm, after: TicketForm): FormField[] {
  return formFields.filter((field) => (field === 'bcci' ? !sameBcci(before.bcci, after.bcci) : before[field] !== after[field]))
}

function sameBcci(a: TicketForm['bcci'], b: TicketForm['bcci']): boolean {
  if (a === null || b === null) return a === b
  return (Object.keys(a) as (keyof typeof a)[]).every((key) => a[key] === b[key])
}
