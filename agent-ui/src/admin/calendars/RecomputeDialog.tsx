// Running deadlines by today's calendars: what would change is shown, then it is done as an act with its reason.
import { Button, Input, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, wordsOf } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { Field } from '../../kit/Field.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { formatDateTime } from '../../kit/time.ts'

export function RecomputeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  // Each look has its number: after it was done only the result is said, until somebody asks what would change now.
  const [look, setLook] = useState(0)
  const preview = useFetch(`recompute ${look}`, async (signal) => ({ ...(await api('recomputePreview', { signal })), look }))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [changed, setChanged] = useState<number | null>(null)
  const shown = changed === null && preview.data?.look === look ? preview.data : null
  const items = shown?.items ?? []
  const possible = items.filter(({ refusal }) => refusal === null)
  const go = async () => {
    setTried(true)
    if (!reason.trim()) return
    try {
      const done = await api('recompute', { body: { slipIds: possible.map(({ slipId }) => slipId), reason } })
      setChanged(done.changed)
      setProblem(null)
    } catch (error) {
      setProblem(wordsOf(error))
    }
  }
  const lookAgain = () => {
    setChanged(null)
    setReason('')
    setTried(false)
    setLook(look + 1)
  }
  return (
    <Modal open title={t('calendars.recomputeTitle')} onCancel={onClose} footer={null} width={720}>
      <div className="dialog-form">
        {problem && <Notice tone="error">{problem}</Notice>}
        {changed !== null && (
          <Notice
            tone="done"
            testId="recompute-done"
            action={
              <Button size="small" onClick={lookAgain} data-testid="recompute-again">
                {t('calendars.recomputeAgain')}
              </Button>
            }
          >
            {t('calendars.recomputed', { count: changed })}
          </Notice>
        )}
        {preview.error && <Notice tone="error">{preview.error.message}</Notice>}
        {!shown && changed === null && !preview.error && <Skeleton active />}
        {shown && items.length === 0 && <p data-testid="recompute-none">{t('calendars.recomputeNone', { checked: shown.checked })}</p>}
        {shown?.more && <Notice tone="wait">{t('calendars.recomputeMore')}</Notice>}
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
          <Field id="recompute-reason" label={t('calendars.reason')} required error={tried && !reason.trim() ? t('calendars.needReason') : undefined}>
            {(tied) => <Input {...tied} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.close')}</Button>
          {possible.length > 0 && (
            <Button type="primary" onClick={() => void go()} data-testid="recompute-do">
              {t('calendars.recomputeDo', { count: possible.length })}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}
