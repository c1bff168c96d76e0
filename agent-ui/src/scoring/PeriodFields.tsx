// From which day to which; both are always set.
import { DatePicker } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '../kit/Field.tsx'
import { fromPicker, toPicker } from './period.ts'

interface Props {
  from: string
  to: string
  onChange: (period: { from: string; to: string }) => void
  error?: string | undefined
}

export function PeriodFields({ from, to, onChange, error }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <Field id="scoring-from" label={t('tickets.from')}>
        {({ id }) => (
          <DatePicker
            id={id}
            format="DD/MM/YYYY"
            allowClear={false}
            value={toPicker(from)}
            onChange={(day) => onChange({ from: fromPicker(day) ?? from, to })}
          />
        )}
      </Field>
      <Field id="scoring-to" label={t('tickets.to')} error={error}>
        {({ id }) => (
          <DatePicker id={id} format="DD/MM/YYYY" allowClear={false} value={toPicker(to)} onChange={(day) => onChange({ from, to: fromPicker(day) ?? to })} />
        )}
      </Field>
    </>
  )
}
