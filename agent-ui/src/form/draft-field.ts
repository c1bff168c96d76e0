// How a field of the form is tied to the draft: its ids, its error, where its value came from.
import { useTranslation } from 'react-i18next'
import type { TicketForm } from '../../../src/contract/tickets.ts'
import type { DraftState, TicketDraft } from './ticket-draft.ts'

export interface FieldProps {
  draft: TicketDraft
  state: DraftState
}

export const fieldId = (name: string) => `field-${name}`

/** What every field of the draft needs: its ids, its error, where its value came from. */
export function useDraftField({ state }: FieldProps, name: keyof TicketForm) {
  const { t } = useTranslation()
  // The number comes from the call itself, not from an earlier ticket.
  const prefilled = name !== 'reporterPhone' && state.prefilled.includes(name) && state.form[name] !== '' && state.form[name] !== null
  return { id: fieldId(name), error: state.errors[name], source: prefilled ? t('form.fromEarlier') : undefined }
}
