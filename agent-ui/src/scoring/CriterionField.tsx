// One criterion: points by digit key, arrow or click, "not applicable", and a note. Native radio buttons: Tab goes from one to the next.
import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Criterion, ScoreAnswer } from '../../../src/contract/scoring.ts'

interface Props {
  criterion: Criterion
  answer: ScoreAnswer | undefined
  error: string | undefined
  onChange: (answer: ScoreAnswer) => void
  /** The next criterion takes the keyboard. */
  onNext: () => void
}

export function CriterionField({ criterion, answer, error, onChange, onNext }: Props) {
  const { t } = useTranslation()
  const { id, text, help, max, critical, mayBeNotApplicable, weight } = criterion
  const [noting, setNoting] = useState(false)
  const note = useRef<HTMLDivElement>(null)
  const fieldset = useRef<HTMLFieldSetElement>(null)
  const shownNote = noting || !!answer?.comment || (critical && answer?.points === 0)
  const give = (points: number | null) => onChange({ points, comment: answer?.comment ?? '' })
  const openNote = () => {
    // There before the next key: whoever types on at once loses no letter.
    flushSync(() => setNoting(true))
    note.current?.querySelector('textarea')?.focus()
  }
  const options = [...Array.from({ length: max + 1 }, (_, points) => points), ...(mayBeNotApplicable ? [null] : [])]
  const wordOf = (points: number | null) =>
    points === null ? t('scoring.notApplicable') : critical ? t(points === max ? 'scoring.met' : 'scoring.notMet') : String(points)
  return (
    <fieldset
      ref={fieldset}
      className={error ? 'criterion criterion-wrong' : 'criterion'}
      data-testid={`criterion-${id}`}
      data-points={answer === undefined ? '' : (answer.points ?? 'x')}
      aria-describedby={[help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLTextAreaElement) {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          focusCriterion(fieldset.current)
          return
        }
        if (event.ctrlKey || event.altKey || event.metaKey) return
        const digit = /^[0-9]$/.test(event.key) ? Number(event.key) : null
        if (digit !== null && digit <= max) {
          event.preventDefault()
          give(digit)
          // What is violated must be told first.
          if (critical && digit < max) openNote()
          else onNext()
        } else if (event.key.toLowerCase() === 'x' && mayBeNotApplicable) {
          event.preventDefault()
          give(null)
          onNext()
        } else if (event.key.toLowerCase() === 'n') {
          event.preventDefault()
          openNote()
        }
      }}
    >
      <legend>
        {text}
        <span className="criterion-weight">{critical ? t('scoring.critical') : t('scoring.weight', { weight })}</span>
      </legend>
      {help && (
        <p className="muted criterion-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <div className="points">
        {options.map((points) => (
          <label key={points ?? 'x'} className={points === null ? 'point point-na' : critical ? 'point point-word' : 'point'}>
            <input
              type="radio"
              name={`criterion-${id}`}
              checked={answer !== undefined && answer.points === points}
              onChange={() => give(points)}
              aria-label={critical || points === null ? undefined : t('scoring.pointsOf', { points, max })}
            />
            <span>{wordOf(points)}</span>
          </label>
        ))}
        {!shownNote && (
          <Button type="text" size="small" onClick={openNote} data-testid={`note-${id}`}>
            {t('scoring.addNote')}
          </Button>
        )}
      </div>
      {shownNote && (
        <div ref={note} className="criterion-note">
          <Input.TextArea
            aria-label={t('scoring.noteOf', { criterion: text })}
            placeholder={t(critical ? 'scoring.violationHint' : 'scoring.noteHint')}
            value={answer?.comment ?? ''}
            disabled={answer === undefined}
            maxLength={1000}
            autoSize={{ minRows: 1, maxRows: 5 }}
            onChange={(event) => answer && onChange({ ...answer, comment: event.target.value })}
          />
        </div>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  )
}

/** Its chosen points, or the first ones, take the keyboard. */
export function focusCriterion(fieldset: Element | null | undefined): void {
  const radio = fieldset?.querySelector<HTMLInputElement>('input:checked') ?? fieldset?.querySelector<HTMLInputElement>('input')
  radio?.focus()
  fieldset?.scrollIntoView({ block: 'nearest' })
}
