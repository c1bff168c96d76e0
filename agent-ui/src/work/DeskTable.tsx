// One box of the operators' desk: since when, what one must know before opening it, and the target with its miss.
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { DeskBox, DeskItem } from '../../../src/contract/work.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { formatDate, formatDayMonth, formatTime, serverNow } from '../kit/time.ts'
import { triesWords } from './tries-words.ts'

interface Props {
  box: DeskBox
  items: DeskItem[] | null
  firstNumber: number
  onWriteOn: (ticketId: string) => void
}

/** What is only kept has no target. */
const hasTarget = (box: DeskBox) => box !== 'refused'

/** No unit has said anything yet: where it is, and how it came. */
const beforeSlip = (box: DeskBox) => box === 'draft' || box === 'new'

export function DeskTable({ box, items, firstNumber, onWriteOn }: Props) {
  const { t } = useTranslation()
  return (
    <div className="table-scroll">
      <table className="table tickets-table desk-table" aria-busy={items === null}>
        <thead>
          <tr>
            <th scope="col" className="num">
              {t('tickets.no')}
            </th>
            <th scope="col" className="col-desk-title">
              {t('tickets.name')}
            </th>
            <th scope="col" className="col-category">
              {t('tickets.category')}
            </th>
            <th scope="col" className="col-date">
              {t('deskWork.since')}
            </th>
            <th scope="col">{t(`deskWork.note-${box}`)}</th>
            {hasTarget(box) && (
              <th scope="col" className="col-progress">
                {t('deskWork.target')}
              </th>
            )}
            <th scope="col" className="col-desk-action end">
              {t('tickets.actions')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items?.map((item, place) => <Row key={item.id} box={box} item={item} number={firstNumber + place} onWriteOn={onWriteOn} />) ?? (
            <Loading columns={hasTarget(box) ? 7 : 6} />
          )}
        </tbody>
      </table>
    </div>
  )
}

function Row({ box, item, number, onWriteOn }: { box: DeskBox; item: DeskItem; number: number; onWriteOn: (ticketId: string) => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const path = `/phan-anh/${item.id}`
  const name = item.title || (item.code ?? t('tickets.noTitle'))
  return (
    <tr className={item.missed ? 'row-late' : ''} data-testid="desk-row" data-ticket-id={item.id} onDoubleClick={() => void navigate(path)}>
      <td className="num">{number}</td>
      <td className="cell-title">
        <Link to={path} className="row-link">
          {item.title || t('tickets.noTitle')}
        </Link>{' '}
        <span className="muted code">{item.code ?? t('tickets.noCode')}</span>
        {item.urgedAt && (
          <span className="row-urged" data-testid="row-urged">
            {t('deskWork.urged', { at: `${formatTime(item.urgedAt)} ${formatDayMonth(item.urgedAt)}` })}
          </span>
        )}
        {item.tries && (
          <span className="row-tries" data-testid="row-tries">
            {triesWords(item.tries, t)}
          </span>
        )}
      </td>
      <td className="cell-category">{item.categoryName ?? ''}</td>
      <td className="cell-date">
        {formatDate(item.since)}
        <span className="muted">{formatTime(item.since)}</span>
      </td>
      <td className="cell-note">
        {beforeSlip(box) ? (
          <>
            {item.place}
            <span className="muted">{t(`channel.${item.channel}`)}</span>
          </>
        ) : (
          <p title={item.note}>{item.note}</p>
        )}
      </td>
      {hasTarget(box) && (
        <td className="cell-progress">
          <Target item={item} />
        </td>
      )}
      <td className="end cell-action">
        <span className="row-actions">
          {box === 'draft' ? (
            <Button size="small" onClick={() => onWriteOn(item.id)} aria-label={`${t('deskWork.continue')}: ${name}`} data-testid="desk-write-on">
              {t('deskWork.continue')}
            </Button>
          ) : (
            <Link to={path} className="row-action" aria-label={`${t('action.open')}: ${name}`}>
              {t('action.open')}
            </Link>
          )}
        </span>
      </td>
    </tr>
  )
}

function Target({ item: { dueAt, missed, leftWords } }: { item: DeskItem }) {
  const { t } = useTranslation()
  if (dueAt === null) return null
  const today = formatDate(dueAt) === formatDate(serverNow())
  return (
    <span className={missed ? 'time-left time-left-late' : 'time-left'}>
      <span className="time-left-words">
        {missed && <Glyph shape="progress-late" size={14} />}
        <span>{leftWords}</span>
      </span>
      <span className="time-left-due">{t('deskWork.targetAt', { at: today ? formatTime(dueAt) : `${formatTime(dueAt)} ${formatDayMonth(dueAt)}` })}</span>
    </span>
  )
}

function Loading({ columns }: { columns: number }) {
  return Array.from({ length: 6 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else to be known by
    <tr key={row} className="row-loading">
      <td colSpan={columns}>
        <Skeleton active title={false} paragraph={{ rows: 1, width: `${60 + ((row * 13) % 35)}%` }} />
      </td>
    </tr>
  ))
}
