// Who listened to a recording, the latest first.
import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RecordingDetail } from '../../../src/contract/recordings.ts'
import { useFocusBack } from '../acts/focus.ts'
import { formatDateTime } from '../kit/time.ts'

export function ListenersDialog({ detail, onClose }: { detail: RecordingDetail; onClose: () => void }) {
  const { t } = useTranslation()
  useFocusBack()
  const listeners = detail.listeners ?? []
  return (
    <Modal open title={t('recording.listeners')} onCancel={onClose} footer={null} width={440} mask={{ closable: true }} destroyOnHidden>
      {listeners.length === 0 ? (
        <p className="muted" data-testid="no-listeners">
          {t('recording.nobodyListened')}
        </p>
      ) : (
        <ol className="listeners" data-testid="listeners">
          {listeners.map(({ name, at }) => (
            <li key={`${at} ${name}`} data-testid="listener">
              <span>{name}</span> <time dateTime={at}>{formatDateTime(at)}</time>
            </li>
          ))}
        </ol>
      )}
    </Modal>
  )
}
