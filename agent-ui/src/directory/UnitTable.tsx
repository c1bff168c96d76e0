import { Button } from 'antd'
import { type CSSProperties, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Icon } from '../glyphs/icons.tsx'
import { formatDate } from '../kit/time.ts'
import type { TreeRow } from './unit-tree.ts'

interface Props {
  rows: TreeRow[]
  chosen: string | null
  tree: boolean
  onToggle: (unitId: string) => void
}

/** So many rows are drawn at once; thousands of communes would make the page stutter. */
const step = 300

/** The row of what is looked at stays in sight. */
export const intoView = (row: HTMLElement | null): void => row?.scrollIntoView({ block: 'nearest' })

/** One line a unit; sub-units stand below and to the right of theirs. */
export function UnitTable({ rows, chosen, tree, onToggle }: Props) {
  const { t } = useTranslation()
  const [most, setMost] = useState(step)
  if (rows.length === 0)
    return (
      <div className="empty">
        <b>{t('directory.noUnits')}</b>
        <p>{t('directory.noUnitsText')}</p>
      </div>
    )
  return (
    <div className="table-scroll">
      <table className={tree ? 'table units-table' : 'table units-table units-flat'}>
        <thead>
          <tr>
            <th scope="col">{t('directory.unitName')}</th>
            <th scope="col" className="cell-kind">
              {t('directory.kind')}
            </th>
            <th scope="col" className="cell-can">
              {t('directory.capabilities')}
            </th>
            <th scope="col">{t('directory.period')}</th>
            <th scope="col" className="end">
              {t('directory.members')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map(({ unit, depth, below, open, parentName }) => (
            <tr
              key={unit.id}
              aria-selected={unit.id === chosen}
              data-testid="unit-row"
              data-code={unit.code}
              ref={unit.id === chosen ? intoView : null}
              style={{ '--depth': depth } as CSSProperties}
              className={unit.inForce ? '' : 'row-closed'}
            >
              <td className="cell-unit">
                <div className="unit-line">
                  {below > 0 ? (
                    <button
                      type="button"
                      className="tree-toggle"
                      aria-expanded={open}
                      aria-label={t('directory.below', { name: unit.name, count: below })}
                      onClick={() => onToggle(unit.id)}
                    >
                      <Icon name="down" size={14} />
                    </button>
                  ) : (
                    tree && <span className="tree-toggle" />
                  )}
                  <span>
                    <Link to={`/don-vi/${unit.id}`} className="row-link">
                      {unit.name}
                    </Link>
                    <span className="muted code">
                      {unit.code}
                      {parentName && ` · ${t('directory.under', { name: parentName })}`}
                    </span>
                  </span>
                </div>
              </td>
              <td className="cell-kind">{t(`unitKind.${unit.kind}`)}</td>
              <td className="cell-can">{unit.capabilities.map((one) => t(`capability.${one}`)).join(', ')}</td>
              <td className="cell-period">
                {t('directory.since', { day: formatDate(unit.validFrom) })}
                {unit.validTo && <span className="muted">{t('directory.closedFrom', { day: formatDate(unit.validTo) })}</span>}
              </td>
              <td className="end cell-members">
                {unit.members}
                <span className="phone-only"> {t('directory.membersWord')}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <div className="more-rows">
          <Button onClick={() => setMost(most + step)}>{t('directory.more', { count: rows.length - most })}</Button>
        </div>
      )}
    </div>
  )
}
