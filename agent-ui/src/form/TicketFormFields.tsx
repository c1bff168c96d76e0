// The form's fields in their rows; label above, source of a prefilled value at the label's right.
import { Checkbox, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../src/contract/calls.ts'
import type { TicketForm } from '../../../src/contract/tickets.ts'
import { Field, type Tied } from '../kit/Field.tsx'
import { formatDateTime } from '../kit/time.ts'
import { MapButton } from '../map/MapButton.tsx'
import { BcciFields } from './BcciFields.tsx'
import { CategoryField, OccurredAtField, ReportedUnitField } from './ChoiceFields.tsx'
import { type FieldProps, fieldId, useDraftField } from './draft-field.ts'

type TextName = 'reporterPhone' | 'reporterName' | 'reporterIdNumber' | 'reporterAddress' | 'reporterEmail' | 'title' | 'place' | 'content'
type FlagName = 'identityHidden' | 'contentConfidential' | 'stateSecret'

export function TicketFormFields({ draft, state, call }: FieldProps & { call: CallView | null }) {
  const { t } = useTranslation()
  const { kind } = state.form
  const text = (name: TextName, props: Partial<TextProps> = {}) => <TextField draft={draft} state={state} name={name} {...props} />
  const flag = (name: FlagName) => (
    <Checkbox checked={state.form[name]} onChange={(event) => draft.set(name, event.target.checked)} data-testid={fieldId(name)}>
      {t(`form.${name}`)}
    </Checkbox>
  )
  const subject = { petition: 'form.subject', question: 'form.questionSubject', bcci: 'form.bcciSubject' } as const
  return (
    <div className="form-body">
      <div className="form-part-head">
        <h2>{t('form.reporter')}</h2>
        {flag('identityHidden')}
      </div>
      <div className="form-row row-reporter">
        {text('reporterPhone', { required: true, inputMode: 'tel' })}
        {text('reporterName', { required: true })}
        <fieldset className="field">
          <legend>{t('form.reporterKind')}</legend>
          <Radio.Group
            value={state.form.reporterKind}
            onChange={(event) => draft.set('reporterKind', event.target.value as TicketForm['reporterKind'])}
            data-testid={fieldId('reporterKind')}
          >
            <Radio value="person">{t('form.person')}</Radio>
            <Radio value="organisation">{t('form.organisation')}</Radio>
          </Radio.Group>
        </fieldset>
        {text('reporterIdNumber', { placeholder: t('form.optional') })}
      </div>
      <div className="form-row row-address">
        {text('reporterAddress', { required: true })}
        {text('reporterEmail', { placeholder: t('form.optional'), inputMode: 'email' })}
      </div>
      <div className="form-part-head">
        <h2>
          {t(subject[kind])}
          <small>
            {t(`channel.${state.form.channel}`)}
            {call ? ` · ${formatDateTime(call.arrivedAt)}` : ''}
          </small>
        </h2>
        <span className="flags">
          {flag('contentConfidential')}
          {flag('stateSecret')}
        </span>
      </div>
      {text('title', { required: true, placeholder: t('form.titleHint') })}
      <div className="form-row row-category">
        <CategoryField draft={draft} state={state} />
        <OccurredAtField draft={draft} state={state} />
      </div>
      {kind === 'bcci' ? (
        <BcciFields draft={draft} state={state} />
      ) : (
        <div className="form-row row-place">
          {text('place', { required: kind === 'petition', placeholder: t('form.placeHint') })}
          <MapButton
            place={state.form.place}
            latitude={state.form.latitude}
            longitude={state.form.longitude}
            onPick={(position) => {
              draft.set('latitude', position?.latitude ?? null)
              draft.set('longitude', position?.longitude ?? null)
            }}
          />
          <ReportedUnitField draft={draft} state={state} />
        </div>
      )}
      {text('content', { required: true, placeholder: t('form.contentHint'), multiline: true })}
    </div>
  )
}

interface TextProps extends FieldProps {
  name: TextName
  required?: boolean
  placeholder?: string
  inputMode?: 'tel' | 'email'
  multiline?: boolean
}

function TextField({ draft, state, name, required = false, placeholder, inputMode, multiline = false }: TextProps) {
  const { t } = useTranslation()
  const field = useDraftField({ draft, state }, name)
  const value = state.form[name]
  const shared = (tied: Tied) => ({
    ...tied,
    value,
    onChange: (event: { target: { value: string } }) => draft.set(name, event.target.value),
    'data-testid': fieldId(name),
    autoComplete: 'off',
    ...(placeholder ? { placeholder } : {}),
    ...(field.error ? { status: 'error' as const } : {}),
  })
  return (
    <Field {...field} label={t(`form.${name}`)} required={required} className={multiline ? 'field-grow' : ''}>
      {(tied) =>
        multiline ? <Input.TextArea {...shared(tied)} maxLength={20_000} /> : <Input {...shared(tied)} {...(inputMode ? { inputMode } : {})} maxLength={300} />
      }
    </Field>
  )
}
