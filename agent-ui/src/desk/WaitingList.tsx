// Who waits, each with a running time: the first ones to be served, and how many come after them; null while the server, who knows, is away.
import { useTranslation } from 'react-i18next'
import type { WaitingCall } from '../../../src/contract/calls.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { formatDuration, useNow } from '../kit/time.ts'
import { QueueMarks } from './QueueMarks.tsx'

export function WaitingList({ waiting, length }: { waiting: readonly WaitingCall[] | null; length: number }) {
  const { t } = useTranslation()
  const now = useNow()
  const age = (call: WaitingCall) => formatDuration((now - Date.parse(call.queuedAt)) / 1000)
  const first = waiting?.[0]
  return (
    <div className="waiting" data-testid="waiting-list">
      <div className="pane-head">
        <h2>
          {t('desk.waiting')}{' '}
          <span className="count" data-testid="waiting-count">
            {waiting ? Math.max(length, waiting.length) : '–'}
          </span>
        </h2>
        {first && <span>{t('desk.longest', { time: age(first) })}</span>}
      </div>
      {!waiting ? (
        <div className="empty">
          <b>{t('desk.waitingUnknown')}</b>
          <p>{t('desk.waitingUnknownText')}</p>
        </div>
      ) : waiting.length === 0 ? (
        <div className="empty">
          <b>{t('desk.nobodyWaiting')}</b>
          <p>{t('desk.nobodyWaitingText')}</p>
        </div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        <ol className="waiting-rows" tabIndex={0} aria-label={t('desk.waiting')}>
          {waiting.map((call, place) => (
            <li key={call.callId}>
              <span className="waiting-place">{place + 1}</span>
              <span className="waiting-who">
                <b>{formatPhone(call.callerNumber) || t('desk.noNumber')}</b>
                <span>{call.callerName ?? t('desk.unknownCaller')}</span>
                <QueueMarks call={call} now={now} />
              </span>
              <span className="waiting-age">{age(call)}</span>
            </li>
          ))}
          {length > waiting.length && (
            <li className="waiting-more" data-testid="waiting-more">
              {t('board.moreWaiting', { count: length - waiting.length })}
            </li>
          )}
        </ol>
      )}
    </div>
  )
}
