// Writing up after the call: time used, time left, what the call was about, one minute more, or done.
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgentView } from '../../../src/contract/calls.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Key } from '../kit/Key.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDuration, formatTime, useNow } from '../kit/time.ts'
import { CallHead } from './CallHead.tsx'
import { callOut } from './call-actions.ts'
import { callToDescribe, isUnreached } from './call-standing.ts'
import { isPassedOn } from './consult-standing.ts'
import { DispositionPicker } from './DispositionPicker.tsx'
import type { Desk } from './desk.tsx'
import { useDisposition } from './disposition.ts'

export function WrapUp({ desk, agent }: { desk: Desk; agent: AgentView }) {
  const { t } = useTranslation()
  const call = desk.pop?.call
  const passedOn = isPassedOn(call, agent.agentId)
  const unreached = isUnreached(call)
  const about = callToDescribe(desk, agent)
  return (
    <div className="wrapup pane-pad" data-testid="wrapup">
      <CallHead pop={desk.pop} title={t(unreached ? 'dial.title' : passedOn ? 'desk.passedOn' : 'desk.ended')} />
      {call && unreached && (
        <Notice tone="wait" testId="dial-outcome">
          <b data-outcome={call.outcome ?? ''}>{call.outcome ? t(`outcome.${call.outcome}`) : ''}</b>.{' '}
          {call.booked?.again ? t('booked.again', { time: formatTime(call.booked.again) }) : t(call.booked ? 'booked.over' : 'dial.notDone')}
        </Notice>
      )}
      <TimeLeft agent={agent} />
      {agent.next && !agent.setBy && (
        <Notice tone="info" testId="wrapup-then">
          {t(`desk.then.${agent.next}`)}
        </Notice>
      )}
      <DialAgain desk={desk} />
      {about ? <About desk={desk} callId={about} /> : <Actions desk={desk} finish={() => desk.act('wrapup:finish', {})} />}
    </div>
  )
}

/** A citizen who was called out is called once more. */
function DialAgain({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const call = desk.pop?.call
  if (call?.direction !== 'out' || call.status !== 'ended' || !call.callerNumber) return null
  const { callerNumber, aboutTicket, ticketId } = call
  return (
    <Button block className="transfer-button" onClick={() => void callOut(desk, callerNumber, aboutTicket ? { ticketId } : {})} data-testid="dial-again">
      <Icon name="phone-out" /> <span>{t('dial.again')}</span>
    </Button>
  )
}

function TimeLeft({ agent }: { agent: AgentView }) {
  const { t } = useTranslation()
  const now = useNow()
  const used = (now - Date.parse(agent.since)) / 1000
  const left = agent.dueAt ? (Date.parse(agent.dueAt) - now) / 1000 : null
  const share = left !== null && used + left > 0 ? Math.max(0, left) / (used + Math.max(0, left)) : 0
  return (
    <>
      <div className="wrapup-times">
        <span className="wrapup-used">{t('desk.wrapup')}</span>
        <span className="wrapup-left" data-testid="wrapup-left" role="timer">
          {left === null
            ? formatDuration(used)
            : left >= 0
              ? t('desk.wrapupLeft', { time: formatDuration(Math.ceil(left)) })
              : t('desk.wrapupOver', { time: formatDuration(-left) })}
        </span>
      </div>
      {left !== null && (
        <div className="wrapup-bar" aria-hidden="true">
          <div style={{ width: `${share * 100}%` }} />
        </div>
      )}
    </>
  )
}

/** What it was about; who ends the wrap-up himself takes what is suggested with it. */
function About({ desk, callId }: { desk: Desk; callId: string }) {
  const { t } = useTranslation()
  const choice = useDisposition(desk, callId)
  const [missing, setMissing] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const finish = async () => {
    const view = await choice.known()
    if (view && view.disposition === null) {
      if (view.suggested) await choice.choose(view.suggested)
      else if (view.required) {
        setMissing(true)
        box.current?.querySelector<HTMLButtonElement>('[role="radio"][tabindex="0"]')?.focus()
        return
      }
    }
    await desk.act('wrapup:finish', {})
  }
  return (
    <div ref={box}>
      <DispositionPicker choice={choice} online={desk.state.link === 'connected'} />
      {missing && (choice.view?.disposition ?? null) === null && (
        <p className="disposition-missing" role="alert" data-testid="disposition-missing">
          {t('disposition.missing')}
        </p>
      )}
      <Actions desk={desk} finish={finish} />
    </div>
  )
}

function Actions({ desk, finish }: { desk: Desk; finish: () => Promise<unknown> }) {
  const { t } = useTranslation()
  return (
    <div className="wrapup-actions">
      <Button onClick={() => void desk.act('wrapup:extend', {})} data-testid="wrapup-extend" aria-keyshortcuts="Alt+M">
        {t('desk.addMinute')} <Key>Alt M</Key>
      </Button>
      <Button onClick={() => void finish()} data-testid="wrapup-finish" aria-keyshortcuts="F3">
        {t(desk.state.agent?.next ? `desk.finishThen.${desk.state.agent.next}` : 'desk.finish')} <Key>F3</Key>
      </Button>
    </div>
  )
}
