// Phê duyệt kết quả: only a text approved here is ever published; what must not be public offers no box.
import { Checkbox, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { Field } from '../kit/Field.tsx'
import type { ActValues } from './act-body.ts'

export function PublicTextField({
  ticket,
  values,
  error,
  onChange,
}: {
  ticket: Ticket
  values: ActValues
  error: string | undefined
  onChange: (part: ActValues) => void
}) {
  const { t } = useTranslation()
  if (ticket.form.stateSecret || ticket.form.contentConfidential) return <p className="muted">{t('acts.notPublic')}</p>
  const text = typeof values.publicText === 'string' ? values.publicText : null
  return (
    <>
      <Checkbox
        checked={text !== null}
        onChange={(event) => onChange({ publicText: event.target.checked ? String(values.answer ?? '') : null })}
        data-testid="act-public"
      >
        {t('acts.public')}
      </Checkbox>
      {text !== null && (
        <Field id="act-publicText" label={t('acts.publicText')} error={error}>
          {(tied) => (
            <Input.TextArea {...tied} value={text} autoSize={{ minRows: 2, maxRows: 10 }} onChange={(event) => onChange({ publicText: event.target.value })} />
          )}
        </Field>
      )}
    </>
  )
}
