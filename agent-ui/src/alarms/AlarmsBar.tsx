// What does not work at present, under the top bar: stays as long as it is so, several below each other.
import { useTranslation } from 'react-i18next'
import { Icon } from '../glyphs/icons.tsx'
import { formatDayMonth, formatTime, useNow } from '../kit/time.ts'
import { hasRole, useMe } from '../session/session.tsx'
import { useAlarms } from './useAlarms.ts'

export function AlarmsBar() {
  const { t } = useTranslation()
  const alarms = useAlarms()
  const keeper = hasRole(useMe(), 'supervisor', 'administrator')
  const now = useNow(60_000)
  if (alarms.length === 0) return null
  const since = (raisedAt: string) => {
    const sameDay = formatDayMonth(raisedAt) === formatDayMonth(now)
    return t('alarm.since', { time: sameDay ? formatTime(raisedAt) : `${formatTime(raisedAt)} ${formatDayMonth(raisedAt)}` })
  }
  return (
    <section className="alarms" aria-label={t('alarm.title')} aria-live="polite" data-testid="alarms">
      <ul>
        {alarms.map(({ code, detail, raisedAt }) => (
          <li key={code} data-testid="alarm" data-code={code}>
            <Icon name="bell" size={14} />
            <b>{t(`alarm.${isPartly(code, detail) ? 'asterisk-partly' : code}`)}</b>
            <span className="alarm-more">
              {keeper ? detail : isPartly(code, detail) ? t('alarm.desk-asterisk-partly', { servers: detail }) : t(`alarm.desk-${deskCode(code)}`)}
            </span>
            <span className="alarm-since">{since(raisedAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One of several servers is named; the only one has no name to tell. */
const isPartly = (code: string, detail: string): boolean => code === 'asterisk-away' && detail !== ''

/** Operators are told what it means for their work, not the address of a server. */
function deskCode(code: string) {
  return code === 'asterisk-away' || code === 'database-away' || code === 'recordings-full' ? code : 'recording-failed'
}
