// What earlier tickets of a number tell about the caller. Pure.
import { formatPhone } from '../contract/phone-number.ts'
import { emptyTicketForm, type TicketForm } from '../contract/tickets.ts'
import type { CallerKnowledge, IntakeChannel } from '../contract/values.ts'
import { foldText } from './search-rules.ts'

/** A petition of the same number, newest first. Its content is not here on purpose: nothing of it may be carried over. */
export interface EarlierReporter {
  reporterName: string
  reporterAddress: string
  reporterEmail: string
  reporterKind: TicketForm['reporterKind']
  identityHidden: boolean
}

export interface Recognition {
  knowledge: CallerKnowledge
  name: string | null
  address: string | null
  /** What the form starts with, by field. */
  fill: Partial<Pick<TicketForm, 'reporterName' | 'reporterAddress' | 'reporterEmail' | 'reporterKind' | 'identityHidden'>>
}

/**
 * known: every earlier petition of this number gave the same name. maybe: several names used the number, the newest is
 * shown as a guess but not written into the form. unknown: no name so far. Accents and case make no other name.
 */
export function recognise(earlier: readonly EarlierReporter[]): Recognition {
  const named = earlier.filter((ticket) => ticket.reporterName.trim() !== '')
  const [newest] = named
  if (!newest) return { knowledge: 'unknown', name: null, address: null, fill: {} }
  const name = newest.reporterName.trim()
  const same = named.filter((ticket) => foldText(ticket.reporterName) === foldText(name))
  const address = firstFilled(same.map((ticket) => ticket.reporterAddress))
  if (same.length < named.length) return { knowledge: 'maybe', name, address, fill: {} }
  const email = firstFilled(same.map((ticket) => ticket.reporterEmail))
  return {
    knowledge: 'known',
    name,
    address,
    fill: {
      reporterName: name,
      ...(address === null ? {} : { reporterAddress: address }),
      ...(email === null ? {} : { reporterEmail: email }),
      ...(newest.reporterKind === emptyTicketForm.reporterKind ? {} : { reporterKind: newest.reporterKind }),
      // Whoever hid his identity last time stays hidden until he says otherwise: the name must not slip out by prefilling.
      ...(newest.identityHidden ? { identityHidden: true } : {}),
    },
  }
}

/** The form a draft starts with, and which of its fields come from an earlier ticket. */
export function prefilledForm(number: string | null, channel: IntakeChannel, recognition: Recognition): { form: TicketForm; prefilled: string[] } {
  return {
    form: { ...emptyTicketForm, channel, reporterPhone: formatPhone(number), ...recognition.fill },
    prefilled: Object.keys(recognition.fill),
  }
}

const firstFilled = (texts: readonly string[]): string | null => texts.map((t) => t.trim()).find((t) => t !== '') ?? null
