// Kết quả: means of a period by operator and by criterion; what was corrected counts no more.
import { Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { LoadFailed } from '../work/LoadFailed.tsx'
import { usePercent } from './PercentWord.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import { dayAgo } from './period.ts'

export function SummaryPane() {
  const { t } = useTranslation()
  const percent = usePercent()
  const [period, setPeriod] = useState(() => ({ from: dayAgo(29), to: dayAgo(0) }))
  const found = useFetch(JSON.stringify(period), (signal) => api('scoringSummary', { query: period, signal }))
  const summary = found.data
  const wrongPeriod = found.error?.code === 'invalid-input' ? found.error.fields['to'] : undefined
  const weakest = summary?.criteria.filter(({ meanPercent }) => meanPercent !== null) ?? []
  return (
    <div className="scoring-summary">
      <search className="scoring-filter">
        <PeriodFields {...period} onChange={setPeriod} error={wrongPeriod} />
      </search>
      {found.error && !wrongPeriod && !summary && <LoadFailed message={found.error.message} onRetry={found.reload} />}
      {!summary && !found.error && <Skeleton active className="ticket-loading" />}
      {summary && summary.graded === 0 && (
        <div className="empty list-empty">
          <b>{t('scoring.noGradings')}</b>
          <p>{t('scoring.noGradingsText')}</p>
        </div>
      )}
      {summary && summary.graded > 0 && (
        <>
          <dl className="summary-figures" data-testid="summary-figures">
            {(
              [
                [t('scoring.graded'), String(summary.graded)],
                [t('scoring.mean'), percent(summary.meanPercent)],
                [t('scoring.passedShare'), percent(Math.round((summary.passed / summary.graded) * 1000) / 10)],
                [t('scoring.failedCritical'), String(summary.failedCritical)],
              ] as const
            ).map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard */}
          <section className="summary-scroll" tabIndex={0} aria-label={t('scoring.byAgent')}>
            <table className="table summary-table">
              <caption>{t('scoring.byAgent')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('scoring.agent')}</th>
                  <th scope="col" className="cell-number">
                    {t('scoring.graded')}
                  </th>
                  <th scope="col" className="cell-number">
                    {t('scoring.mean')}
                  </th>
                  <th scope="col" className="cell-number">
                    {t('scoring.passed')}
                  </th>
                  <th scope="col" className="cell-number">
                    {t('scoring.failedCritical')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {summary.agents.map((agent) => (
                  <tr key={agent.id} data-testid="summary-agent" data-agent-id={agent.id}>
                    <th scope="row">{agent.name}</th>
                    <td className="cell-number">{agent.graded}</td>
                    <td className="cell-number">
                      <b>{percent(agent.meanPercent)}</b>
                    </td>
                    <td className="cell-number">{agent.passed}</td>
                    <td className="cell-number">{agent.failedCritical}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <table className="table summary-table summary-criteria">
              <caption>{t('scoring.byCriterion')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('scoring.criterion')}</th>
                  <th scope="col" className="cell-number">
                    {t('scoring.everybody')}
                  </th>
                  {summary.agents.map(({ id, name }) => (
                    <th key={id} scope="col" className="cell-number">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weakest.map((criterion) => (
                  <tr key={criterion.id} data-testid="summary-criterion">
                    <th scope="row">{criterion.text}</th>
                    <td className="cell-number">
                      <span className="share-bar" aria-hidden="true">
                        <span style={{ width: `${criterion.meanPercent ?? 0}%` }} />
                      </span>
                      <b>{percent(criterion.meanPercent)}</b>
                    </td>
                    {summary.agents.map(({ id, criteria }) => (
                      <td key={id} className="cell-number">
                        {percent(criteria[criterion.id] ?? null)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </div>
  )
}
