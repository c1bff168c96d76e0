// One field of an act's dialog.
import { Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Slip } from '../../../src/contract/slips.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { categoryOptions, useCategories } from '../form/choices.ts'
import { Choice } from '../kit/Choice.tsx'
import { Field, type Tied } from '../kit/Field.tsx'
import { matchesOption } from '../kit/search-text.ts'
import { UnitPicker, UnitsPicker } from '../kit/UnitPicker.tsx'
import type { ActValues } from './act-body.ts'
import type { ActField } from './act-forms.ts'
import { PetitionPicker } from './PetitionPicker.tsx'

interface Props {
  field: ActField
  ticket: Ticket
  slip: Slip | null
  value: unknown
  error: string | undefined
  onChange: (part: ActValues) => void
}

const ways = ['phone', 'sms', 'in-person', 'unreachable'] as const

export function ActFieldInput({ field, ticket, slip, value, error, onChange }: Props) {
  const { t } = useTranslation()
  const label =
    field.kind === 'category'
      ? t('tickets.category')
      : field.name === 'title'
        ? t('tickets.name')
        : field.name === 'place'
          ? t('tickets.place')
          : t(`acts.${field.label}` as 'acts.reason')
  const set = (next: unknown) => onChange({ [field.name]: next })
  const words = typeof value === 'string' ? value : ''
  const id = typeof value === 'string' ? value : null
  const input = (tied: Tied) => {
    switch (field.kind) {
      case 'text':
        return <Input {...tied} value={words} onChange={(event) => set(event.target.value)} data-testid={`act-${field.name}`} />
      case 'long-text':
        return (
          <Input.TextArea
            {...tied}
            value={words}
            autoSize={{ minRows: 3, maxRows: 12 }}
            onChange={(event) => set(event.target.value)}
            data-testid={`act-${field.name}`}
          />
        )
      case 'unit':
        return <UnitPicker tied={tied} value={id} onChange={set} placeholder={t('acts.unitPlaceholder')} testId={`act-${field.name}`} />
      case 'units':
        return (
          <UnitsPicker
            tied={tied}
            value={Array.isArray(value) ? (value as string[]) : []}
            onChange={set}
            placeholder={t('acts.unitsPlaceholder')}
            testId={`act-${field.name}`}
            except={slip ? [slip.unitId] : []}
          />
        )
      case 'category':
        return <CategoryChoice tied={tied} value={id} onChange={set} />
      case 'colleague':
      case 'sub-unit':
        return <ColleagueChoice tied={tied} ticketId={ticket.id} kind={field.kind} value={id} onChange={set} />
      case 'petition':
        return <PetitionPicker tied={tied} except={ticket.id} value={id} onChange={set} />
      case 'how':
        return (
          <Radio.Group
            id={tied.id}
            value={value}
            onChange={(event) => set(event.target.value)}
            options={ways.map((way) => ({ value: way, label: t(`acts.how-${way}`) }))}
          />
        )
      case 'place':
        return <Input {...tied} value={words} onChange={(event) => set(event.target.value)} />
    }
  }
  return (
    <Field id={`act-${field.name}`} label={label} required={field.required} error={error}>
      {input}
    </Field>
  )
}

function CategoryChoice({ tied, value, onChange }: { tied: Tied; value: string | null; onChange: (id: string | null) => void }) {
  return (
    <Choice
      {...tied}
      showSearch={{ filterOption: matchesOption }}
      value={value}
      onChange={(next) => onChange(next ?? null)}
      options={categoryOptions(useCategories())}
      data-testid="act-categoryId"
    />
  )
}

function ColleagueChoice({
  tied,
  ticketId,
  kind,
  value,
  onChange,
}: {
  tied: Tied
  ticketId: string
  kind: 'colleague' | 'sub-unit'
  value: string | null
  onChange: (id: string | null) => void
}) {
  const { t } = useTranslation()
  const colleagues = useFetch(`colleagues ${ticketId}`, (signal) => api('colleagues', { params: { id: ticketId }, signal }))
  const options =
    kind === 'colleague'
      ? (colleagues.data?.people ?? []).map(({ id, name, title, unitName }) => ({ value: id, label: [name, title, unitName].filter(Boolean).join(', ') }))
      : (colleagues.data?.units ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Choice
      {...tied}
      showSearch={{ filterOption: matchesOption }}
      allowClear
      loading={colleagues.loading}
      value={value}
      placeholder={t('acts.nobody')}
      onChange={(next) => onChange(next ?? null)}
      options={options}
      data-testid={kind === 'colleague' ? 'act-personId' : 'act-subUnitId'}
    />
  )
}
