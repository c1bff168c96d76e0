// Why a caller who waits has his turn: the branch he chose, his priority, the ring he is in, the operator he knows.
import { useTranslation } from 'react-i18next'
import type { QueueMarks as Marks } from '../../../src/contract/calls.ts'
import { ringNow } from './ring-now.ts'

export function QueueMarks({ call, now }: { call: Marks & { branch: string | null }; now: number }) {
  const { t } = useTranslation()
  const ring = ringNow(call.rings, now)
  if (call.branch === null && call.priorityMinutes === 0 && !ring && call.known === null) return null
  return (
    <span className="queue-marks" data-testid="queue-marks">
      {call.branch !== null && <span className="queue-mark queue-branch">{call.branch}</span>}
      {call.priorityMinutes > 0 && (
        <span className="queue-mark queue-first" title={t('desk.marks.priorityTitle', { count: call.priorityMinutes })}>
          {t('desk.marks.priority')}
        </span>
      )}
      {ring && (
        <span className="queue-mark" title={t('desk.marks.ringTitle')} data-ring={ring.n}>
          {t('desk.marks.ring', ring)}
        </span>
      )}
      {call.known !== null && <span className="queue-known">{t('desk.marks.known', { name: call.known })}</span>}
    </span>
  )
}
