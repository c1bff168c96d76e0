// A caller rings: who it is, one big button, and how long until somebody else gets the call.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../src/contract/calls.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Key } from '../kit/Key.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDuration, formatTime, useNow } from '../kit/time.ts'
import { CallHead } from './CallHead.tsx'
import { AskedAbout } from './ConsultPane.tsx'
import { answer, canAnswer, decline } from './call-actions.ts'
import { partIn, partyName } from './consult-standing.ts'
import type { Desk } from './desk.tsx'

export function RingingCall({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const { pop } = desk
  const { call, fault } = desk.phone
  const local = pop?.local ?? desk.state.link !== 'connected'
  const waitsSince = pop?.call.booked?.since ?? pop?.call.queuedAt
  const waitedSeconds = waitsSince && desk.state.agent ? (Date.parse(desk.state.agent.since) - Date.parse(waitsSince)) / 1000 : 0
  const back = pop?.call.consultEnded
  const asked = partIn(pop?.call, desk.state.agent?.agentId) === 'second'
  const again = pop?.call.again === true
  const cameBack = back?.number && back.by === desk.state.agent?.agentId ? back : null
  const title = again
    ? t('desk.again')
    : cameBack
      ? t('desk.backFrom')
      : pop?.call.booked
        ? t('booked.incoming')
        : asked
          ? t('consult.incoming', { name: pop?.call.with?.name ?? t('desk.anotherOperator') })
          : t('desk.incoming')
  const word = call === 'answering' ? t('desk.answering') : canAnswer(desk) ? t('desk.answer') : t('desk.waitingPhone')
  return (
    <div className="ringing">
      <div className="ringing-head" role="status">
        <CallHead pop={pop} title={title} />
      </div>
      <div className="pane-pad">
        {!local && (
          <dl className="facts-narrow">
            <dt>{t('desk.caller')}</dt>
            <dd>{pop?.caller ? callerWords() : t('caller.looking')}</dd>
            {pop?.call.before && (
              <>
                <dt>{t('desk.before')}</dt>
                <dd data-testid="call-before">{pop.call.before.name ?? t('desk.anotherOperator')}</dd>
              </>
            )}
            <dt>{t('desk.waited')}</dt>
            <dd>{waitedSeconds >= 1 ? t('desk.waitedInQueue', { time: formatDuration(waitedSeconds) }) : t('desk.noWait')}</dd>
          </dl>
        )}
        {again && (
          <p className="ringing-again" data-testid="again">
            {t(desk.usesBrowserPhone ? 'desk.againText' : 'desk.againDeskPhone')}
          </p>
        )}
        {cameBack && (
          <Notice tone="wait" testId="call-back-from">
            {t(`outcome.${endOf(cameBack.reason)}`)}: {partyName(cameBack)}
          </Notice>
        )}
        {pop?.call.booked && (
          <p className="dial-note" data-testid="booked-note">
            {t('booked.text', { time: formatTime(pop.call.booked.since) })}
          </p>
        )}
        {asked && <AskedAbout desk={desk} />}
        {fault === 'microphone' && <Notice tone="error">{t('desk.micFault')}</Notice>}
        {desk.usesBrowserPhone ? (
          <Button
            type="primary"
            block
            className="answer-button"
            onClick={() => answer(desk)}
            disabled={!canAnswer(desk)}
            data-testid="answer"
            aria-keyshortcuts="F2"
          >
            <Icon name="phone" size={18} /> <span className="answer-word">{word}</span> <Key>F2</Key>
          </Button>
        ) : (
          <p className="lift-phone">{t('desk.liftDeskPhone')}</p>
        )}
        <PassesOn desk={desk} known={!local} asked={asked} />
      </div>
    </div>
  )

  function callerWords(): string {
    const caller = pop?.caller
    if (!caller || caller.knowledge === 'unknown') return t('caller.unknown')
    return t(caller.knowledge === 'known' ? 'caller.knownTimes' : 'caller.maybeTimes', { count: caller.callCount })
  }
}

/** Why a number outside was not reached, as an outcome has its word. */
function endOf(reason: NonNullable<CallView['consultEnded']>['reason']) {
  switch (reason) {
    case 'busy':
    case 'refused':
    case 'unreachable':
    case 'wrong-number':
      return reason
    default:
      return 'no-answer'
  }
}

/** Until when it rings here; only the server's own rings have a time that is known. */
function PassesOn({ desk, known, asked }: { desk: Desk; known: boolean; asked: boolean }) {
  const { t } = useTranslation()
  const now = useNow(250)
  const { agent, ringSeconds } = desk.state
  const leftMs = known && agent?.dueAt ? Math.max(0, Date.parse(agent.dueAt) - now) : null
  const share = leftMs !== null && ringSeconds > 0 ? Math.min(1, leftMs / (ringSeconds * 1000)) : null
  return (
    <>
      {share !== null && (
        <div className="ring-bar" aria-hidden="true">
          <div style={{ width: `${(1 - share) * 100}%` }} />
        </div>
      )}
      <div className="passes-on">
        {leftMs === null ? (
          <span>{known ? '' : t('desk.passesOnSometime')}</span>
        ) : (
          <span>
            {t(asked ? 'consult.ringsFor' : 'desk.passesOn')} <b>{t('desk.seconds', { count: Math.ceil(leftMs / 1000) })}</b>
          </span>
        )}
        <Button type="link" size="small" onClick={() => void decline(desk)} data-testid="decline" aria-keyshortcuts="F4">
          {t('desk.decline')}
        </Button>
      </div>
    </>
  )
}
