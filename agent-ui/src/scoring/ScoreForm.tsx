// The form to fill while one listens: digits give points and go on to the next criterion; the score counts along.
import { App, Button, Input } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { criteriaOf, scoreOf } from '../../../src/contract/score-rules.ts'
import type { CallToScore, Grading, ScoreBody, ScoringForm } from '../../../src/contract/scoring.ts'
import { Field } from '../kit/Field.tsx'
import { Key } from '../kit/Key.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatTimeWithSeconds } from '../kit/time.ts'
import { CriterionField, focusCriterion } from './CriterionField.tsx'
import { PercentWord } from './PercentWord.tsx'
import { useDraft } from './use-draft.ts'

interface Props {
  callId: string
  form: ScoringForm
  first: ScoreBody
  /** The grading this one is to correct. */
  replaces: Grading | null
  onGraded: (call: CallToScore) => void
  /** Plays or stops the recording. */
  onPlay: () => void
}

export function ScoreForm({ callId, form, first, replaces, onGraded, onPlay }: Props) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const draft = useDraft(callId, first, onGraded)
  const root = useRef<HTMLFormElement>(null)
  const { body, errors } = draft
  const criteria = criteriaOf(form.content)
  const result = scoreOf(form.content, body.answers)
  const fieldOf = (id: string | undefined) => root.current?.querySelector(`[data-testid="criterion-${id}"]`)
  const next = (id: string) => {
    const at = criteria.findIndex((one) => one.id === id)
    const following = criteria[at + 1]
    if (following) focusCriterion(fieldOf(following.id))
    else root.current?.querySelector<HTMLElement>('#score-comment')?.focus()
  }
  // The keyboard begins at the first criterion: nobody has to look for it.
  useEffect(() => focusCriterion(root.current?.querySelector('[data-testid^="criterion-"]')), [])
  const grade = async () => {
    const done = await draft.grade()
    // The first that is wrong takes the keyboard.
    if (!done) requestAnimationFrame(() => focusCriterion(root.current?.querySelector('.criterion-wrong')))
  }
  const ask = () => {
    const [missing] = result.missing
    if (missing) return void grade()
    modal.confirm({
      title: t('scoring.confirmTitle'),
      content: t(replaces ? 'scoring.confirmCorrection' : 'scoring.confirmText'),
      okText: t('scoring.grade'),
      cancelText: t('scoring.notYet'),
      onOk: grade,
    })
  }
  return (
    <form
      ref={root}
      className="score-form"
      data-testid="score-form"
      aria-label={t('scoring.formLabel')}
      onSubmit={(event) => {
        event.preventDefault()
        ask()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) {
          event.preventDefault()
          ask()
        } else if (event.key.toLowerCase() === 'p' && !event.ctrlKey && !event.altKey && !event.metaKey && !(event.target instanceof HTMLTextAreaElement)) {
          event.preventDefault()
          onPlay()
        }
      }}
    >
      {replaces && <Notice tone="info">{t('scoring.correcting', { name: replaces.scorerName, at: formatTimeWithSeconds(replaces.gradedAt) })}</Notice>}
      <p className="score-keys">
        <Key>0</Key>–<Key>5</Key> {t('scoring.keys.points')} <Key>X</Key> {t('scoring.keys.notApplicable')} <Key>N</Key> {t('scoring.keys.note')} <Key>P</Key>{' '}
        {t('scoring.keys.play')} <Key>Ctrl</Key>+<Key>Enter</Key> {t('scoring.keys.grade')}
      </p>
      {form.content.sections.map((section) => (
        <section key={section.id} aria-labelledby={`section-${section.id}`}>
          <h2 id={`section-${section.id}`}>{section.title}</h2>
          {section.criteria.map((criterion) => (
            <CriterionField
              key={criterion.id}
              criterion={criterion}
              answer={body.answers[criterion.id]}
              error={errors[`answers.${criterion.id}`]}
              onChange={(answer) => draft.answer(criterion.id, answer)}
              onNext={() => next(criterion.id)}
            />
          ))}
        </section>
      ))}
      <Field id="score-comment" label={t('scoring.comment')} required={replaces !== null} error={errors['comment']} help={t('scoring.commentHelp')}>
        {(tied) => (
          <Input.TextArea
            {...tied}
            value={body.comment}
            maxLength={4000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            onChange={(event) => draft.comment(event.target.value)}
            data-testid="score-comment"
          />
        )}
      </Field>
      <footer className="score-footer">
        <span className="score-now" role="status">
          <PercentWord percent={result.percent} passed={result.passed} failedCritical={result.failedCritical} />
          <span className="muted" data-testid="score-missing">
            {result.missing.length > 0 ? t('scoring.missing', { count: result.missing.length }) : t('scoring.allAnswered')}
          </span>
          {draft.savedAt && (
            <span className="muted" data-testid="score-saved">
              {t('scoring.saved', { at: formatTimeWithSeconds(draft.savedAt) })}
            </span>
          )}
        </span>
        <Button type="primary" htmlType="submit" loading={draft.busy} data-testid="grade">
          {t('scoring.grade')} <Key>Ctrl+Enter</Key>
        </Button>
      </footer>
      {draft.problem && (
        <Notice tone="error" testId="score-problem">
          {draft.problem}
        </Notice>
      )}
    </form>
  )
}
