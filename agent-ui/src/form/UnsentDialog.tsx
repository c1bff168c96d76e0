// Phiếu chưa gửi: the words that are only on this machine, why, and what can be done with them.
import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Desk } from '../desk/desk.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDayMonth, formatTime, useNow } from '../kit/time.ts'
import { useWordsOf } from './own-words.ts'
import type { UnsentDraft } from './unsent-drafts.ts'

interface Props {
  desk: Desk
  drafts: readonly UnsentDraft[]
  onClose: () => void
}

export function UnsentDialog({ desk, drafts, onClose }: Props) {
  const { t } = useTranslation()
  const others = desk.bench.unsent.ofOthers
  const online = desk.state.link === 'connected'
  return (
    <Modal
      open
      mask={{ closable: true }}
      title={t('unsent.title')}
      footer={null}
      onCancel={onClose}
      width={760}
      className="list-dialog"
      data-testid="unsent-dialog"
    >
      {drafts.some(({ standing }) => standing === 'waiting') && <Notice tone="info">{t(online ? 'unsent.sending' : 'unsent.text')}</Notice>}
      {drafts.length === 0 && (
        <div className="empty">
          <b>{t('unsent.emptyTitle')}</b>
          <p>{t('unsent.emptyText')}</p>
        </div>
      )}
      <ul className="tasks">
        {drafts.map((draft) => (
          <Row key={draft.ticketId} desk={desk} draft={draft} onClose={onClose} />
        ))}
      </ul>
      {others > 0 && <p className="tasks-note">{t('unsent.ofOthers', { count: others })}</p>}
    </Modal>
  )
}

function Row({ desk, draft, onClose }: { desk: Desk; draft: UnsentDraft; onClose: () => void }) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  const wordsOf = useWordsOf()
  const { ticketId, form, standing, savedAt, reason } = draft
  const onDesk = desk.bench.ticketId === ticketId
  const settled = standing === 'petition' || standing === 'refused' || standing === 'edit'
  const open = () => {
    // Where it cannot be edited any more, the row says so in place.
    if (standing === 'edit') {
      void desk.bench.open(ticketId).then(
        (onDesk) => onDesk && onClose(),
        () => desk.bench.openCopy(ticketId) && onClose(),
      )
      return
    }
    if (standing === 'unsaved') void desk.bench.open(ticketId).catch(() => desk.bench.openCopy(ticketId))
    else desk.bench.openCopy(ticketId)
    onClose()
  }
  return (
    <li data-testid="unsent" data-ticket-id={ticketId} data-standing={standing}>
      <div className="task-when">
        <b>{formatTime(savedAt)}</b>
        {formatDayMonth(savedAt) !== formatDayMonth(now) && <span>{formatDayMonth(savedAt)}</span>}
      </div>
      <div className="task-who">
        <span className="task-number">{form.title || t('tickets.noTitle')}</span>
        <span>{[form.reporterPhone, form.reporterName].filter(Boolean).join(' · ') || t('caller.noName')}</span>
      </div>
      <div className="task-why">
        <b>{t(`unsent.${standing}`)}</b>
        {standing === 'refused' && <span>{reason}</span>}
      </div>
      <div className="task-actions">
        {settled && <CopyButton text={wordsOf(form, draft.touched)} label={t('unsent.copy')} />}
        {settled && (
          <Button size="small" type="text" onClick={() => desk.bench.unsent.discard(ticketId)} data-testid="unsent-discard">
            {t('unsent.discard')}
          </Button>
        )}
        {standing !== 'petition' && (
          <Button size="small" onClick={open} disabled={onDesk} data-testid="unsent-open">
            {t(onDesk ? 'unsent.onDesk' : 'unsent.open')}
          </Button>
        )}
      </div>
    </li>
  )
}
