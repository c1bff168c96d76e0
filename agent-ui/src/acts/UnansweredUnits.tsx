// Before a result is handed in: whose part in it ends without an answer, and the word that this is meant.
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { Notice } from '../kit/Notice.tsx'
import type { ActValues } from './act-body.ts'

interface Props {
  names: readonly string[]
  values: ActValues
  error: string | undefined
  onChange: (part: ActValues) => void
}

export function UnansweredUnits({ names, values, error, onChange }: Props) {
  const { t } = useTranslation()
  if (names.length === 0) return null
  return (
    <Notice tone="wait" testId="act-unanswered">
      <p>{t('acts.unanswered', { count: names.length, names: names.join(', ') })}</p>
      <Checkbox
        id="act-withoutAnswers"
        checked={values.withoutAnswers === true}
        onChange={(event) => onChange({ withoutAnswers: event.target.checked })}
        data-testid="act-without-answers"
      >
        {t('acts.withoutAnswers')}
      </Checkbox>
      {error && (
        <span className="field-error" role="alert">
          {error}
        </span>
      )}
    </Notice>
  )
}
