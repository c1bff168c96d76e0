// The calls behind a figure, of the whole day or of one hour; the address keeps what is shown.
import { Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type DayFigures, type FigureCall, type FigureName, figureNames } from '../../../src/contract/board.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { formatTimeWithSeconds } from '../kit/time.ts'
import { LoadFailed } from '../work/LoadFailed.tsx'
import { Pager } from '../work/Pager.tsx'
import { formatMs } from './figure-words.ts'
import { hourWords } from './HourChart.tsx'
import { PaneEmpty } from './PaneEmpty.tsx'

export interface BehindWhat {
  figure: FigureName
  hour: number | null
  page: number
}

interface Props {
  what: BehindWhat
  day: DayFigures
  onChange: (what: BehindWhat) => void
  onClose: () => void
}

const pageSize = 15

export function CallsBehind({ what, day, onChange, onClose }: Props) {
  const { t } = useTranslation()
  const { figure, hour, page } = what
  // With the figure on the screen the list changes too: both say the same.
  const count = day.total.offered + day.total.short + day.total.outOfHours + day.total.handled + day.total.rated + day.total.outgoing
  const found = useFetch(`${figure} ${hour} ${page} ${count}`, (signal) =>
    api('figureCalls', { query: { day: day.day, figure, page, pageSize, ...(hour === null ? {} : { hour }) }, signal }),
  )
  const shown = found.data
  const hours = [{ value: -1, label: t('board.behind.allDay') }, ...day.hours.map((one) => ({ value: one.hour, label: t('board.hour', hourWords(one.hour)) }))]
  return (
    <Modal
      open
      mask={{ closable: true }}
      title={t('board.behind.title')}
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
        {shown && (
          <span className="muted" data-testid="behind-count" data-count={shown.total}>
            {t('board.behind.count', { count: shown.total })}
          </span>
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
                <CallRow key={call.callId} call={call} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {shown && <Pager page={page} pages={Math.max(1, Math.ceil(shown.total / pageSize))} onPage={(next) => onChange({ ...what, page: next })} />}
    </Modal>
  )
}

function CallRow({ call }: { call: FigureCall }) {
  const { t } = useTranslation()
  const answered = call.fate === 'answered' || (call.fate === 'outgoing' && call.talkMs > 0)
  const outcome =
    call.fate === 'short' ? t('board.behind.short') : call.outcome ? t(`board.behind.outcomes.${call.outcome}`) : answered ? t('board.behind.talking') : ''
  return (
    <tr data-testid="behind-row" data-call-id={call.callId} data-fate={call.fate}>
      <td className="nowrap">{formatTimeWithSeconds(call.arrivedAt)}</td>
      <td className="nowrap">{formatPhone(call.number) || t('desk.noNumber')}</td>
      <td>
        {outcome}
        {call.rating && (
          <span className="cell-sub" data-testid="behind-rating">
            {t(`rating.${call.rating}`)}
          </span>
        )}
      </td>
      <td className="cell-number">
        {formatMs(call.waitMs)}
        {call.fate === 'answered' && <span className="cell-sub">{t(call.inTime ? 'board.behind.inTime' : 'board.behind.late')}</span>}
      </td>
      <td className="cell-number">{answered ? formatMs(call.talkMs + call.holdMs) : '–'}</td>
      <td className="cell-number">{answered ? formatMs(call.wrapUpMs) : '–'}</td>
      <td>{call.agentName ?? '–'}</td>
      <td>
        {call.ticketId ? <Link to={`/phan-anh/${call.ticketId}`}>{t('board.behind.open')}</Link> : <span className="muted">{t('board.behind.none')}</span>}
      </td>
    </tr>
  )
}
