// Choosing units of the directory, found without accents; one, or several.
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUnits } from '../form/choices.ts'
import { Choice } from './Choice.tsx'
import type { Tied } from './Field.tsx'
import { keepRecent, readRecent } from './recent-units.ts'
import { matchesOption } from './search-text.ts'
import { TabMovesOn } from './TabMovesOn.tsx'

interface Common {
  tied: Tied
  placeholder: string
  testId: string
  /** Left out of the list. */
  except?: readonly string[]
}

/** One unit. Where none is given yet, those chosen last stand below, one click each. */
export function UnitPicker({
  tied,
  value,
  onChange,
  placeholder,
  testId,
  except = [],
}: Common & { value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation()
  const options = useOptions(except)
  // Decided once: what is under the pointer does not move away when something is chosen.
  const [recent] = useState(() => (value === null ? readRecent() : []))
  const offered = recent.flatMap((id) => options.find((option) => option.value === id) ?? [])
  const choose = (id: string | null) => {
    if (id) keepRecent(id)
    onChange(id)
  }
  return (
    <>
      <Choice
        {...tied}
        showSearch={{ filterOption: matchesOption }}
        allowClear
        value={value}
        placeholder={placeholder}
        onChange={(id) => choose(id ?? null)}
        options={options}
        data-testid={testId}
      />
      {offered.length > 0 && (
        <fieldset className="recent-units">
          <legend>{t('work.recentUnits')}</legend>
          {offered.map((unit) => (
            <Button key={unit.value} size="small" aria-pressed={unit.value === value} onClick={() => choose(unit.value)} data-testid="recent-unit">
              {unit.label}
            </Button>
          ))}
        </fieldset>
      )}
    </>
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
  // It closes with each choice, so that it does not lie over the fields and buttons below; typing opens it again.
  const [open, setOpen] = useState(false)
  const options = useOptions(except)
  return (
    <TabMovesOn>
      <Select
        {...tied}
        mode="multiple"
        open={open}
        onOpenChange={setOpen}
        onSelect={() => setOpen(false)}
        showSearch={{ filterOption: matchesOption }}
        value={[...value]}
        placeholder={placeholder}
        onChange={onChange}
        options={options}
        maxCount={20}
        data-testid={testId}
      />
    </TabMovesOn>
  )
}

const useOptions = (except: readonly string[]) =>
  useUnits()
    .filter(({ id }) => !except.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }))
