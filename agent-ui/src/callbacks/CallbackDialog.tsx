// Cần gọi lại: numbers that were lost, the longest waiting first; who called one back says so here.
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { CallbackTask } from '../../../src/contract/callbacks.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { api, messageOf } from '../api/client.ts'
import type { Fetched } from '../api/useFetch.ts'
import { callOut } from '../desk/call-actions.ts'
import type { Desk } from '../desk/desk.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDayMonth, formatTime, useNow } from '../kit/time.ts'
import { isMissed } from './missed-callbacks.ts'

interface Props {
  list: Fetched<CallbackTask[]>
  desk: Desk
  onClose: () => void
}

export function CallbackDialog({ list, desk, onClose }: Props) {
  const navigate = useNavigate()
  // Without the server nothing can be noted, and nobody called.
  const online = desk.state.link === 'connected'
  const { t } = useTranslation()
  const [problem, setProblem] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState<string | null>(null)
  const done = async (task: CallbackTask) => {
    setBusy(task.id)
    setProblem(null)
    try {
      await api('callbackDone', { params: { id: task.id } })
    } catch (error) {
      setProblem(`${formatPhone(task.number)}: ${messageOf(error)}`)
    }
    setBusy(null)
    list.reload()
  }
  const call = async (task: CallbackTask) => {
    const { id, number, ticketId } = task
    setBusy(`call ${id}`)
    setTried(true)
    const done = await callOut(desk, number, { callbackId: id, ...(ticketId ? { ticketId } : {}) })
    setBusy(null)
    if (!done) return
    onClose()
    void navigate('/')
  }
  const tasks = list.data
  return (
    <Modal open title={t('callback.title')} footer={null} onCancel={onClose} width={760} className="list-dialog" data-testid="callbacks-dialog">
      {!online && <Notice tone="info">{t('callback.offline')}</Notice>}
      {tried && desk.notice && (
        <Notice tone="error" testId="callback-notice">
          {desk.notice}
        </Notice>
      )}
      {problem && (
        <Notice tone="error" testId="callback-problem">
          {problem}
        </Notice>
      )}
      {list.error && !tasks && <Notice tone="error">{list.error.message}</Notice>}
      {tasks?.length === 0 && (
        <div className="empty">
          <b>{t('callback.emptyTitle')}</b>
          <p>{t('callback.emptyText')}</p>
        </div>
      )}
      <ul className="tasks">
        {tasks?.map((task) => (
          <li key={task.id} data-testid="callback" data-number={task.number}>
            <When at={task.createdAt} />
            <div className="task-who">
              <span className="task-number">
                {formatPhone(task.number)} <CopyButton text={formatPhone(task.number)} label={t('callback.copyNumber')} />
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
                onClick={() => void call(task)}
                loading={busy === `call ${task.id}`}
                disabled={!online || busy !== null}
                aria-label={t('dial.callNumber', { number: formatPhone(task.number) })}
                data-testid="callback-call"
              >
                <Icon name="phone-out" size={14} /> {t('dial.call')}
              </Button>
              <Button onClick={() => void done(task)} loading={busy === task.id} disabled={!online} data-testid="callback-done">
                <Icon name="check" size={14} /> {t('callback.done')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Modal>
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
