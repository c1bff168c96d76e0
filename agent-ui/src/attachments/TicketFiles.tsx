// The files of a petition on its page, the citizen's apart from those of the units that handle it, and the place to drop more.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { api, messageOf } from '../api/client.ts'
import { Notice } from '../kit/Notice.tsx'
import { AttachmentDrop } from './AttachmentDrop.tsx'
import { AttachmentList } from './AttachmentList.tsx'

const groups = ['desk', 'unit'] as const

export function TicketFiles({ ticket, onDone }: { ticket: Ticket; onDone: (ticket: Ticket) => void }) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<string | null>(null)
  const reload = () => {
    setProblem(null)
    void api('ticket', { params: { id: ticket.id } }).then(onDone, (error: unknown) => setProblem(messageOf(error)))
  }
  return (
    <div className="ticket-files">
      {groups.map((of) => (
        <AttachmentList
          key={of}
          title={t(`attachments.of-${of}`)}
          items={ticket.attachments.filter((item) => item.of === of)}
          onChanged={reload}
          onProblem={setProblem}
        />
      ))}
      {problem && <Notice tone="error">{problem}</Notice>}
      <AttachmentDrop ticketId={ticket.id} onDone={reload} closed={!ticket.acts.some((act) => act !== 'urge')} />
    </div>
  )
}
