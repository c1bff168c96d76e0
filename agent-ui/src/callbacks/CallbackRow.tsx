// One number to call back: since when, who, why, until when.
import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CallbackTask } from '../../../src/contract/callbacks.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { Icon } from '../glyphs/icons.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { formatDayMonth, formatTime, useNow } from '../kit/time.ts'
import { isMissed } from './missed-callbacks.ts'

interface Props {
  task: CallbackTask
  online: boolean
  busy: boolean
  /** This number is being called; one is, or something else is under way. */
  calling: boolean
  waits: boolean
  onCall: () => void
  onDone: () => void
  onClose: () => void
  /** With others it can be chosen. */
  chosen?: boolean
  onChoose?: (on: boolean) => void
}

export function CallbackRow({ task, online, busy, calling, waits, onCall, onDone, onClose, chosen = false, onChoose }: Props) {
  const { t } = useTranslation()
  const number = formatPhone(task.number)
  return (
    <li data-testid="callback" data-number={task.number}>
      {onChoose && (
        <Checkbox
          className="task-choose"
          checked={chosen}
          onChange={({ target }) => onChoose(target.checked)}
          disabled={!online}
          aria-label={t('callback.select', { number })}
          data-testid="callback-choose"
        />
      )}
      <When at={task.createdAt} />
      <div className="task-who">
        <span className="task-number">
          {number} <CopyButton text={number} label={t('callback.copyNumber')} />
        </span>
        <span>{task.callerName ?? t('callback.unknown')}</span>
      </div>
      <div className="task-why">
        <b>{t(`callback.${task.reason}`)}</b>
        <Target task={task} />
        {task.lastAttempt && (
          <span className="task-attempts" data-testid="callback-attempts">
            {t('dial.attempts', { count: task.attempts })},{' '}
            {t('dial.lastAttempt', { at: formatTime(task.lastAttempt.at), outcome: t(`outcome.${task.lastAttempt.outcome}`).toLowerCase() })}
          </span>
        )}
        {task.ticketId && (
          <Link to={`/phan-anh/${task.ticketId}`} onClick={onClose} data-testid="callback-ticket">
            {t('callback.ticket')}
          </Link>
        )}
      </div>
      <div className="task-acts">
        <Button
          type="primary"
          onClick={onCall}
          loading={calling}
          disabled={!online || waits}
          aria-label={t('dial.callNumber', { number })}
          data-testid="callback-call"
        >
          <Icon name="phone-out" size={14} /> {t('dial.call')}
        </Button>
        <Button onClick={onDone} loading={busy} disabled={!online} data-testid="callback-done">
          <Icon name="check" size={14} /> {t('callback.done')}
        </Button>
      </div>
    </li>
  )
}

function Target({ task }: { task: CallbackTask }) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  if (task.dueAt === null) return null
  const missed = isMissed(task, now)
  const day = formatDayMonth(task.dueAt)
  const at = day === formatDayMonth(now) ? formatTime(task.dueAt) : `${formatTime(task.dueAt)} ${day}`
  return (
    <span className={missed ? 'task-target task-missed' : 'task-target'} data-testid="callback-target" data-missed={missed}>
      {t(missed ? 'callback.targetMissed' : 'callback.target', { at })}
    </span>
  )
}

function When({ at }: { at: string }) {
  const now = useNow(60_000)
  const day = formatDayMonth(at)
  return (
    <div className="task-when">
      <b>{formatTime(at)}</b>
      {day !== formatDayMonth(now) && <span>{day}</span>}
    </div>
  )
}
