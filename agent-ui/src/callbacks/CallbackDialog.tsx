// Cần gọi lại: numbers that were lost, the longest waiting first; who called one or several back says so here.
import { Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { CallbackTask } from '../../../src/contract/callbacks.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { api, messageOf } from '../api/client.ts'
import type { Fetched } from '../api/useFetch.ts'
import { callOut } from '../desk/call-actions.ts'
import type { Desk } from '../desk/desk.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { Notice } from '../kit/Notice.tsx'
import { CallbackRow } from './CallbackRow.tsx'
import { CalledAgain } from './CalledAgain.tsx'

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
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const tasks = list.data
  // What somebody else did meanwhile is not chosen any more.
  const picked = (tasks ?? []).filter(({ id }) => chosen.has(id)).map(({ id }) => id)
  const work = async (what: string, act: () => Promise<void>, about = '') => {
    setBusy(what)
    setProblem(null)
    await act().catch((error: unknown) => setProblem(`${about}${messageOf(error)}`))
    setBusy(null)
    list.reload()
  }
  const done = (task: CallbackTask) => work(task.id, () => api('callbackDone', { params: { id: task.id } }), `${formatPhone(task.number)}: `)
  const doneAll = () =>
    work('all', async () => {
      const { taken } = await api('callbacksDone', { body: { ids: picked } })
      setChosen(new Set())
      if (taken.length > 0) setProblem(t('callback.someTaken', { count: taken.length }))
    })
  const choose = (id: string, on: boolean) => setChosen((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)))
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
      {tasks && tasks.length > 1 && (
        <div className="tasks-bar">
          <Checkbox
            checked={picked.length === tasks.length}
            indeterminate={picked.length > 0 && picked.length < tasks.length}
            onChange={({ target }) => setChosen(new Set(target.checked ? tasks.map(({ id }) => id) : []))}
            disabled={!online}
            data-testid="callbacks-all"
          >
            {t('callback.all')}
          </Checkbox>
          <Button onClick={() => void doneAll()} disabled={!online || picked.length === 0} loading={busy === 'all'} data-testid="callbacks-done">
            <Icon name="check" size={14} /> {picked.length > 0 ? t('callback.doneMany', { count: picked.length }) : t('callback.doneSelected')}
          </Button>
        </div>
      )}
      <ul className={tasks && tasks.length > 1 ? 'tasks tasks-chosen' : 'tasks'}>
        {tasks?.map((task) => (
          <CallbackRow
            key={task.id}
            task={task}
            online={online}
            busy={busy === task.id}
            calling={busy === `call ${task.id}`}
            waits={busy !== null}
            onCall={() => void call(task)}
            onDone={() => void done(task)}
            onClose={onClose}
            {...(tasks.length > 1 ? { chosen: chosen.has(task.id), onChoose: (on: boolean) => choose(task.id, on) } : {})}
          />
        ))}
      </ul>
      <CalledAgain round={tasks} />
    </Modal>
  )
}
