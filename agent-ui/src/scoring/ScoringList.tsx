// Talks of a few days to choose from: by operator, outcome, rating, or so many of each operator drawn by chance.
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import type { ScoringRow, ScoringState } from '../../../src/contract/scoring.ts'
import { ratings } from '../../../src/contract/values.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Choice } from '../kit/Choice.tsx'
import { Field } from '../kit/Field.tsx'
import { formatDate, formatDateTime, formatDuration, formatTime } from '../kit/time.ts'
import { LoadFailed } from '../work/LoadFailed.tsx'
import { Pager } from '../work/Pager.tsx'
import { PercentWord } from './PercentWord.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import { dayAgo } from './period.ts'

const pageSize = 25
const samples = ['1', '2', '3', '5', '10'] as const
const outcomes = ['answered', 'interrupted'] as const

interface Filter {
  from: string
  to: string
  agentId?: string | undefined
  outcome?: (typeof outcomes)[number] | undefined
  rating?: string | undefined
  sample?: (typeof samples)[number] | undefined
  seed: string
}

export function ScoringList({ state }: { state: ScoringState }) {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<Filter>(() => ({ from: dayAgo(6), to: dayAgo(0), seed: '1' }))
  const [page, setPage] = useState(1)
  const set = (more: Partial<Filter>) => {
    setFilter((old) => ({ ...old, ...more }))
    setPage(1)
  }
  const { rating, sample, ...plain } = filter
  const query = { ...plain, state, page, pageSize, ...(rating ? { rating: Number(rating) } : {}), ...(sample ? { sample: Number(sample) } : {}) }
  const found = useFetch(JSON.stringify(query), (signal) => api('scoringCalls', { query, signal }))
  const shown = found.data
  const wrongPeriod = found.error?.code === 'invalid-input' ? found.error.fields['to'] : undefined
  const choice = <V extends string>(
    name: 'agentId' | 'outcome' | 'rating' | 'sample',
    label: string,
    options: readonly { value: V; label: string }[],
    all = t('scoring.all'),
  ) => (
    <Field id={`scoring-${name}`} label={label}>
      {({ id }) => (
        <Choice<string | undefined>
          id={id}
          allowClear
          placeholder={all}
          popupMatchSelectWidth={false}
          value={filter[name]}
          options={[...options]}
          onChange={(value) => set({ [name]: value })}
          data-testid={`scoring-${name}`}
        />
      )}
    </Field>
  )
  return (
    <>
      <search className="scoring-filter">
        <PeriodFields from={filter.from} to={filter.to} onChange={set} error={wrongPeriod} />
        {choice('agentId', t('scoring.agent'), shown?.agents.map(({ id, name }) => ({ value: id, label: name })) ?? [])}
        {choice(
          'outcome',
          t('scoring.outcome'),
          outcomes.map((value) => ({ value, label: t(`board.behind.outcomes.${value}`) })),
        )}
        {choice(
          'rating',
          t('scoring.rating'),
          ratings.map((value) => ({ value: String(value), label: t(`rating.${value}`) })),
        )}
        {state === 'to-score' &&
          choice(
            'sample',
            t('scoring.sample'),
            samples.map((value) => ({ value, label: t('scoring.sampleOf', { count: Number(value) }) })),
            t('scoring.noSample'),
          )}
        {state === 'to-score' && filter.sample && (
          <Button onClick={() => set({ seed: String(Number(filter.seed) + 1) })} data-testid="scoring-draw">
            {t('scoring.drawAgain')}
          </Button>
        )}
      </search>
      {found.error && !wrongPeriod && !shown ? (
        <LoadFailed message={found.error.message} onRetry={found.reload} />
      ) : !shown ? (
        <Skeleton active className="ticket-loading" />
      ) : shown.items.length === 0 ? (
        <div className="empty list-empty" data-testid="scoring-empty">
          <b>{t(`scoring.empty.${state}`)}</b>
          <p>{t(`scoring.emptyText.${state}`)}</p>
        </div>
      ) : (
        <TalkTable items={shown.items} state={state} />
      )}
      <footer className="list-footer">
        {shown && shown.total > 0 && <span data-testid="scoring-count">{t('scoring.count', { count: shown.total })}</span>}
        <Pager page={page} pages={Math.max(1, Math.ceil((shown?.total ?? 0) / pageSize))} onPage={setPage} />
      </footer>
    </>
  )
}

function TalkTable({ items, state }: { items: readonly ScoringRow[]; state: ScoringState }) {
  const { t } = useTranslation()
  const graded = state === 'graded'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={t('scoring.title')}>
      <table className="table scoring-table">
        <thead>
          <tr>
            <th scope="col">{t('scoring.arrived')}</th>
            <th scope="col">{t('scoring.agent')}</th>
            <th scope="col" className="scoring-wide">
              {t('scoring.number')}
            </th>
            <th scope="col" className="cell-number">
              {t('scoring.talk')}
            </th>
            <th scope="col" className="scoring-wide">
              {t('scoring.outcome')}
            </th>
            <th scope="col" className="scoring-wide">
              {t('scoring.rating')}
            </th>
            {graded && (
              <th scope="col" className="cell-number">
                {t('scoring.score')}
              </th>
            )}
            {graded && (
              <th scope="col" className="scoring-wide">
                {t('scoring.gradedBy')}
              </th>
            )}
            <th scope="col" className="end">
              {t('tickets.actions')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={`${row.callId} ${row.agentId}`} data-testid="scoring-row" data-call-id={row.callId}>
              <td className="nowrap">
                {formatTime(row.arrivedAt)} <span className="muted">{formatDate(row.arrivedAt)}</span>
              </td>
              <td>
                {row.agentName}
                <span className="cell-sub scoring-narrow">{formatPhone(row.number) || t('desk.noNumber')}</span>
              </td>
              <td className="nowrap scoring-wide">{formatPhone(row.number) || t('desk.noNumber')}</td>
              <td className="cell-number">{formatDuration(row.talkMs / 1000)}</td>
              <td className="scoring-wide">{row.outcome ? t(`board.behind.outcomes.${row.outcome}`) : ''}</td>
              <td className="scoring-wide">{row.rating ? t(`rating.${row.rating}`) : <span className="muted">–</span>}</td>
              {graded && (
                <td className="cell-number">
                  {row.percent !== null && <PercentWord percent={row.percent} passed={row.passed ?? false} failedCritical={row.failedCritical} />}
                </td>
              )}
              {graded && (
                <td className="scoring-wide">
                  {row.scorerName}
                  <span className="cell-sub">
                    {row.gradedAt && formatDateTime(row.gradedAt)}
                    {row.reply && ` · ${t(row.reply.text ? 'scoring.replied' : 'scoring.seen')}`}
                  </span>
                </td>
              )}
              <td className="end">
                <Link to={`/cham-diem/cuoc/${row.callId}`} className="row-action" data-testid="scoring-open">
                  {t(graded ? 'action.open' : state === 'draft' ? 'scoring.goOn' : 'scoring.begin')}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
