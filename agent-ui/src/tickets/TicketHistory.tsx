import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { formatDateTime } from '../kit/time.ts'

/** Lịch sử: who, when, what, old value, new value; the system is an actor too. */
export function TicketHistory({ history }: { history: Ticket['history'] }) {
  const { t } = useTranslation()
  return (
    <section className="ticket-history" aria-labelledby="ticket-history-title">
      <h2 id="ticket-history-title">
        {t('ticket.history')} <span className="count">{history.length}</span>
      </h2>
      {history.length === 0 ? (
        <p className="muted">{t('ticket.noHistory')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard
        <section className="table-scroll" tabIndex={0} aria-label={t('ticket.history')}>
          <table className="table history-table" data-testid="ticket-history">
            <thead>
              <tr>
                <th scope="col">{t('ticket.when')}</th>
                <th scope="col">{t('ticket.who')}</th>
                <th scope="col">{t('ticket.action')}</th>
                <th scope="col">{t('ticket.field')}</th>
                <th scope="col">{t('ticket.old')}</th>
                <th scope="col">{t('ticket.new')}</th>
              </tr>
            </thead>
            <tbody>
              {history.map((entry) => (
                <tr key={entry.id}>
                  <td className="nowrap">{formatDateTime(entry.at)}</td>
                  <td>{entry.actor}</td>
                  <td>{entry.action}</td>
                  <td>{entry.field ?? ''}</td>
                  <td>{entry.oldValue ?? ''}</td>
                  <td>{entry.newValue ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
