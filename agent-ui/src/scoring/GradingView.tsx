// A grading as it stands for good: every criterion with its points and note, by the form it was made with.
import { useTranslation } from 'react-i18next'
import type { Grading } from '../../../src/contract/scoring.ts'
import { formatDateTime } from '../kit/time.ts'
import { PercentWord } from './PercentWord.tsx'

export function GradingView({ grading }: { grading: Grading }) {
  const { t } = useTranslation()
  const { form, answers } = grading
  return (
    <article className="grading" data-testid="grading" data-grading-id={grading.id} data-replaced={grading.replacedById !== null}>
      <header className="grading-head">
        <PercentWord percent={grading.percent} passed={grading.passed} failedCritical={grading.failedCritical} />
        <span className="muted">
          {t('scoring.gradedByAt', { name: grading.scorerName, at: formatDateTime(grading.gradedAt) })} · {t('scoring.version', { version: form.version })}
        </span>
        {grading.replacedById && <b className="grading-note">{t('scoring.replaced')}</b>}
        {grading.replacesId && <b className="grading-note">{t('scoring.isCorrection')}</b>}
      </header>
      {grading.comment && <p className="grading-comment">{grading.comment}</p>}
      {form.content.sections.map((section) => (
        <section key={section.id}>
          <h3>{section.title}</h3>
          <ul className="grading-rows">
            {section.criteria.map(({ id, text, max, critical }) => {
              const answer = answers[id]
              const points = answer?.points ?? null
              return (
                <li key={id} data-testid={`graded-${id}`} className={critical && points !== null && points < max ? 'grading-row-failed' : ''}>
                  <span>
                    {text}
                    {answer?.comment && <span className="cell-sub">{answer.comment}</span>}
                  </span>
                  <b>{points === null ? t('scoring.notApplicable') : critical ? t(points === max ? 'scoring.met' : 'scoring.notMet') : `${points}/${max}`}</b>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
      {grading.reply && (
        <p className="grading-reply" data-testid="grading-reply">
          <b>{t('scoring.replyBy', { name: grading.agentName, at: formatDateTime(grading.reply.at) })}</b> {grading.reply.text || t('scoring.seenOnly')}
        </p>
      )}
    </article>
  )
}
