// Fields chosen rather than typed: category, time, unit; found by typing without accents.
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { Choice } from '../kit/Choice.tsx'
import { Field } from '../kit/Field.tsx'
import { matchesOption } from '../kit/search-text.ts'
import { categoryOptions, useCategories, useUnits } from './choices.ts'
import { type FieldProps, fieldId, useDraftField } from './draft-field.ts'

const search = { filterOption: matchesOption }

export function CategoryField(props: FieldProps) {
  const { t } = useTranslation()
  const field = useDraftField(props, 'categoryId')
  const categories = useCategories()
  return (
    <Field {...field} label={t('form.categoryId')} required>
      {(tied) => (
        <Choice
          {...tied}
          showSearch={search}
          allowClear
          value={props.state.form.categoryId}
          placeholder={t('form.categoryHint')}
          options={categoryOptions(categories)}
          onChange={(value) => props.draft.set('categoryId', value ?? null)}
          data-testid={fieldId('categoryId')}
          {...(field.error ? { status: 'error' as const } : {})}
        />
      )}
    </Field>
  )
}

export function ReportedUnitField(props: FieldProps) {
  const { t } = useTranslation()
  const units = useUnits()
  return (
    <Field {...useDraftField(props, 'reportedUnitId')} label={t('form.reportedUnitId')}>
      {(tied) => (
        <Choice
          {...tied}
          showSearch={search}
          allowClear
          popupMatchSelectWidth={320}
          placement="bottomRight"
          value={props.state.form.reportedUnitId}
          placeholder={t('form.optional')}
          options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          onChange={(value) => props.draft.set('reportedUnitId', value ?? null)}
          data-testid={fieldId('reportedUnitId')}
        />
      )}
    </Field>
  )
}

export function OccurredAtField(props: FieldProps) {
  const { t } = useTranslation()
  const { occurredAt } = props.state.form
  return (
    <Field {...useDraftField(props, 'occurredAt')} label={t('form.occurredAt')}>
      {(tied) => (
        <DatePicker
          {...tied}
          showTime={{ format: 'HH:mm' }}
          format="DD/MM/YYYY HH:mm"
          placeholder={t('form.dateHint')}
          value={occurredAt ? dayjs(occurredAt) : null}
          maxDate={dayjs().endOf('day')}
          needConfirm={false}
          placement="topRight"
          onChange={(value) => props.draft.set('occurredAt', value ? value.second(0).millisecond(0).toISOString() : null)}
          data-testid={fieldId('occurredAt')}
        />
      )}
    </Field>
  )
}
