// The calls behind a figure, of the whole day or of one hour; the address keeps what is shown.
import { Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type DayFigures, type FigureCall, type FigureName, figureNames } from '../../../src/contract/board.ts'
import { endpoints } from '../../../src/contract/endpoints.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { type Disposition, dispositions } from '../../../src/contract/values.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { formatTimeWithSeconds } from '../kit/time.ts'
import { hasRole, useMe } from '../session/session.tsx'
import { LoadFailed } from '../work/LoadFailed.tsx'
import { Pager } from '../work/Pager.tsx'
import { formatMs } from './figure-words.ts'
import { hourWords } from './HourChart.tsx'
import { PaneEmpty } from './PaneEmpty.tsx'

export interface BehindWhat {
  figure: FigureName
  hour: number | null
  /** Only calls that were about this; none: nobody said. */
  disposition: Disposition | 'none' | null
  page: number
  /** Of one operator alone. */
  agent?: { id: string; name: string }
}

interface Props {
  what: BehindWhat
  day: Pick<DayFigures, 'day' | 'total' | 'hours'>
  onChange: (what: BehindWhat) => void
  onClose: () => void
}

const pageSize = 15

export function CallsBehind({ what, day, onChange, onClose }: Props) {
  const { t } = useTranslation()
  const { figure, hour, disposition, page, agent } = what
  const me = useMe()
  const wish = {
    day: day.day,
    figure,
    ...(hour === null ? {} : { hour }),
    ...(disposition === null ? {} : { disposition }),
    ...(agent ? { agentId: agent.id } : {}),
  }
  // With the figure on the screen the list changes too: both say the same.
  const count = day.total.offered + day.total.short + day.total.outOfHours + day.total.handled + day.total.rated
  const found = useFetch(`${figure} ${hour} ${disposition} ${page} ${count} ${agent?.id}`, (signal) =>
    api('figureCalls', { query: { ...wish, page, pageSize }, signal }),
  )
  const shown = found.data
  const hours = [{ value: -1, label: t('board.behind.allDay') }, ...day.hours.map((one) => ({ value: one.hour, label: t('board.hour', hourWords(one.hour)) }))]
  return (
    <Modal
      open
      mask={{ closable: true }}
      title={agent ? t('board.byAgent.calls', { name: agent.name }) : t('board.behind.title')}
      footer={null}
      onCancel={onClose}
      width={940}
      className="list-dialog"
      data-testid="calls-behind"
    >
      <div className="behind-bar">
        <Select
          aria-label={t('board.behind.figure')}
          value={figure}
          onChange={(chosen) => onChange({ ...what, figure: chosen, page: 1 })}
          options={figureNames.map((name) => ({ value: name, label: t(`board.behind.names.${name}`) }))}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={t('board.behind.hour')}
          value={hour ?? -1}
          onChange={(chosen) => onChange({ ...what, hour: chosen < 0 ? null : chosen, page: 1 })}
          options={hours}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={t('disposition.title')}
          value={disposition ?? ('all' as const)}
          onChange={(chosen: Disposition | 'none' | 'all') => onChange({ ...what, disposition: chosen === 'all' ? null : chosen, page: 1 })}
          options={(['all', ...dispositions, 'none'] as const).map((one) => ({ value: one, label: t(`disposition.${one}`) }))}
          popupMatchSelectWidth={false}
        />
        {shown && (
          <span className="muted" data-testid="behind-count" data-count={shown.total}>
            {t('board.behind.count', { count: shown.total })}
          </span>
        )}
        {shown && shown.total > 0 && (
          <a href={fileOf(wish)} download data-testid="behind-file">
            {t('board.csv')}
          </a>
        )}
      </div>
      {found.error && !shown && <LoadFailed message={found.error.message} onRetry={found.reload} />}
      {shown?.total === 0 && <PaneEmpty title={t('board.behind.emptyTitle')} text={t('board.behind.emptyText')} />}
      {shown && shown.items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard
        <section className="behind-scroll" tabIndex={0} aria-label={t('board.behind.title')}>
          <table className="table behind-table">
            <thead>
              <tr>
                <th scope="col">{t('board.behind.arrived')}</th>
                <th scope="col">{t('board.behind.number')}</th>
                <th scope="col">{t('board.behind.outcome')}</th>
                <th scope="col" className="cell-number">
                  {t('board.behind.wait')}
                </th>
                <th scope="col" className="cell-number">
                  {t('board.behind.talk')}
                </th>
                <th scope="col" className="cell-number">
                  {t('board.behind.wrapUp')}
                </th>
                <th scope="col">{t('board.behind.agent')}</th>
                <th scope="col">{t('board.behind.ticket')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.items.map((call) => (
                <CallRow key={call.callId} call={call} scores={hasRole(me, 'supervisor')} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {shown && <Pager page={page} pages={Math.max(1, Math.ceil(shown.total / pageSize))} onPage={(next) => onChange({ ...what, page: next })} />}
    </Modal>
  )
}

/** The same list as a file; the session's cookie goes with it. */
const fileOf = (wish: Record<string, string | number>): string =>
  `${endpoints.figureCallsFile.path}?${new URLSearchParams(Object.entries(wish).map(([name, value]) => [name, String(value)])).toString()}`

function CallRow({ call, scores }: { call: FigureCall; scores: boolean }) {
  const { t } = useTranslation()
  const answered = call.fate === 'answered'
  const outcome =
    call.fate === 'short' ? t('board.behind.short') : call.outcome ? t(`board.behind.outcomes.${call.outcome}`) : answered ? t('board.behind.talking') : ''
  return (
    <tr data-testid="behind-row" data-call-id={call.callId} data-fate={call.fate}>
      <td className="nowrap">{formatTimeWithSeconds(call.arrivedAt)}</td>
      <td className="nowrap">{formatPhone(call.number) || t('desk.noNumber')}</td>
      <td>
        {outcome}
        {call.disposition && (
          <span className="cell-sub" data-testid="behind-disposition">
            {t(`disposition.${call.disposition}`)}
          </span>
        )}
        {call.rating && (
          <span className="cell-sub" data-testid="behind-rating">
            {t(`rating.${call.rating}`)}
          </span>
        )}
      </td>
      <td className="cell-number">
        {formatMs(call.waitMs)}
        {answered && <span className="cell-sub">{t(call.inTime ? 'board.behind.inTime' : 'board.behind.late')}</span>}
      </td>
      <td className="cell-number">{answered ? formatMs(call.talkMs + call.holdMs) : '–'}</td>
      <td className="cell-number">{answered ? formatMs(call.wrapUpMs) : '–'}</td>
      <td>{call.agentName ?? '–'}</td>
      <td>
        {call.ticketId ? <Link to={`/phan-anh/${call.ticketId}`}>{t('board.behind.open')}</Link> : <span className="muted">{t('board.behind.none')}</span>}
        {scores && answered && call.recorded && call.outcome && (
          <Link to={`/cham-diem/cuoc/${call.callId}`} className="behind-score" data-testid="behind-score">
            {t('scoring.scoreCall')}
          </Link>
        )}
      </td>
    </tr>
  )
}
