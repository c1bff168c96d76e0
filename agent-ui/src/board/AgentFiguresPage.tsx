// Số liệu theo nhân viên: a day of each operator, each number of calls opening the calls behind it.
import { DatePicker, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { AgentFigures, DayFigures } from '../../../src/contract/board.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Field } from '../kit/Field.tsx'
import { fromPicker, toPicker } from '../scoring/period.ts'
import { LoadFailed } from '../work/LoadFailed.tsx'
import { type BehindWhat, CallsBehind } from './CallsBehind.tsx'
import { formatMs, formatShare } from './figure-words.ts'

export default function AgentFiguresPage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const wanted = /^\d{4}-\d{2}-\d{2}$/.test(params.get('ngay') ?? '') ? (params.get('ngay') ?? undefined) : undefined
  const query = wanted ? { day: wanted } : {}
  const found = useFetch(`agents ${wanted}`, async (signal) => {
    const [agents, day] = await Promise.all([api('agentFigures', { query, signal }), api('figures', { query, signal })])
    return { agents, day }
  })
  const [what, setWhat] = useState<BehindWhat | null>(null)
  const shown = found.data
  return (
    <main className="list-page agent-figures">
      <header className="page-bar">
        <h1 className="page-tab">{t('board.byAgent.title')}</h1>
        <Link to="/giam-sat" className="back-link">
          <Icon name="back" size={14} /> {t('board.byAgent.back')}
        </Link>
      </header>
      <search className="scoring-filter">
        <Field id="figures-day" label={t('board.byAgent.day')}>
          {({ id }) => (
            <DatePicker
              id={id}
              format="DD/MM/YYYY"
              allowClear={false}
              value={shown ? toPicker(shown.agents.day) : null}
              onChange={(day) => setParams({ ngay: fromPicker(day) ?? '' })}
            />
          )}
        </Field>
      </search>
      {found.error && !shown && <LoadFailed message={found.error.message} onRetry={found.reload} />}
      {!shown && !found.error && <Skeleton active className="ticket-loading" />}
      {shown && shown.agents.agents.length === 0 && (
        <div className="empty list-empty">
          <b>{t('board.byAgent.empty')}</b>
          <p>{t('board.byAgent.emptyText')}</p>
        </div>
      )}
      {shown && shown.agents.agents.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard
        <section className="table-scroll" tabIndex={0} aria-label={t('board.byAgent.title')}>
          <AgentTable agents={shown.agents.agents} onOpen={setWhat} />
          <p className="muted agent-figures-note">{t('board.byAgent.formula')}</p>
        </section>
      )}
      {what && shown && <CallsBehind what={what} day={shown.day as DayFigures} onChange={setWhat} onClose={() => setWhat(null)} />}
    </main>
  )
}

function AgentTable({ agents, onOpen }: { agents: readonly AgentFigures[]; onOpen: (what: BehindWhat) => void }) {
  const { t, i18n } = useTranslation()
  const columns = ['answered', 'talk', 'hold', 'wrapUp', 'handling', 'paused', 'missed', 'occupancy', 'rating', 'onDuty'] as const
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('board.name')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="cell-number">
              {t(`board.byAgent.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <tr key={agent.agentId} data-testid="agent-figures" data-name={agent.name}>
            <th scope="row">{agent.name}</th>
            <td className="cell-number">
              <OpenCalls agent={agent} figure="answered" count={agent.answered} onOpen={onOpen} />
            </td>
            <td className="cell-number">{formatMs(agent.talkMs)}</td>
            <td className="cell-number">{formatMs(agent.holdMs)}</td>
            <td className="cell-number">{formatMs(agent.wrapUpMs)}</td>
            <td className="cell-number">{formatMs(agent.meanHandlingMs)}</td>
            <td className="cell-number">
              {formatMs(agent.pausedMs)}
              {agent.paused.map(({ reason, ms }) => (
                <span key={reason} className="cell-sub">
                  {t(`pause.${reason}`)} {formatMs(ms)}
                </span>
              ))}
            </td>
            <td className="cell-number">{agent.missed}</td>
            <td className="cell-number">{formatShare(agent.occupancy, i18n.language)}</td>
            <td className="cell-number">
              {agent.rated > 0 ? (
                <OpenCalls
                  agent={agent}
                  figure="rated"
                  count={agent.rated}
                  words={t('board.byAgent.ratedOf', { satisfied: agent.satisfied, rated: agent.rated })}
                  onOpen={onOpen}
                />
              ) : (
                '–'
              )}
            </td>
            <td className="cell-number">{formatMs(agent.onDutyMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface OpenProps {
  agent: AgentFigures
  figure: BehindWhat['figure']
  count: number
  words?: string
  onOpen: (what: BehindWhat) => void
}

function OpenCalls({ agent, figure, count, words = String(count), onOpen }: OpenProps) {
  const { t } = useTranslation()
  if (count === 0) return words
  return (
    <button
      type="button"
      className="figure-link"
      aria-label={`${t('board.byAgent.calls', { name: agent.name })}: ${words}`}
      onClick={() => onOpen({ figure, hour: null, disposition: null, page: 1, agent: { id: agent.agentId, name: agent.name } })}
      data-testid={`agent-${figure}`}
    >
      {words}
    </button>
  )
}
