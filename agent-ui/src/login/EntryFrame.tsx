// Green side with what the service says today, white side with one task.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Mark } from '../glyphs/Mark.tsx'
import { formatWeekdayDate } from '../kit/time.ts'
import { hoursInWords } from './hours-words.ts'
import { useServiceStatus } from './service-status.ts'

export function EntryFrame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation()
  const { data: status, error } = useServiceStatus()
  return (
    <div className="entry">
      <aside className="entry-side">
        <Mark width={104} />
        <p className="entry-name">{t('app.title')}</p>
        <p className="entry-service">{t('app.service')}</p>
        <dl className="entry-notices">
          {status && (
            <>
              <div>
                <dt>{t('login.hours')}</dt>
                <dd>{hoursInWords(status.hours, t, i18n.language)}</dd>
              </div>
              <div>
                <dt>{t('login.today')}</dt>
                <dd>
                  {formatWeekdayDate(status.serverTime)} · {t(status.hotlineOpen ? 'login.inHours' : 'login.outOfHours')}
                </dd>
              </div>
            </>
          )}
          {(status || error) && (
            <div>
              <dt>{t('login.telephony')}</dt>
              <dd>{status ? t(status.telephony ? 'login.telephonyUp' : 'login.telephonyDown') : t('login.noStatus')}</dd>
            </div>
          )}
        </dl>
      </aside>
      <main className="entry-main">
        <div className="entry-box">{children}</div>
      </main>
    </div>
  )
}
