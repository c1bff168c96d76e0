// Nhân viên trực: who does what and since when; the timers run by themselves.
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardState } from '../../../src/contract/board.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { formatDuration, useNow } from '../kit/time.ts'
import { countStates, type ShownAgent, shownAgents, wrapUpOver } from './agent-order.ts'
import { overWords } from './figure-words.ts'
import { PaneEmpty } from './PaneEmpty.tsx'
import { SetAgentButton } from './SetAgentButton.tsx'
import type { BoardActs } from './useBoardActs.ts'

export function BoardAgents({ now, acts }: { now: BoardState | null; acts: BoardActs }) {
  const { t } = useTranslation()
  const agents = now ? shownAgents(now) : []
  const [there, offline] = [agents.filter(({ state }) => state !== 'offline'), agents.filter(({ state }) => state === 'offline')]
  return (
    <section className="board-agents-pane" aria-labelledby="board-agents-title">
      <header className="board-head">
        <h2 id="board-agents-title">
          {t('board.agents')} <span className="count">{now ? there.length : '–'}</span>
        </h2>
        <ul className="state-counts">
          {countStates(there).map(({ state, count }) => (
            <li key={state}>
              <Glyph shape={`agent-${state}`} size={13} /> {t(`agent.${state}`)} <b>{count}</b>
            </li>
          ))}
        </ul>
      </header>
      {!now ? (
        <PaneEmpty title={t('board.unknown')} text={t('board.away')} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        <section className="table-scroll" tabIndex={0} aria-label={t('board.agents')}>
          {there.length === 0 ? (
            <PaneEmpty title={t('board.nobodyOnDuty')} text={t('board.nobodyOnDutyText')} />
          ) : (
            <table className="table board-agents">
              <thead>
                <tr>
                  <th scope="col">{t('board.name')}</th>
                  <th scope="col">{t('board.state')}</th>
                  <th scope="col" className="cell-number">
                    {t('board.since')}
                  </th>
                  <th scope="col" className="cell-call">
                    {t('board.call')}
                  </th>
                  <th scope="col" className="cell-set">
                    <span className="visually-hidden">{t('board.set.column')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {there.map((agent) => (
                  <AgentRow key={agent.agentId} agent={agent} wrapupSeconds={now.wrapupSeconds} acts={acts} />
                ))}
              </tbody>
            </table>
          )}
          {offline.length > 0 && (
            <p className="board-offline">
              <Glyph shape="agent-offline" size={13} />{' '}
              <b>
                {t('board.offlineAgents')} {offline.length}:
              </b>{' '}
              {offline
                .filter(({ phoneReachable }) => !phoneReachable)
                .map(({ name }) => name)
                .join(', ')}
              {offline
                .filter(({ phoneReachable }) => phoneReachable)
                .map((agent) => (
                  <SetAgentButton key={agent.agentId} agent={agent} acts={acts} named />
                ))}
            </p>
          )}
        </section>
      )}
    </section>
  )
}

interface RowProps {
  agent: ShownAgent
  wrapupSeconds: number
  acts: BoardActs
}

/** A board brings fifty of them; those of whom nothing changed are not drawn again. */
const AgentRow = memo(
  function AgentRow({ agent, wrapupSeconds, acts }: RowProps) {
    const { t } = useTranslation()
    const { call, shown } = agent
    const notes = [
      agent.pauseReason && t(`pause.${agent.pauseReason}`),
      agent.next && t(`board.next.${agent.next}`),
      agent.setBy && t('board.set.by', { name: agent.setBy }),
      !agent.phoneReachable && shown !== 'paused' && t('board.noPhone'),
    ].filter((note) => !!note)
    return (
      <tr data-testid="board-agent" data-name={agent.name} data-state={shown}>
        <th scope="row">{agent.name}</th>
        <td>
          <span className={shown === 'ringing' ? 'status state-sun' : 'status'}>
            <Glyph shape={`agent-${shown}`} size={14} /> {t(`agent.${shown}`)}
          </span>
          {notes.length > 0 && <span className="cell-sub">{notes.join(' · ')}</span>}
          {call?.number && <span className="cell-sub narrow-only">{formatPhone(call.number)}</span>}
        </td>
        <td className="cell-number">
          <StateTime agent={agent} wrapupSeconds={wrapupSeconds} />
        </td>
        <td className="cell-call">
          {call && (
            <>
              {formatPhone(call.number) || t('desk.noNumber')}
              {call.name && <span className="cell-sub">{call.name}</span>}
            </>
          )}
        </td>
        <td className="cell-set">
          <SetAgentButton agent={agent} acts={acts} />
        </td>
      </tr>
    )
  },
  (before, after) => before.acts === after.acts && before.wrapupSeconds === after.wrapupSeconds && JSON.stringify(before.agent) === JSON.stringify(after.agent),
)

function StateTime({ agent, wrapupSeconds }: { agent: ShownAgent; wrapupSeconds: number }) {
  const { t } = useTranslation()
  const moment = useNow()
  const over = wrapUpOver(agent, wrapupSeconds, moment)
  return (
    <>
      <b>{formatDuration((moment - Date.parse(agent.shownSince)) / 1000)}</b>
      {over > 0 && <span className="cell-sub over">{overWords(over, t)}</span>}
    </>
  )
}
