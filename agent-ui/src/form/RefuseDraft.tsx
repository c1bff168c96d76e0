// Từ chối while still writing: a draft outside the service is refused without being made a petition first (Đ8, Đ17.1).
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { ActDialog } from '../acts/ActDialog.tsx'
import { messageOf } from '../api/client.ts'
import { Key } from '../kit/Key.tsx'
import { sentDraft } from './sent-draft.ts'
import type { TicketDraft } from './ticket-draft.ts'

export function RefuseDraft({ draft, onProblem }: { draft: TicketDraft; onProblem: (problem: string | null) => void }) {
  const { t } = useTranslation()
  const [ticket, setTicket] = useState<Ticket | null>(null)
  const [busy, setBusy] = useState(false)
  const read = () => {
    setBusy(true)
    onProblem(null)
    sentDraft(draft)
      .then(setTicket, (error: unknown) => onProblem(messageOf(error)))
      .finally(() => setBusy(false))
  }
  return (
    <>
      <Button type="text" onClick={read} loading={busy} data-testid="refuse-draft" aria-keyshortcuts="Alt+X">
        {t('acts.refuse')} <Key>Alt X</Key>
      </Button>
      {ticket && (
        <ActDialog
          type="refuse"
          ticket={ticket}
          slip={null}
          onClose={() => setTicket(null)}
          onReload={read}
          onDone={(next) => {
            setTicket(null)
            draft.end(next)
          }}
        />
      )}
    </>
  )
}
