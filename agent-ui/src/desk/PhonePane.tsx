// The telephone as the agent's state has it: ringing, talking, writing up, waiting, away.
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../kit/Notice.tsx'
import { isRinging } from './call-standing.ts'
import type { Desk } from './desk.tsx'
import { RingingCall } from './RingingCall.tsx'
import { TalkingCall } from './TalkingCall.tsx'
import { askForNotices } from './useCallAlerts.ts'
import { WrapUp } from './WrapUp.tsx'

const PhoneDialog = lazy(() => import('../account/PhoneDialog.tsx'))

export function PhonePane({ desk }: { desk: Desk }) {
  const { agent } = desk.state
  if (agent?.state === 'on-call' || (desk.phone.call === 'talking' && agent?.state !== 'wrap-up')) return <TalkingCall desk={desk} />
  if (isRinging(desk)) return <RingingCall desk={desk} />
  if (agent?.state === 'wrap-up') return <WrapUp desk={desk} agent={agent} />
  return <NoCall desk={desk} />
}

function NoCall({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const { agent, offerEnded, link } = desk.state
  const [phoneOpen, setPhoneOpen] = useState(false)
  const ready = () => {
    askForNotices()
    void desk.act('agent:ready', {})
  }
  if (!agent) return <div className="no-call" />
  const state = agent.state
  const blocked = link !== 'connected'
  const readyButton = (
    <Button type="primary" size="large" block onClick={ready} disabled={blocked} data-testid="set-ready-button">
      {t(state === 'not-responding' ? 'desk.readyAgain' : 'desk.setReady')}
    </Button>
  )
  return (
    <div className="no-call">
      {state === 'not-responding' && (
        <Notice tone="wait" testId="not-responding">
          {t('desk.notResponding')}
        </Notice>
      )}
      {state === 'ready' && <Words title={t('desk.readyTitle')} text={desk.state.hotlineOpen ? t('desk.readyText') : t('desk.outOfHours')} />}
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
      {state === 'ready' && !agent.phoneReachable && (
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

function Words({ title, text }: { title: string; text: string }) {
  return (
    <div className="no-call-words">
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  )
}
