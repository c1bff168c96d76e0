// The unit's list with the manual's columns (§40), grouped by what is due first; on a phone the clock comes first.
import { Button, Dropdown, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { WorkBox, WorkItem } from '../../../src/contract/work.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { formatDate, formatTime } from '../kit/time.ts'
import { TimeLeft } from './TimeLeft.tsx'
import { type GroupName, inGroups, isOver } from './work-state.ts'

interface Props {
  box: WorkBox
  items: WorkItem[] | null
  firstNumber: number
  onTake: (item: WorkItem) => void
  onAssign: (item: WorkItem) => void
  taking: string | null
}

const groupWords = {
  late: 'late',
  today: 'dueToday',
  tomorrow: 'dueTomorrow',
  later: 'dueLater',
  none: 'over',
  unowned: 'unowned',
  escalated: 'escalated',
  returned: 'returned',
} as const

export function WorkTable({ box, items, firstNumber, ...acts }: Props) {
  const { t } = useTranslation()
  const columns = box === 'scheduled' ? 10 : 9
  if (items?.length === 0)
    return (
      <div className="empty" data-testid="work-empty">
        <b>{t('work.emptyTitle')}</b>
        <p>{t('work.emptyText')}</p>
      </div>
    )
  let number = firstNumber - 1
  return (
    <div className="table-scroll">
      <table className="table tickets-table work-table" aria-busy={items === null}>
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
            {box === 'scheduled' && <th scope="col">{t('work.until')}</th>}
            <th scope="col">{t('tickets.progress')}</th>
            <th scope="col" className="end">
              {t('tickets.actions')}
            </th>
          </tr>
        </thead>
        {items === null ? (
          <Loading columns={columns} />
        ) : (
          inGroups(items).map((group) => (
            <tbody key={group.name}>
              {box !== 'all' && <GroupRow name={group.name} count={group.items.length} columns={columns} />}
              {group.items.map((item) => {
                number += 1
                return <Row key={item.slip?.id ?? item.id} item={item} number={number} box={box} {...acts} />
              })}
            </tbody>
          ))
        )}
      </table>
    </div>
  )
}

function GroupRow({ name, count, columns }: { name: GroupName; count: number; columns: number }) {
  const { t } = useTranslation()
  return (
    <tr className={name === 'late' || name === 'escalated' ? 'group-row group-late' : 'group-row'} data-testid={`group-${name}`}>
      <th scope="rowgroup" colSpan={columns}>
        {name === 'late' && <Glyph shape="progress-late" size={14} />} {t(`work.${groupWords[name]}`)} <span>{count}</span>
      </th>
    </tr>
  )
}

function Row({ item, number, box, onTake, onAssign, taking }: { item: WorkItem; number: number } & Omit<Props, 'items' | 'firstNumber'>) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const path = `/phan-anh/${item.id}`
  const { slip } = item
  const open = slip !== null && !isOver(slip)
  const atOffice = open && slip.level === 'provincial-office' && slip.part === 'main'
  const go = (act: string) => void navigate(`${path}?act=${act}`)
  const menu = [
    { key: 'save-result', label: t('acts.save-result') },
    { key: 'extend', label: t('acts.extend') },
    ...(atOffice ? [] : [{ key: 'return', label: t('acts.returnTitle') }]),
    { key: 'pass-on', label: t('acts.pass-on') },
  ]
  return (
    <tr className={item.group === 'late' ? 'row-late' : ''} data-testid="work-row" data-ticket-id={item.id} onDoubleClick={() => void navigate(path)}>
      <td className="num">{number}</td>
      <td className="cell-title">
        <Link to={path}>{item.title || t('tickets.noTitle')}</Link> <span className="muted code">{item.code ?? ''}</span>
      </td>
      <td className="cell-category">{item.categoryName ?? ''}</td>
      <td className="cell-date">
        {formatDate(item.reportedAt)}
        <span className="muted">{formatTime(item.reportedAt)}</span>
      </td>
      <td className="cell-place">{item.place}</td>
      <td className="cell-step">
        {slip?.part === 'coordinating' ? t('process.coordination') : t(`step.${slip?.level ?? item.step}`)}
        <span className="muted">
          {(item.group === 'late' && slip && slip.leftMs > 0 ? slip.leftWords : null) ?? slip?.handlerName ?? slip?.withinUnitName ?? t('work.nobody')}
        </span>
      </td>
      <td className="cell-status">
        <span className="status">
          <Glyph shape={`status-${item.status}`} size={14} /> {t(`status.${item.status}`)}
        </span>
      </td>
      {box === 'scheduled' && (
        <td className="cell-date">
          {slip ? formatDate(slip.dueAt) : ''}
          <span className="muted">{slip ? formatTime(slip.dueAt) : ''}</span>
        </td>
      )}
      <td className="cell-progress">
        <TimeLeft item={item} />
      </td>
      <td className="end cell-action">
        {atOffice ? (
          <Button size="small" onClick={() => onAssign(item)} data-testid="row-assign">
            {t('acts.assign')}
          </Button>
        ) : item.mayTake ? (
          <Button size="small" loading={taking === slip?.id} onClick={() => onTake(item)} data-testid="row-take">
            {t('acts.take')}
          </Button>
        ) : (
          <Link to={path} className="row-action" aria-label={`${t('action.open')}: ${item.title}`}>
            {t('work.open')}
          </Link>
        )}
        {open && (
          <Dropdown menu={{ items: menu, onClick: ({ key }) => go(key) }} trigger={['click']}>
            <Button type="text" size="small" aria-label={`${t('work.more')}: ${item.title}`}>
              <Icon name="more" />
            </Button>
          </Dropdown>
        )}
      </td>
    </tr>
  )
}

function Loading({ columns }: { columns: number }) {
  return (
    <tbody>
      {Array.from({ length: 8 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else to be known by
        <tr key={row} className="row-loading">
          <td colSpan={columns}>
            <Skeleton active title={false} paragraph={{ rows: 1, width: `${60 + ((row * 13) % 35)}%` }} />
          </td>
        </tr>
      ))}
    </tbody>
  )
}
