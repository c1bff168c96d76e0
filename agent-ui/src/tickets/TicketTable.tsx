// The list with the manual's columns; on a phone each row becomes title, place and state.
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { TicketSummary } from '../../../src/contract/tickets.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import type { HeldRow } from '../kit/held-rows.ts'
import { formatDate, formatTime } from '../kit/time.ts'
import { ProgressWord } from './ProgressWord.tsx'

export function TicketTable({ rows, firstNumber }: { rows: HeldRow<TicketSummary>[] | null; firstNumber: number }) {
  const { t } = useTranslation()
  if (rows?.length === 0)
    return (
      <div className="empty" data-testid="tickets-empty">
        <b>{t('tickets.emptyTitle')}</b>
        <p>{t('tickets.emptyText')}</p>
      </div>
    )
  return (
    <div className="table-scroll">
      <table className="table tickets-table" aria-busy={rows === null}>
        <thead>
          <tr>
            <th scope="col" className="num">
              {t('tickets.no')}
            </th>
            <th scope="col">{t('tickets.name')}</th>
            <th scope="col">{t('tickets.category')}</th>
            <th scope="col">{t('tickets.reportedAt')}</th>
            <th scope="col">{t('tickets.place')}</th>
            <th scope="col">{t('tickets.step')}</th>
            <th scope="col">{t('tickets.status')}</th>
            <th scope="col">{t('tickets.progress')}</th>
            <th scope="col" className="end">
              {t('tickets.actions')}
            </th>
          </tr>
        </thead>
        <tbody>{rows ? rows.map((row, place) => <Row key={row.key} row={row} number={firstNumber + place} />) : <Loading />}</tbody>
      </table>
    </div>
  )
}

function Row({ row: { item, gone }, number }: { row: HeldRow<TicketSummary>; number: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const path = `/phan-anh/${item.id}`
  const late = item.progress === 'late'
  return (
    <tr
      className={`${late ? 'row-late' : ''} ${gone ? 'row-gone' : ''}`}
      data-testid="ticket-row"
      data-ticket-id={item.id}
      onDoubleClick={() => void navigate(path)}
    >
      <td className="num">{number}</td>
      <td className="cell-title">
        <Link to={path}>{item.title || t('tickets.noTitle')}</Link> <span className="muted code">{item.code ?? t('tickets.noCode')}</span>
      </td>
      <td className="cell-category">{item.categoryName ?? ''}</td>
      <td className="cell-date">
        {formatDate(item.reportedAt)}
        <span className="muted">{formatTime(item.reportedAt)}</span>
      </td>
      <td className="cell-place">{item.place}</td>
      <td className="cell-step">
        {t(`step.${item.step}`)}
        <span className="muted">{item.handlerName ?? t('tickets.noHandler')}</span>
      </td>
      <td className="cell-status">
        <span className="status">
          <Glyph shape={`status-${item.status}`} size={14} /> {t(`status.${item.status}`)}
        </span>
      </td>
      <td className="cell-progress">
        <ProgressWord progress={item.progress} />
      </td>
      <td className="end cell-action">
        <Link to={path} className="row-action" aria-label={`${t('action.open')}: ${item.title || (item.code ?? '')}`}>
          {t('action.open')}
        </Link>
      </td>
    </tr>
  )
}

function Loading() {
  return Array.from({ length: 8 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else to be known by
    <tr key={row} className="row-loading">
      <td colSpan={9}>
        <Skeleton active title={false} paragraph={{ rows: 1, width: `${60 + ((row * 13) % 35)}%` }} />
      </td>
    </tr>
  ))
}
