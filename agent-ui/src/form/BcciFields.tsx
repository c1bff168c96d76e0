// Own fields of a BCCI registration: collection or return of a dossier at home by public post.
import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Choice } from '../kit/Choice.tsx'
import { Field } from '../kit/Field.tsx'
import { emptyBcci } from './bcci.ts'
import { type FieldProps, fieldId } from './draft-field.ts'

type Bcci = typeof emptyBcci
type TextName = 'procedure' | 'agency' | 'pickupAddress' | 'preferredTime'
const labels = {
  procedure: 'form.bcciProcedure',
  agency: 'form.bcciAgency',
  pickupAddress: 'form.bcciPickupAddress',
  preferredTime: 'form.bcciPreferredTime',
} as const

export function BcciFields({ draft, state }: FieldProps) {
  const { t } = useTranslation()
  const bcci = state.form.bcci ?? emptyBcci
  const set = (part: Partial<Bcci>) => draft.set('bcci', { ...bcci, ...part })
  const error = state.errors.bcci
  const text = (name: TextName, required = false) => (
    <Field id={fieldId(`bcci-${name}`)} label={t(labels[name])} required={required} error={required && !bcci[name] ? error : undefined}>
      {(tied) => (
        <Input {...tied} value={bcci[name]} onChange={(event) => set({ [name]: event.target.value })} data-testid={fieldId(`bcci-${name}`)} maxLength={300} />
      )}
    </Field>
  )
  return (
    <>
      <div className="form-row row-bcci">
        <Field id={fieldId('bcci')} label={t('form.bcciDirection')} required error={bcci.direction ? undefined : error}>
          {(tied) => (
            <Choice
              {...tied}
              value={bcci.direction}
              onChange={(direction) => set({ direction })}
              placeholder={t('form.bcciDirection')}
              options={(['collect', 'return', 'both'] as const).map((value) => ({ value, label: t(`form.${value}`) }))}
              data-testid={fieldId('bcci-direction')}
            />
          )}
        </Field>
        {text('procedure', true)}
        {text('agency')}
      </div>
      <div className="form-row row-address">
        {text('pickupAddress')}
        {text('preferredTime')}
      </div>
    </>
  )
}
