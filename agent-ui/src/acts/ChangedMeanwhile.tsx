// While a dialog is open somebody else changed the petition: who and what, so that one decides on what stands now.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { Notice } from '../kit/Notice.tsx'
import { formatTime } from '../kit/time.ts'
import { useMe } from '../session/session.tsx'
import { changesSince } from './changes-since.ts'

export function ChangedMeanwhile({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const me = useMe()
  const [known] = useState(() => new Set(ticket.history.map(({ id }) => id)))
  const last = changesSince(known, ticket.history, me.name)
  if (!last) return null
  return (
    <Notice tone="info" testId="act-changed">
      {t('acts.updatedBy', { who: last.actor, what: last.action, at: formatTime(last.at) })}
    </Notice>
  )
}
