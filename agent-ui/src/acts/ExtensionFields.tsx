// Hẹn xử lý: how long, when to be reminded, and the new deadline as it would be, asked of the server while one types.
import { Checkbox, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ExtensionPreviewBody } from '../../../src/contract/acts.ts'
import type { Slip } from '../../../src/contract/slips.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Field } from '../kit/Field.tsx'
import { formatTime, formatWeekdayDate } from '../kit/time.ts'
import { WholeNumber } from '../kit/WholeNumber.tsx'
import type { ActValues } from './act-body.ts'
import { type Amount, proposedReminder, type TimeUnit } from './reminder.ts'

interface Props {
  ticket: Ticket
  slip: Slip | null
  values: ActValues
  errors: Record<string, string>
  onChange: (part: ActValues) => void
}
const unitsOfTime: readonly TimeUnit[] = ['day', 'hour', 'minute']
const whenOf = (at: string) => `${formatTime(at)} ${formatWeekdayDate(at)}`

export function ExtensionFields({ ticket, slip, values, errors, onChange }: Props) {
  const { t } = useTranslation()
  const amount: Amount = { amount: values.amount as Amount['amount'], unit: values.unit as TimeUnit }
  const remind = (values.remindAfter ?? { amount: null, unit: 'day' }) as Amount
  const setAmount = (next: ActValues & Amount) => onChange(values.reminderChosen === true ? next : { ...next, remindAfter: proposedReminder(next) })
  return (
    <>
      <p>{t('acts.extendIntro')}</p>
      <div className="amounts">
        <AmountField name="amount" label={t('acts.amount')} value={amount} error={errors.amount} onChange={setAmount} />
        <AmountField
          name="remindAfter"
          label={t('acts.remindAfter')}
          value={remind}
          error={errors.remindAfter}
          onChange={(next) => onChange({ remindAfter: next.amount === null ? null : next, reminderChosen: true })}
        />
      </div>
      <Preview ticket={ticket} slip={slip} values={values} error={errors.sooner} onChange={onChange} />
    </>
  )
}

function AmountField({
  name,
  label,
  value,
  error,
  onChange,
}: {
  name: string
  label: string
  value: Amount
  error: string | undefined
  onChange: (next: ActValues & Amount) => void
}) {
  const { t } = useTranslation()
  const set = (part: Partial<Amount>) => onChange({ ...value, ...part })
  return (
    <Field id={`act-${name}`} label={label} required={name === 'amount'} error={error}>
      {(tied) => (
        <span className="amount">
          <WholeNumber tied={tied} value={value.amount} onChange={(next) => set({ amount: next })} testId={`act-${name}`} />
          <Select
            aria-label={label}
            value={value.unit}
            onChange={(unit) => set({ unit })}
            options={unitsOfTime.map((unit) => ({ value: unit, label: t(`acts.unit-${unit}`) }))}
            data-testid={`act-${name}-unit`}
          />
        </span>
      )}
    </Field>
  )
}

function Preview({ ticket, slip, values, error: refused, onChange }: Omit<Props, 'errors'> & { error: string | undefined }) {
  const { t } = useTranslation()
  const wish = JSON.stringify({ slipId: slip?.id, amount: values.amount, unit: values.unit, remindAfter: values.remindAfter ?? null })
  const [asked, setAsked] = useState(wish)
  useEffect(() => {
    const later = setTimeout(() => setAsked(wish), 200)
    return () => clearTimeout(later)
  }, [wish])
  const body = ExtensionPreviewBody.safeParse(JSON.parse(asked))
  const preview = useFetch(`preview ${asked}`, (signal) =>
    body.success ? api('extensionPreview', { params: { id: ticket.id }, body: body.data, signal }) : Promise.resolve(null),
  )
  const { data, error } = preview
  return (
    <div className="extension-preview" aria-live="polite" data-testid="extension-preview">
      <span className="muted">{t('acts.newDue')}</span>
      {error ? (
        <b className="extension-refused">{error.message}</b>
      ) : data ? (
        <>
          <b>{whenOf(data.endsAt)}</b>
          <span>
            {data.movedFrom && t('acts.movedFrom', { from: whenOf(data.movedFrom) })}{' '}
            {data.reminders[0] && t('acts.remindsAt', { at: whenOf(data.reminders[0]) })}
          </span>
          {data.shortens && (
            <>
              <b className="extension-refused">{t('acts.shortens')}</b>
              <Checkbox
                id="act-sooner"
                checked={values.sooner === true}
                onChange={(event) => onChange({ sooner: event.target.checked })}
                data-testid="act-sooner"
              >
                {t('acts.sooner')}
              </Checkbox>
              {refused && <span className="field-error">{refused}</span>}
            </>
          )}
        </>
      ) : (
        <b>{preview.loading ? t('acts.previewing') : '–'}</b>
      )}
    </div>
  )
}
