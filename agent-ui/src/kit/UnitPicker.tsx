// Choosing units of the directory, found without accents; one, or several.
import { Select } from 'antd'
import { useUnits } from '../form/choices.ts'
import { Choice } from './Choice.tsx'
import type { Tied } from './Field.tsx'
import { matchesOption } from './search-text.ts'

interface Common {
  tied: Tied
  placeholder: string
  testId: string
  /** Left out of the list. */
  except?: readonly string[]
}

export function UnitPicker({
  tied,
  value,
  onChange,
  placeholder,
  testId,
  except = [],
}: Common & { value: string | null; onChange: (id: string | null) => void }) {
  return (
    <Choice
      {...tied}
      showSearch={{ filterOption: matchesOption }}
      allowClear
      value={value}
      placeholder={placeholder}
      onChange={(id) => onChange(id ?? null)}
      options={useOptions(except)}
      data-testid={testId}
    />
  )
}

export function UnitsPicker({
  tied,
  value,
  onChange,
  placeholder,
  testId,
  except = [],
}: Common & { value: readonly string[]; onChange: (ids: string[]) => void }) {
  return (
    <Select
      {...tied}
      mode="multiple"
      showSearch={{ filterOption: matchesOption }}
      value={[...value]}
      placeholder={placeholder}
      onChange={onChange}
      options={useOptions(except)}
      maxCount={20}
      data-testid={testId}
    />
  )
}

const useOptions = (except: readonly string[]) =>
  useUnits()
    .filter(({ id }) => !except.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }))
