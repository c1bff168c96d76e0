// No call here and no server: what is known, what still works, and nothing about a state that nobody knows.
import { useTranslation } from 'react-i18next'
import { formatTimeWithSeconds } from '../kit/time.ts'
import type { Desk } from './desk.tsx'
import { Words } from './Words.tsx'

export function AwayPane({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const { link, awaySince } = desk.state
  if (link === 'connecting' || link === 'connected') return <div className="no-call" />
  const registered = desk.phone.link === 'registered'
  const phoneWords = desk.usesBrowserPhone ? (registered ? 'desk.awayPhoneOk' : 'desk.awayPhoneLost') : 'desk.awayDeskPhone'
  return (
    <div className="no-call" data-testid="away">
      <Words title={t(link === 'standby' ? 'desk.standbyTitle' : 'desk.awayTitle')} text={t(phoneWords)} />
      {awaySince && <p className="away-since">{t('desk.awaySince', { time: formatTimeWithSeconds(awaySince) })}</p>}
    </div>
  )
}
