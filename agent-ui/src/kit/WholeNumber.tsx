// A number without a fraction, kept as it was typed: `2,5` is refused in words, not read as 25.
import { Input } from 'antd'
import type { Tied } from './Field.tsx'

interface Props {
  tied: Tied
  /** Text that is no whole number stays text. */
  value: number | string | null
  onChange: (value: number | string | null) => void
  testId: string
}

export function WholeNumber({ tied, value, onChange, testId }: Props) {
  return <Input {...tied} inputMode="numeric" value={value ?? ''} onChange={(event) => onChange(readWhole(event.target.value))} data-testid={testId} />
}

/** What was typed as a number, null when nothing was, and else the text itself. */
export function readWhole(typed: string): number | string | null {
  const text = typed.trim()
  return text === '' ? null : /^-?\d{1,9}$/.test(text) ? Number(text) : typed
}
