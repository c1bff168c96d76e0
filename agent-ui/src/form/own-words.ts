// What the operator typed, field by field as text, to be copied where a form will not take it any more.
import { useTranslation } from 'react-i18next'
import type { TicketForm } from '../../../src/contract/tickets.ts'

const textFields = ['reporterPhone', 'reporterName', 'reporterIdNumber', 'reporterAddress', 'reporterEmail', 'title', 'place', 'content'] as const

/** Makes the text; fields that are chosen, not typed, are chosen again. */
export function useWordsOf(): (form: TicketForm, touched: readonly (keyof TicketForm)[]) => string {
  const { t } = useTranslation()
  return (form, touched) =>
    textFields
      .filter((name) => touched.includes(name) && form[name] !== '')
      .map((name) => `${t(`form.${name}`)}: ${form[name]}`)
      .join('\n')
}
