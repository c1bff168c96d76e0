// One petition of the work list: what and where it is, whose turn, how long there is, and the next step.
import { Button, Dropdown } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { WorkBox, WorkItem } from '../../../src/contract/work.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { formatDate, formatDateTime, formatDayMonth, formatTime } from '../kit/time.ts'
import { TimeLeft } from './TimeLeft.tsx'
import { isOver, isSoon, type Row } from './work-state.ts'

export interface RowActs {
  onTake: (item: WorkItem) => void
  onAssign: (item: WorkItem) => void
  /** The slip that is being taken or opened for assigning. */
  busy: string | null
}

export function WorkRow({ row, number, box, ...acts }: RowActs & { row: Row; number: number; box: WorkBox }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { item, gone } = row
  const { slip } = item
  const path = `/phan-anh/${item.id}`
  return (
    <tr
      className={`${slip?.missed ? 'row-late' : ''} ${gone ? 'row-gone' : ''}`}
      data-testid="work-row"
      data-ticket-id={item.id}
      onDoubleClick={() => void navigate(path)}
    >
      <td className="num">{number}</td>
      <td className="cell-title">
        <Link to={path} className="row-link">
          {item.title || t('tickets.noTitle')}
        </Link>{' '}
        <span className="muted code">{item.code ?? ''}</span>
        {slip?.urged && <Urged {...slip.urged} />}
      </td>
      <td className="cell-category">{item.categoryName ?? ''}</td>
      <td className="cell-date">
        {formatDate(item.reportedAt)}
        <span className="muted">{formatTime(item.reportedAt)}</span>
      </td>
      <td className="cell-place">{item.place}</td>
      <td className="cell-step">
        {stepOf(item, t)}
        <Whose item={item} />
      </td>
      <td className="cell-status">
        <span className="status">
          <Glyph shape={`status-${item.status}`} size={14} /> {t(`status.${item.status}`)}
        </span>
      </td>
      {box === 'scheduled' && (
        <td className="cell-date cell-until">
          <span className="until-word">{t('work.until')} </span>
          {slip ? formatDate(slip.dueAt) : ''}
          <span className="muted">{slip ? formatTime(slip.dueAt) : ''}</span>
        </td>
      )}
      <td className="cell-progress">
        <TimeLeft item={item} dueElsewhere={box === 'scheduled'} />
      </td>
      <td className="end cell-action">{gone ? <span className="muted">{t('work.gone')}</span> : <Actions item={item} {...acts} />}</td>
    </tr>
  )
}

/** Somebody over it waits: who and since when, in words too, for a telephone has no titles. */
function Urged({ by, at }: { by: string; at: string }) {
  const { t } = useTranslation()
  return (
    <span className="row-urged" data-testid="row-urged" title={t('work.urgedBy', { who: by, at: formatDateTime(at) })}>
      {t('work.urged', { who: by, at: `${formatTime(at)} ${formatDayMonth(at)}` })}
    </span>
  )
}

/** Whose turn it is: of the unit's slip while it goes, of the petition once the slip is over. */
function stepOf({ slip, step }: WorkItem, t: TFunction): string {
  if (!slip || isOver(slip)) return t(`step.${step}`)
  return slip.part === 'coordinating' ? t('step.coordination') : t(`step.${slip.level}`)
}

/** Under the step: the own time of the level it came up to, else who has it. */
function Whose({ item: { slip } }: { item: WorkItem }) {
  const { t } = useTranslation()
  if (slip?.missed && slip.leftMs > 0 && !isOver(slip)) return <span className={isSoon(slip, false) ? 'muted step-soon' : 'muted'}>{slip.leftWords}</span>
  if (slip && isOver(slip))
    return <span className="muted">{t(slip.state === 'stopped' ? 'work.slipStopped' : 'work.slipClosed', { number: slip.number })}</span>
  return <span className="muted">{slip?.handlerName ?? slip?.withinUnitName ?? t('work.nobody')}</span>
}

function Actions({ item, onTake, onAssign, busy }: RowActs & { item: WorkItem }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { slip } = item
  const path = `/phan-anh/${item.id}`
  const name = item.title || (item.code ?? '')
  const open = slip !== null && !isOver(slip)
  const atOffice = open && slip.level === 'provincial-office' && slip.part === 'main'
  const menu = [
    { key: '', label: t('work.openPetition') },
    { key: 'save-result', label: t('acts.save-result') },
    ...(open && item.mayExtend ? [{ key: 'extend', label: t('work.extend') }] : []),
    ...(atOffice ? [] : [{ key: 'return', label: t('work.return') }]),
    { key: 'pass-on', label: t('acts.pass-on') },
  ]
  return (
    <span className="row-actions">
      {atOffice ? (
        <Button size="small" aria-busy={busy === slip.id} onClick={() => onAssign(item)} data-testid="row-assign" aria-label={`${t('acts.assign')} ${name}`}>
          {t('acts.assign')}
        </Button>
      ) : item.mayTake ? (
        <Button size="small" loading={busy === slip?.id} onClick={() => onTake(item)} data-testid="row-take" aria-label={`${t('acts.take')}: ${name}`}>
          {t('acts.take')}
        </Button>
      ) : (
        <Link to={path} className="row-action" aria-label={`${t('work.open')}: ${name}`}>
          {t('work.open')}
        </Link>
      )}
      {open && (
        <Dropdown menu={{ items: menu, onClick: ({ key }) => void navigate(key ? `${path}?act=${key}` : path) }} trigger={['click']} placement="bottomRight">
          <Button type="text" size="small" className="row-more" aria-label={`${t('work.more')}: ${name}`} aria-haspopup="menu">
            <Icon name="more" />
          </Button>
        </Dropdown>
      )}
    </span>
  )
}
