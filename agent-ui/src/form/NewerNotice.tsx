// Somebody else saved the petition while it was being edited here: which words would be written over.
import { useTranslation } from 'react-i18next'
import type { TicketForm } from '../../../src/contract/tickets.ts'
import { Notice } from '../kit/Notice.tsx'
import { useWordsOf } from './own-words.ts'
import type { NewerPetition } from './petition-edit.ts'

/** Fields of the form that have no label of their own stand under another's. */
const labelOf = (name: keyof TicketForm) => (name === 'latitude' || name === 'longitude' ? 'place' : name)

export function NewerNotice({ newer }: { newer: NewerPetition }) {
  const { t } = useTranslation()
  const wordsOf = useWordsOf()
  const labels = new Set(newer.fields.map((name) => t(`form.${labelOf(name)}`)))
  const words = wordsOf(newer.form, newer.fields)
  return (
    <Notice tone="wait" testId="edit-newer">
      {t('form.newer')} {labels.size > 0 && <b>{t('form.newerFields', { fields: [...labels].join(', ') })}</b>}
      {words && <pre>{words}</pre>}
    </Notice>
  )
}
