// Running deadlines by today's calendars: what would change is shown, then it is done as an act with its reason.
import { Button, Input, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, messageOf } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { Field } from '../../kit/Field.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { formatDateTime } from '../../kit/time.ts'

export function RecomputeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const preview = useFetch('recompute', (signal) => api('recomputePreview', { signal }))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [told, setTold] = useState<{ tone: 'done' | 'error'; text: string } | null>(null)
  const items = preview.data?.items ?? []
  const possible = items.filter(({ refusal }) => refusal === null)
  const go = async () => {
    setTried(true)
    if (!reason.trim()) return
    try {
      const { changed } = await api('recompute', { body: { slipIds: possible.map(({ slipId }) => slipId), reason } })
      setTold({ tone: 'done', text: t('calendars.recomputed', { count: changed }) })
      preview.reload()
    } catch (error) {
      setTold({ tone: 'error', text: messageOf(error) })
    }
  }
  return (
    <Modal open title={t('calendars.recomputeTitle')} onCancel={onClose} footer={null} width={720}>
      <div className="dialog-form">
        {told && <Notice tone={told.tone}>{told.text}</Notice>}
        {preview.error && <Notice tone="error">{preview.error.message}</Notice>}
        {!preview.data && !preview.error && <Skeleton active />}
        {preview.data && items.length === 0 && <p>{t('calendars.recomputeNone', { checked: preview.data.checked })}</p>}
        {preview.data?.more && <Notice tone="wait">{t('calendars.recomputeMore')}</Notice>}
        {items.length > 0 && (
          <div className="table-scroll import-errors">
            <table className="table" data-testid="recompute">
              <thead>
                <tr>
                  <th scope="col">{t('calendars.ticket')}</th>
                  <th scope="col">{t('calendars.unit')}</th>
                  <th scope="col">{t('calendars.from')}</th>
                  <th scope="col">{t('calendars.to')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.slipId}>
                    <td>{item.ticketCode}</td>
                    <td>{item.unitName}</td>
                    <td>{formatDateTime(item.from)}</td>
                    <td>{item.to ? formatDateTime(item.to) : item.refusal}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {possible.length > 0 && (
          <Field id="recompute-reason" label={t('calendars.reason')} required error={tried && !reason.trim() ? t('calendars.reason') : undefined}>
            {(tied) => <Input {...tied} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.close')}</Button>
          {possible.length > 0 && (
            <Button type="primary" onClick={() => void go()}>
              {t('calendars.recomputeDo', { count: possible.length })}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}
