// The unit's list with the manual's columns (§40), grouped by what is due first; on a phone the clock comes first.
import { Skeleton } from 'antd'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkBox } from '../../../src/contract/work.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { formatWeekdayDate, serverNow } from '../kit/time.ts'
import { type RowActs, WorkRow } from './WorkRow.tsx'
import { type GroupName, inGroups, type Row } from './work-state.ts'

interface Props extends RowActs {
  box: WorkBox
  rows: Row[] | null
  firstNumber: number
  /** Columns of VP UBND tỉnh leave room for its button. */
  office: boolean
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

export function WorkTable({ box, rows, firstNumber, office, ...acts }: Props) {
  const { t } = useTranslation()
  const scheduled = box === 'scheduled'
  const columns = scheduled ? 10 : 9
  const groups = rows === null ? [] : box === 'all' ? [{ name: 'none' as const, rows }] : inGroups(rows)
  let number = firstNumber - 1
  return (
    <div className="table-scroll">
      <table
        className={`table tickets-table work-table ${scheduled ? 'work-scheduled' : ''} ${office ? 'work-office' : ''}`}
        aria-busy={rows === null}
        onKeyDown={moveBetweenRows}
      >
        <thead>
          <tr>
            <th scope="col" className="num">
              {t('tickets.no')}
            </th>
            <th scope="col">{t('tickets.name')}</th>
            <th scope="col" className="col-category">
              {t('tickets.category')}
            </th>
            <th scope="col" className="col-date">
              {t('tickets.reportedAt')}
            </th>
            <th scope="col" className="col-place">
              {t('tickets.place')}
            </th>
            <th scope="col" className="col-step">
              {t('tickets.step')}
            </th>
            <th scope="col" className="col-status">
              {t('tickets.status')}
            </th>
            {scheduled && (
              <th scope="col" className="col-until">
                {t('work.until')}
              </th>
            )}
            <th scope="col" className="col-progress">
              {t('tickets.progress')}
            </th>
            <th scope="col" className="col-action end">
              {t('tickets.actions')}
            </th>
          </tr>
        </thead>
        {rows === null ? (
          <Loading columns={columns} />
        ) : (
          groups.map((group) => (
            <tbody key={group.name}>
              {box !== 'all' && <GroupRow name={group.name} count={group.rows.length} columns={columns} />}
              {group.rows.map((row) => {
                number += 1
                return <WorkRow key={row.key} row={row} number={number} box={box} {...acts} />
              })}
            </tbody>
          ))
        )}
      </table>
    </div>
  )
}

/** Up and down go from title to title, as in any list. */
function moveBetweenRows(event: KeyboardEvent<HTMLTableElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const from = event.target instanceof HTMLElement && event.target.closest<HTMLElement>('.row-link')
  if (step === 0 || !from) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-link')]
  links[links.indexOf(from) + step]?.focus()
  event.preventDefault()
}

function GroupRow({ name, count, columns }: { name: GroupName; count: number; columns: number }) {
  const { t } = useTranslation()
  const late = name === 'late' || name === 'escalated'
  const word = t(`work.${groupWords[name]}`)
  const weekday = formatWeekdayDate(serverNow() + 24 * 3_600_000).split(',')[0]
  return (
    <tr className={late ? 'group-row group-late' : 'group-row'} data-testid={`group-${name}`}>
      <th scope="rowgroup" colSpan={columns}>
        {late && <Glyph shape="progress-late" size={14} />}
        {name === 'tomorrow' ? `${word}, ${weekday}` : word}
        <span className="group-count">{count}</span>
      </th>
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
