// What the units found, what was told to the citizen, or why it was refused.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Result } from '../../../src/contract/slips.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { formatDateTime } from '../kit/time.ts'

export function TicketResults({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  return (
    <>
      {ticket.mergedIntoId && (
        <p className="outcome">
          {t('slip.merged')} <Link to={`/phan-anh/${ticket.mergedIntoId}`}>{t('slip.openMerged')}</Link>
        </p>
      )}
      {ticket.refusal && (
        <section className="outcome" data-testid="refusal">
          <h2>{t('slip.refusal')}</h2>
          <p>{ticket.refusal.reason}</p>
          <p>{t('slip.guidance', { text: ticket.refusal.guidance })}</p>
        </section>
      )}
      {ticket.answer && (
        <section className="outcome" data-testid="answer">
          <h2>
            {t('slip.answer')} {ticket.publishedAt && <span className="muted">· {t('slip.published')}</span>}
          </h2>
          <p>{ticket.answer}</p>
        </section>
      )}
      {ticket.results.length > 0 && (
        <section className="outcome" data-testid="results">
          <h2>{t('slip.results')}</h2>
          {ticket.results.map((result) => (
            <article key={result.id} className="result">
              <p>
                <b>{result.unitName}</b> <span className="muted">{result.writtenBy}</span> <ResultState result={result} />
              </p>
              <p className="result-content">{result.content}</p>
            </article>
          ))}
        </section>
      )}
    </>
  )
}

function ResultState({ result }: { result: Result }) {
  const { t } = useTranslation()
  const { handedInAt, sentBackReason, approvedAt, checkedBy } = result
  if (sentBackReason) return <span className="result-state">{t('slip.sentBack', { why: sentBackReason })}</span>
  if (approvedAt && checkedBy) return <span className="result-state">{t('slip.approvedBy', { who: checkedBy, at: formatDateTime(approvedAt) })}</span>
  return <span className="result-state">{handedInAt ? t('slip.handedIn', { at: formatDateTime(handedInAt) }) : t('slip.draft')}</span>
}
