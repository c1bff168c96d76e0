// The inputs of these pages: a number with its unit, a switch with its sentence; what the environment fixes is shown and says why.
import { InputNumber, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '../../kit/Field.tsx'
import type { HotlineDraft } from './useHotlineDraft.ts'

/** The variable of the environment that fixes a setting. */
const variables: Record<string, string> = {
  greeting: 'GREETING',
  rating: 'RATING',
  voicemail: 'VOICEMAIL',
  nobodySeconds: 'NOBODY_SECONDS',
  ringSeconds: 'RING_SECONDS',
  wrapupSeconds: 'WRAPUP_SECONDS',
}

interface NumberProps {
  draft: HotlineDraft
  path: string
  label: string
  unit: string
  value: number
  onChange: (value: number) => void
  help?: string | undefined
  disabled?: boolean
}

export function NumberField({ draft, path, label, unit, value, onChange, help, disabled = false }: NumberProps) {
  const fixed = useFixed(draft, path)
  return (
    <Field id={`hotline-${path}`} label={label} error={draft.errorAt(path)} help={fixed ? undefined : help} className="hotline-number">
      {(tied) => (
        <>
          <InputNumber
            {...tied}
            value={value}
            precision={0}
            suffix={unit}
            disabled={disabled || fixed !== undefined}
            onChange={(next) => next !== null && onChange(Number(next))}
            data-testid={`hotline-${path}`}
          />
          {fixed && <p className="muted">{fixed}</p>}
        </>
      )}
    </Field>
  )
}

interface SwitchProps {
  draft: HotlineDraft
  path: string
  label: string
  text?: string
  value: boolean
  onChange: (value: boolean) => void
}

/** Label and meaning beside the switch. */
export function SwitchRow({ draft, path, label, text, value, onChange }: SwitchProps) {
  const fixed = useFixed(draft, path)
  const id = `hotline-${path}`
  const error = draft.errorAt(path)
  return (
    <div className="switch-row">
      <Switch
        id={id}
        checked={value}
        disabled={fixed !== undefined}
        onChange={onChange}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-text`}
        data-testid={id}
      />
      <div>
        <label id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
        <p className="muted" id={`${id}-text`}>
          {[text, fixed].filter(Boolean).join(' ')}
        </p>
        {error && <p className="field-error">{error}</p>}
      </div>
    </div>
  )
}

function useFixed(draft: HotlineDraft, path: string): string | undefined {
  const { t } = useTranslation()
  return draft.isFixed(path) ? t('hotline.fixed', { variable: variables[path] ?? path }) : undefined
}
