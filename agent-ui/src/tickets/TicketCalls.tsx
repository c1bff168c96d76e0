import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { formatDateTime, formatDuration, formatTimeWithSeconds } from '../kit/time.ts'
import { CallRecording } from '../recordings/CallRecording.tsx'
import { hasRole, useMe } from '../session/session.tsx'
import { formatPercent, isPoorLine } from './line-quality.ts'

/** The calls of a petition, each with its recording. */
export function TicketCalls({ calls }: { calls: Ticket['calls'] }) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <section className="ticket-calls" aria-labelledby="ticket-calls-title">
      <h2 id="ticket-calls-title">{t('ticket.calls')}</h2>
      {calls.length === 0 && <p className="muted">{t('ticket.noCalls')}</p>}
      {calls.map((call) => (
        <div key={call.id} className="ticket-call" data-testid="ticket-call">
          <div className="call-head-row">
            <b>{formatDateTime(call.arrivedAt)}</b>
            <span className="muted">{call.outcome ? t(`outcome.${call.outcome}`) : ''}</span>
          </div>
          <p className="muted">
            {call.agentName ? t('ticket.callBy', { name: call.agentName }) : t('ticket.nobody')}
            {call.talkSeconds !== null && ` · ${formatDuration(call.talkSeconds)}`}
          </p>
          {call.branch && (
            <p className="muted" data-testid="ticket-call-branch">
              {t('ticket.branch', { branch: call.branch })}
            </p>
          )}
          {call.ratingAsked && (
            <p className="muted" data-testid="ticket-call-rating">
              {call.rating ? t('ticket.rated', { rating: t(`rating.${call.rating}`) }) : t('ticket.notRated')}
            </p>
          )}
          {call.disposition && (
            <p className="muted" data-testid="ticket-call-disposition">
              {t('ticket.disposition', { about: t(`disposition.${call.disposition}`) })}
            </p>
          )}
          {call.quality && (
            <p className="muted" data-testid="ticket-call-quality">
              {t(isPoorLine(call.quality) ? 'ticket.linePoor' : 'ticket.lineGood', { percent: formatPercent(call.quality.lossPercent) })}
            </p>
          )}
          {call.monitored.map(({ name, mode, at, seconds }) => (
            <p key={`${at} ${name}`} className="muted" data-testid="ticket-call-monitored">
              {t(`ticket.monitored.${mode}`, { name, at: formatTimeWithSeconds(at) })}
              {seconds !== null && ` · ${formatDuration(seconds)}`}
            </p>
          ))}
          {call.recording ? (
            <CallRecording recording={call.recording} {...(call.outcome === 'voicemail' ? { label: t('ticket.message') } : {})} />
          ) : (
            <p className="muted">{t('ticket.noRecording')}</p>
          )}
          {call.recording && call.agentName && call.outcome && hasRole(me, 'supervisor') && (
            <Link to={`/cham-diem/cuoc/${call.id}`} data-testid="ticket-call-score">
              {t('scoring.scoreCall')}
            </Link>
          )}
        </div>
      ))}
    </section>
  )
}
