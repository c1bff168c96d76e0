// A call with two operators, in words: who hears whom, and what can be done now.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../src/contract/calls.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Key } from '../kit/Key.tsx'
import { whyNoHold } from './call-actions.ts'
import { partIn, partyName } from './consult-standing.ts'
import type { Desk } from './desk.tsx'
import { completeConsult } from './transfer-actions.ts'

export function ConsultPane({ desk, consult }: { desk: Desk; consult: NonNullable<CallView['consult']> }) {
  const { t } = useTranslation()
  const call = desk.pop?.call
  if (!call) return null
  const other = t('desk.anotherOperator')
  if (partIn(call, desk.state.agent?.agentId) === 'second')
    return (
      <div className="consult" role="status" data-testid="consult" data-part="second" data-state={consult.state}>
        <p>{t(consult.state === 'conference' ? 'consult.conference' : 'consult.askedBy', { name: call.with?.name ?? other })}</p>
        <AskedAbout desk={desk} />
      </div>
    )
  const name = partyName(consult) ?? other
  const blocked = whyNoHold(desk) !== null
  return (
    <div className="consult" data-testid="consult" data-part="first" data-state={consult.state}>
      <p role="status">{t(`consult.${consult.state}`, { name })}</p>
      <Button
        type="primary"
        block
        disabled={blocked || consult.state === 'ringing'}
        onClick={() => void completeConsult(desk)}
        aria-keyshortcuts="F6"
        data-testid="consult-complete"
      >
        <Icon name="call-on" /> <span>{t(consult.state === 'conference' ? 'consult.leaveTo' : 'consult.complete')}</span> <Key>F6</Key>
      </Button>
      {consult.state === 'conference' ? (
        <Button block disabled={blocked} onClick={() => void desk.act('call:consult-cancel', { callId: call.callId })} data-testid="consult-cancel">
          <Icon name="back" /> <span>{t('consult.letGo')}</span>
        </Button>
      ) : (
        <Button
          block
          disabled={blocked || consult.state === 'ringing'}
          onClick={() => void desk.act('call:conference', { callId: call.callId })}
          aria-keyshortcuts="F7"
          data-testid="conference"
        >
          <Icon name="plus" /> <span>{t('consult.three')}</span> <Key>F7</Key>
        </Button>
      )}
    </div>
  )
}

/** What the first operator has written so far, to be read: the form comes with the caller. */
export function AskedAbout({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const form = desk.pop?.draft.form
  const words = [form?.title, form?.content].filter(Boolean).join('. ')
  return words ? (
    <p className="consult-words" data-testid="consult-words">
      <b>{t('consult.words')}</b> {words}
    </p>
  ) : null
}
