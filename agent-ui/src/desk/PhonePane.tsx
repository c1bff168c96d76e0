// The telephone as the agent's state has it: ringing, talking, writing up, waiting, away.
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepTrying } from '../api/keep-trying.ts'
import { Key } from '../kit/Key.tsx'
import { Notice } from '../kit/Notice.tsx'
import { AwayPane } from './AwayPane.tsx'
import { isRinging } from './call-standing.ts'
import type { Desk } from './desk.tsx'
import { RingingCall } from './RingingCall.tsx'
import { TalkingCall } from './TalkingCall.tsx'
import { askForNotices } from './useCallAlerts.ts'
import { Words } from './Words.tsx'
import { WrapUp } from './WrapUp.tsx'

const PhoneDialog = lazy(() => keepTrying(() => import('../account/PhoneDialog.tsx')))

export function PhonePane({ desk }: { desk: Desk }) {
  const { agent, link } = desk.state
  const connected = link === 'connected'
  const known = connected ? agent?.state : null
  if (known === 'on-call' || (desk.phone.call === 'talking' && known !== 'wrap-up')) return <TalkingCall desk={desk} />
  if (isRinging(desk)) return <RingingCall desk={desk} />
  if (!connected) return <AwayPane desk={desk} />
  if (agent?.state === 'wrap-up') return <WrapUp desk={desk} agent={agent} />
  return <NoCall desk={desk} />
}

function NoCall({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const { agent, offerEnded, telephony } = desk.state
  const [phoneOpen, setPhoneOpen] = useState(false)
  const ready = () => {
    askForNotices()
    void desk.act('agent:ready', {})
  }
  if (!agent) return <div className="no-call" />
  const state = agent.state
  const readyButton = (
    <Button type="primary" size="large" block onClick={ready} data-testid="set-ready-button" aria-keyshortcuts="F3">
      {t(state === 'not-responding' ? 'desk.readyAgain' : 'desk.setReady')} <Key>F3</Key>
    </Button>
  )
  return (
    <div className="no-call">
      {state === 'not-responding' && (
        <Notice tone="wait" testId="not-responding">
          {t('desk.notResponding')}
        </Notice>
      )}
      {state === 'ready' && !telephony && <Words title={t('desk.noTelephonyTitle')} text={t('desk.noTelephonyText')} />}
      {state === 'ready' && telephony && <Words title={t('desk.readyTitle')} text={desk.state.hotlineOpen ? t('desk.readyText') : t('desk.outOfHours')} />}
      {state === 'offline' && <Words title={t('desk.offlineTitle')} text={t('desk.offlineText')} />}
      {state === 'paused' && (
        <Words title={t('desk.pausedTitle', { reason: agent.pauseReason ? t(`pause.${agent.pauseReason}`) : '' })} text={t('desk.pausedText')} />
      )}
      {state !== 'ready' && readyButton}
      {offerEnded && (
        <p className="offer-ended" role="status" data-testid="offer-ended">
          {t(`desk.offer-${offerEnded}`)}
        </p>
      )}
      {desk.phone.fault === 'unsupported' && desk.usesBrowserPhone && <Notice tone="error">{t('desk.unsupported')}</Notice>}
      {state === 'ready' && telephony && !agent.phoneReachable && desk.usesBrowserPhone && desk.phone.link === 'reconnecting' && (
        <Notice tone="wait" testId="phone-reconnecting">
          {t('desk.phoneReconnecting')}
        </Notice>
      )}
      {state === 'ready' && telephony && agent.phoneReachable && desk.usesBrowserPhone && desk.phone.missing.length > 0 && (
        <Notice tone="wait" testId="phone-partly">
          {t('desk.phonePartly', { servers: desk.phone.missing.join(', ') })}
        </Notice>
      )}
      {state === 'ready' && telephony && !agent.phoneReachable && desk.phone.link !== 'reconnecting' && (
        <Notice
          tone="error"
          testId="no-phone"
          action={
            <Button size="small" onClick={() => setPhoneOpen(true)}>
              {t('desk.phoneSetup')}
            </Button>
          }
        >
          {t('desk.noPhone')}
        </Notice>
      )}
      <Suspense fallback={null}>{phoneOpen && <PhoneDialog onClose={() => setPhoneOpen(false)} />}</Suspense>
    </div>
  )
}
