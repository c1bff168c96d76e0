// Where a petition stands that no unit has: at the operators' desk with its target, or over.
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { formatDateTime } from '../kit/time.ts'
import { triesWords } from '../work/tries-words.ts'
import { ProgressWord } from './ProgressWord.tsx'

export function DeskState({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const tasks = ticket.deskTasks.filter(({ doneAt }) => doneAt === null)
  return (
    <div className="ticket-state">
      <span className="muted">{t('tickets.status')}</span>
      <span className="status status-large" data-testid="ticket-status" data-status={ticket.status}>
        <Glyph shape={`status-${ticket.status}`} /> {t(`status.${ticket.status}`)}
      </span>
      <span className="muted">{t('tickets.step')}</span>
      <span>{t(`step.${ticket.step}`)}</span>
      <span className="muted">{t('tickets.progress')}</span>
      <ProgressWord progress={ticket.progress} />
      {tasks.map((task) => (
        <TaskRow key={task.kind} task={task} />
      ))}
    </div>
  )
}

function TaskRow({ task }: { task: Ticket['deskTasks'][number] }) {
  const { t } = useTranslation()
  return (
    <>
      <span className="muted">{t(`slip.task-${task.kind}`)}</span>
      <span>
        <span className={task.missed ? 'progress-late' : ''}>
          {task.dueAt ? t(task.missed ? 'slip.targetMissed' : 'slip.target', { at: formatDateTime(task.dueAt) }) : ''}
        </span>
        {task.tries && (
          <span className="task-tries" data-testid="task-tries">
            {triesWords(task.tries, t)}
          </span>
        )}
      </span>
    </>
  )
}
