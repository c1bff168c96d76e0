// Holds a recording for the law, or lets it go again: never without a reason, and all that was done before stands below.
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordingDetail } from '../../../src/contract/recordings.ts'
import { focusFirst, useFocusBack } from '../acts/focus.ts'
import { ApiError, api, messageOf } from '../api/client.ts'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDateTime } from '../kit/time.ts'

const shortest = 3
const longest = 500

export function HoldDialog({ detail, onClose, onDone }: { detail: RecordingDetail; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation()
  useFocusBack()
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { held } = detail
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (reason.trim().length < shortest) return setFault(t('recording.reasonMissing'))
    setBusy(true)
    setProblem(null)
    try {
      await api('holdRecording', { params: { id: detail.id }, body: { held: !held, reason } })
      onDone()
    } catch (error) {
      if (error instanceof ApiError && error.fields['reason']) setFault(error.fields['reason'])
      else setProblem(messageOf(error))
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={t(held ? 'recording.liftTitle' : 'recording.holdTitle')}
      onCancel={onClose}
      afterOpenChange={focusFirst}
      footer={null}
      width={520}
      destroyOnHidden
    >
      <form className="dialog-form act-form" onSubmit={(event) => void submit(event)} noValidate data-testid="hold-dialog">
        {problem && (
          <Notice tone="error" testId="hold-problem">
            {problem}
          </Notice>
        )}
        <p className="muted">{t(held ? 'recording.liftText' : 'recording.holdText')}</p>
        <Field id="hold-reason" label={t('recording.reason')} error={fault ?? undefined}>
          {(tied) => (
            <Input.TextArea
              {...tied}
              value={reason}
              onChange={(event) => {
                setReason(event.target.value)
                setFault(null)
              }}
              maxLength={longest}
              autoSize={{ minRows: 2, maxRows: 6 }}
              data-testid="hold-reason"
            />
          )}
        </Field>
        {(detail.holds ?? []).length > 0 && (
          <ol className="hold-acts" aria-label={t('recording.acts')}>
            {(detail.holds ?? []).map(({ act, reason: why, by, at }) => (
              <li key={`${at} ${act}`} data-testid="hold-act">
                <b>{t(act === 'set' ? 'recording.wasSet' : 'recording.wasLifted')}</b> {formatDateTime(at)} · {by}
                <br />
                {why}
              </li>
            ))}
          </ol>
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={busy} data-testid="hold-submit">
            {t(held ? 'recording.liftButton' : 'recording.holdButton')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
