// The files of a petition on its page, and the place to drop more.
import { useState } from 'react'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { api, messageOf } from '../api/client.ts'
import { Notice } from '../kit/Notice.tsx'
import { AttachmentDrop } from './AttachmentDrop.tsx'
import { AttachmentList } from './AttachmentList.tsx'

export function TicketFiles({ ticket, onDone }: { ticket: Ticket; onDone: (ticket: Ticket) => void }) {
  const [problem, setProblem] = useState<string | null>(null)
  const reload = () => {
    setProblem(null)
    void api('ticket', { params: { id: ticket.id } }).then(onDone, (error: unknown) => setProblem(messageOf(error)))
  }
  return (
    <div className="ticket-files">
      <AttachmentList items={ticket.attachments} onChanged={reload} onProblem={setProblem} />
      {problem && <Notice tone="error">{problem}</Notice>}
      <AttachmentDrop ticketId={ticket.id} onDone={reload} closed={!ticket.acts.some((act) => act !== 'urge')} />
    </div>
  )
}
