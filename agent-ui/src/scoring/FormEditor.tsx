// Biểu mẫu: sections and criteria, saved as a new version with a reason; what was graded keeps the version it had.
import { Button, Checkbox, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Criterion, type ScoringForm, ScoringFormContent } from '../../../src/contract/scoring.ts'
import { ApiError, api, messageOf } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDateTime } from '../kit/time.ts'
import { useUnsaved } from '../kit/useUnsaved.tsx'
import { WholeNumber } from '../kit/WholeNumber.tsx'
import { LoadFailed } from '../work/LoadFailed.tsx'
import { addCriterion, addSection, dropCriterion, dropSection, moveCriterion, setCriterion, setSection } from './form-edit.ts'

export function FormEditor() {
  const found = useFetch('form', (signal) => api('scoringForm', { signal }))
  if (found.error && !found.data) return <LoadFailed message={found.error.message} onRetry={found.reload} />
  if (!found.data) return <Skeleton active className="ticket-loading" />
  return <Editor key={found.data.version} form={found.data} onSaved={found.reload} />
}

/** A number that is being typed may be none for a moment; the server's words say so if it stays. */
const asNumber = (value: number | string | null): number => (typeof value === 'number' ? value : 0)

function Editor({ form, onSaved }: { form: ScoringForm; onSaved: () => void }) {
  const { t } = useTranslation()
  const [content, setContent] = useState(form.content)
  const [reason, setReason] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [told, setTold] = useState<{ tone: 'error' | 'done'; text: string } | null>(null)
  const changed = JSON.stringify(content) !== JSON.stringify(form.content)
  useUnsaved(changed, (now, next) => now.pathname === next.pathname)
  const edit = (next: ScoringFormContent) => {
    setContent(next)
    setErrors({})
    setTold(null)
  }
  const save = async () => {
    const checked = ScoringFormContent.safeParse(content)
    const wrong = Object.fromEntries((checked.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]))
    if (!reason.trim()) wrong['reason'] = t('calendars.needReason')
    setErrors(wrong)
    const [first] = Object.values(wrong)
    if (first !== undefined) return setTold({ tone: 'error', text: t('scoring.formWrong', { words: first }) })
    try {
      await api('saveScoringForm', { body: { version: form.version, content, reason } })
      onSaved()
    } catch (error) {
      if (error instanceof ApiError && error.code === 'invalid-input')
        setErrors(Object.fromEntries(Object.entries(error.fields).map(([path, words]) => [path.replace(/^content\./, ''), words])))
      setTold({ tone: 'error', text: messageOf(error) })
    }
  }
  return (
    <form
      className="form-editor"
      data-testid="form-editor"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <p className="muted">
        {t('scoring.version', { version: form.version })} · {formatDateTime(form.savedAt)}
        {form.savedBy && ` · ${form.savedBy}`}
        {form.reason && ` · ${form.reason}`}
      </p>
      <Field id="pass-percent" label={t('scoring.passPercent')} error={errors['passPercent']} help={t('scoring.passPercentHelp')} className="field-short">
        {(tied) => (
          <WholeNumber
            tied={tied}
            value={content.passPercent || null}
            onChange={(value) => edit({ ...content, passPercent: asNumber(value) })}
            testId="pass-percent"
          />
        )}
      </Field>
      {content.sections.map((section, s) => (
        <fieldset key={section.id} className="form-section">
          <legend className="visually-hidden">{section.title || t('scoring.section', { n: s + 1 })}</legend>
          <div className="form-section-head">
            <Field
              id={`section-${section.id}`}
              label={t('scoring.section', { n: s + 1 })}
              error={errors[`sections.${s}.title`] ?? errors[`sections.${s}.criteria`]}
            >
              {(tied) => (
                <Input {...tied} value={section.title} maxLength={120} onChange={(event) => edit(setSection(content, s, { title: event.target.value }))} />
              )}
            </Field>
            <Button onClick={() => edit(dropSection(content, s))} disabled={content.sections.length === 1}>
              {t('scoring.dropSection')}
            </Button>
          </div>
          {section.criteria.map((criterion, c) => (
            <CriterionRow
              key={criterion.id}
              criterion={criterion}
              errorOf={(field) => errors[`sections.${s}.criteria.${c}.${field}`]}
              isFirst={c === 0}
              isLast={c === section.criteria.length - 1}
              onChange={(more) => edit(setCriterion(content, s, c, more))}
              onMove={(by) => edit(moveCriterion(content, s, c, by))}
              onDrop={() => edit(dropCriterion(content, s, c))}
            />
          ))}
          <Button onClick={() => edit(addCriterion(content, s))} data-testid={`add-criterion-${section.id}`}>
            {t('scoring.addCriterion')}
          </Button>
        </fieldset>
      ))}
      <Button onClick={() => edit(addSection(content))} data-testid="add-section">
        {t('scoring.addSection')}
      </Button>
      {changed && (
        <footer className="form-editor-footer">
          <Field id="form-reason" label={t('calendars.reason')} required error={errors['reason']} help={t('scoring.formReasonHelp')}>
            {(tied) => (
              <Input
                {...tied}
                value={reason}
                maxLength={400}
                onChange={(event) => {
                  setReason(event.target.value)
                  setErrors(({ reason: _, ...others }) => others)
                }}
                data-testid="form-reason"
              />
            )}
          </Field>
          <Button type="primary" htmlType="submit" data-testid="form-save">
            {t('scoring.saveForm')}
          </Button>
        </footer>
      )}
      {told && <Notice tone={told.tone}>{told.text}</Notice>}
    </form>
  )
}

interface RowProps {
  criterion: Criterion
  errorOf: (field: string) => string | undefined
  isFirst: boolean
  isLast: boolean
  onChange: (more: Partial<Criterion>) => void
  onMove: (by: -1 | 1) => void
  onDrop: () => void
}

function CriterionRow({ criterion, errorOf, isFirst, isLast, onChange, onMove, onDrop }: RowProps) {
  const { t } = useTranslation()
  const { id, text, help, weight, critical, mayBeNotApplicable } = criterion
  return (
    <div className="form-criterion" data-testid={`edit-${id}`}>
      <Field id={`text-${id}`} label={t('scoring.criterion')} error={errorOf('text') ?? errorOf('id')}>
        {(tied) => <Input {...tied} value={text} maxLength={200} onChange={(event) => onChange({ text: event.target.value })} />}
      </Field>
      <Field id={`help-${id}`} label={t('scoring.criterionHelp')} error={errorOf('help')}>
        {(tied) => <Input {...tied} value={help} maxLength={400} onChange={(event) => onChange({ help: event.target.value })} />}
      </Field>
      {critical ? (
        <span className="muted form-critical">{t('scoring.criticalHelp')}</span>
      ) : (
        <Field id={`weight-${id}`} label={t('scoring.weightLabel')} error={errorOf('weight')}>
          {(tied) => <WholeNumber tied={tied} value={weight || null} onChange={(value) => onChange({ weight: asNumber(value) })} testId={`weight-${id}`} />}
        </Field>
      )}
      <span className="form-criterion-marks">
        <Checkbox checked={critical} onChange={(event) => onChange({ critical: event.target.checked })}>
          {t('scoring.critical')}
        </Checkbox>
        <Checkbox checked={mayBeNotApplicable} onChange={(event) => onChange({ mayBeNotApplicable: event.target.checked })}>
          {t('scoring.mayNotApply')}
        </Checkbox>
      </span>
      <span className="form-criterion-acts">
        <Button size="small" disabled={isFirst} onClick={() => onMove(-1)} aria-label={t('scoring.moveUp', { criterion: text })}>
          <span className="icon-up">
            <Icon name="down" size={14} />
          </span>
        </Button>
        <Button size="small" disabled={isLast} onClick={() => onMove(1)} aria-label={t('scoring.moveDown', { criterion: text })}>
          <Icon name="down" size={14} />
        </Button>
        <Button size="small" disabled={isFirst && isLast} onClick={onDrop} aria-label={t('scoring.dropCriterion', { criterion: text })}>
          {t('scoring.drop')}
        </Button>
      </span>
    </div>
  )
}
