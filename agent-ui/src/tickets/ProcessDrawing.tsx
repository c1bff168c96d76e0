// Quy trình: the whole process drawn, the current step in red (M1).
import { useTranslation } from 'react-i18next'
import type { ProcessStep } from '../../../src/contract/slips.ts'
import { formatDayMonth, formatTime } from '../kit/time.ts'

const when = (at: string) => `${formatTime(at)} ${formatDayMonth(at)}`

export function ProcessDrawing({ steps }: { steps: readonly ProcessStep[] }) {
  const { t } = useTranslation()
  return (
    <section className="process" aria-labelledby="process-title" id="process" tabIndex={-1}>
      <h2 id="process-title">{t('process.title')}</h2>
      <ol data-testid="process">
        {steps.map((step, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: steps have no names of their own, and are drawn anew as a whole
            key={index}
            className={`process-step process-${step.state}${step.step === 'coordination' ? ' process-branch' : ''}`}
            aria-current={step.state === 'current' ? 'step' : undefined}
          >
            <Mark step={step} />
            <p className="process-name">
              <b>{t(`process.${step.step}`)}</b>
              <span>
                {step.state === 'current'
                  ? `${t('process.here')}${step.from ? `, ${t('process.since', { at: when(step.from) })}` : ''}`
                  : step.to && step.from
                    ? `${when(step.from)} – ${when(step.to)}`
                    : ''}
              </span>
            </p>
            <p className="process-note">
              {[step.unitName, step.personName, step.outcome].filter(Boolean).join(' · ')}
              {step.late && <span className="progress-late"> · {t('slip.lapsed')}</span>}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Mark({ step }: { step: ProcessStep }) {
  const branch = step.step === 'coordination'
  return (
    <svg className="process-mark" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      {branch ? (
        <rect x="4" y="4" width="10" height="10" fill="none" stroke="currentColor" strokeWidth="1.75" />
      ) : (
        <circle cx="9" cy="9" r="7.5" fill="none" stroke="currentColor" strokeWidth="1.75" />
      )}
      {step.state === 'passed' && <path d="M5.5 9.2l2.4 2.4 4.6-5" fill="none" stroke="currentColor" strokeWidth="1.75" />}
      {step.state === 'current' && <circle cx="9" cy="9" r="4" fill="currentColor" />}
    </svg>
  )
}
