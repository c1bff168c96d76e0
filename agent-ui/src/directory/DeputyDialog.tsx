// Ủy quyền: to whom, from which minute to which, why.
import { Button, DatePicker, Input, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NewDeputyBody } from '../../../src/contract/directory.ts'
import { Choice } from '../kit/Choice.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { matchesOption } from '../kit/search-text.ts'
import { serverNow } from '../kit/time.ts'
import { useSaving } from './useSaving.ts'

interface Props {
  candidates: { value: string; label: string }[]
  onClose: () => void
  onSubmit: (body: { deputyId: string; from: string; to: string; reason: string }) => Promise<void>
}

export function DeputyDialog({ candidates, onClose, onSubmit }: Props) {
  const { t } = useTranslation()
  const [deputyId, setDeputyId] = useState<string | null>(null)
  const [from, setFrom] = useState<Dayjs | null>(() => dayjs(serverNow()).startOf('minute'))
  const [to, setTo] = useState<Dayjs | null>(null)
  const [reason, setReason] = useState('')
  const saving = useSaving('deputy', ['deputyId', 'from', 'to', 'reason'])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = { deputyId: deputyId ?? '', from: from?.toISOString() ?? '', to: to?.toISOString() ?? '', reason }
    if (saving.parse(NewDeputyBody, body)) await saving.run(() => onSubmit(body))
  }
  const moment = (name: 'from' | 'to', label: string, value: Dayjs | null, set: (value: Dayjs | null) => void) => (
    <Field id={`deputy-${name}`} label={label} required error={saving.errors[name]}>
      {({ id }) => (
        <DatePicker
          id={id}
          showTime={{ format: 'HH:mm' }}
          format="DD/MM/YYYY HH:mm"
          value={value}
          onChange={set}
          placeholder={t('directory.momentPlaceholder')}
          data-testid={`deputy-${name}`}
        />
      )}
    </Field>
  )
  return (
    <Modal open title={t('directory.addDeputyTitle')} onCancel={onClose} footer={null} width={520}>
      <form className="dialog-form" onSubmit={(event) => void submit(event)} noValidate>
        {saving.problem && (
          <Notice tone="error" testId="deputy-problem">
            {saving.problem}
          </Notice>
        )}
        <p>{t('directory.deputyText')}</p>
        <Field id="deputy-deputyId" label={t('directory.deputy')} required error={saving.errors['deputyId']}>
          {(tied) => (
            <Choice<string | null>
              {...tied}
              showSearch={{ filterOption: matchesOption }}
              placeholder={candidates.length > 0 ? t('directory.choosePerson') : t('directory.noColleagues')}
              value={deputyId}
              onChange={(id) => setDeputyId(id ?? null)}
              options={candidates}
              data-testid="deputy-deputyId"
            />
          )}
        </Field>
        <div className="field-pair">
          {moment('from', t('directory.from'), from, setFrom)}
          {moment('to', t('directory.to'), to, setTo)}
        </div>
        <Field id="deputy-reason" label={t('directory.reason')} error={saving.errors['reason']}>
          {(tied) => <Input {...tied} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} data-testid="deputy-reason" />}
        </Field>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={saving.busy} data-testid="deputy-submit">
            {t('directory.addDeputySubmit')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
