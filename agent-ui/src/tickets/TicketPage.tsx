// One petition on one page: what was said, its facts, its calls with recordings, its history.
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { api, messageOf } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { useMaybeDesk } from '../desk/desk.tsx'
import { Glyph } from '../glyphs/Glyph.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { ProgressWord } from './ProgressWord.tsx'
import { TicketCalls } from './TicketCalls.tsx'
import { TicketFacts } from './TicketFacts.tsx'
import { TicketHistory } from './TicketHistory.tsx'

export default function TicketPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const ticket = useFetch(id, (signal) => api('ticket', { params: { id }, signal }))
  return (
    <main className="ticket-page">
      <div className="ticket-head">
        <Link to="/phan-anh" className="back-link">
          <Icon name="back" size={14} /> <span>{t('ticket.back')}</span>
        </Link>
        {ticket.data && <Head ticket={ticket.data} />}
      </div>
      {ticket.error && (
        <div className="empty">
          <b>
            <Icon name="warning" /> {t('error.ticketTitle')}
          </b>
          <p>{ticket.error.message}</p>
          <Button onClick={ticket.reload}>
            <Icon name="refresh" /> {t('action.reload')}
          </Button>
        </div>
      )}
      {!ticket.data && !ticket.error && <Skeleton className="ticket-loading" active paragraph={{ rows: 8 }} />}
      {ticket.data && <Body ticket={ticket.data} />}
    </main>
  )
}

function Head({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const desk = useMaybeDesk()
  const navigate = useNavigate()
  const goOn = () => {
    desk?.bench.open(ticket.id).then(
      () => navigate('/'),
      (error: unknown) => desk.setNotice(messageOf(error)),
    )
  }
  return (
    <>
      <div className="ticket-title">
        <h1>{ticket.form.title || t('tickets.noTitle')}</h1>
        <span className="ticket-code" data-testid="ticket-code">
          {ticket.code ?? t('tickets.noCode')}
        </span>
        {ticket.code && <CopyButton text={ticket.code} label={t('ticket.copyCode')} />}
      </div>
      {ticket.status === 'draft' && desk && (
        <Button type="primary" onClick={goOn} data-testid="continue-draft">
          <Icon name="edit" size={14} /> {t('ticket.continue')}
        </Button>
      )}
    </>
  )
}

function Body({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  return (
    <div className="ticket-columns">
      <aside className="ticket-side">
        <div className="ticket-state">
          <span className="muted">{t('tickets.status')}</span>
          <span className="status status-large" data-testid="ticket-status" data-status={ticket.status}>
            <Glyph shape={`status-${ticket.status}`} /> {t(`status.${ticket.status}`)}
          </span>
          <span className="muted">{t('tickets.step')}</span>
          <span>{t(`step.${ticket.step}`)}</span>
          <span className="muted">{t('tickets.progress')}</span>
          <ProgressWord progress={ticket.progress} />
        </div>
        <TicketCalls calls={ticket.calls} />
      </aside>
      <div className="ticket-main">
        <p className={ticket.form.content ? 'ticket-content' : 'ticket-content muted'}>{ticket.form.content || t('ticket.noContent')}</p>
        <TicketFacts ticket={ticket} />
        <TicketHistory history={ticket.history} />
      </div>
    </div>
  )
}
