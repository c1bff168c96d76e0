import { useTranslation } from 'react-i18next'
import type { DirectoryEvent } from '../../../src/contract/directory.ts'
import { formatDateTime } from '../kit/time.ts'

/** Lịch sử of a unit or a person, newest first: what, from what to what, who, when. */
export function DirectoryHistory({ events }: { events: DirectoryEvent[] }) {
  const { t } = useTranslation()
  return (
    <section className="record-part" aria-labelledby="directory-history">
      <h2 id="directory-history">
        {t('directory.history')} <span className="count">{events.length}</span>
      </h2>
      {events.length === 0 ? (
        <p className="muted">{t('directory.noHistory')}</p>
      ) : (
        <ol className="directory-history" data-testid="directory-history">
          {events.map((event) => (
            <li key={event.id}>
              <span className="history-what">
                <b>
                  {event.action}
                  {event.field && ` ${event.field.toLocaleLowerCase('vi')}`}
                </b>
                {event.field ? (
                  <span>
                    <s>{event.oldValue ?? t('directory.empty')}</s> <span aria-hidden="true">→</span> {event.newValue ?? t('directory.empty')}
                  </span>
                ) : (
                  (event.newValue ?? event.oldValue) && <span>{event.newValue ?? event.oldValue}</span>
                )}
              </span>
              <span className="muted">
                {formatDateTime(event.at)} · {event.actor}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
