// Above everything else of a petition: its result did not do, and why, until another one is handed in.
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { Notice } from '../kit/Notice.tsx'
import { formatDateTime } from '../kit/time.ts'

export function SentBack({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const last = ticket.results.filter(({ handedInAt }) => handedInAt !== null).at(-1)
  const going = ticket.slips.some(({ id, state }) => id === last?.slipId && state !== 'closed' && state !== 'stopped')
  if (!last?.sentBackAt || !going) return null
  return (
    <Notice tone="wait" testId="sent-back">
      <b>{t('slip.redo')}</b> {t('slip.redoWhy', { at: formatDateTime(last.sentBackAt), why: last.sentBackReason })}
    </Notice>
  )
}
