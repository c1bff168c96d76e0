// One petition of the caller: code, state, title, who has it.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { TicketSummary } from '../../../src/contract/tickets.ts'
import { Glyph } from '../glyphs/Glyph.tsx'

export function TicketLine({ ticket, children }: { ticket: TicketSummary; children?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className="ticket-line" data-testid="caller-ticket" data-ticket-id={ticket.id}>
      <div className="call-head-row">
        <Link to={`/phan-anh/${ticket.id}`}>{ticket.code ?? t('tickets.noCode')}</Link>
        <span className="status">
          <Glyph shape={`status-${ticket.status}`} size={13} /> {t(`status.${ticket.status}`)}
        </span>
      </div>
      <div>{ticket.title || t('tickets.noTitle')}</div>
      <small className="muted">{ticket.handlerName ?? t(`step.${ticket.step}`)}</small>
      {children}
    </div>
  )
}
