import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { PersonDetail } from '../../../src/contract/directory.ts'
import { Icon } from '../glyphs/icons.tsx'
import { formatDate, serverNow } from '../kit/time.ts'

interface Props {
  detail: PersonDetail
  onAdd: () => void
  onEnd: (membershipId: string) => Promise<void>
}

/** Roles through time: those in force and to come first, then those that ended. */
export function PersonMemberships({ detail, onAdd, onEnd }: Props) {
  const { t } = useTranslation()
  const now = serverNow()
  const over = ({ validTo }: PersonDetail['memberships'][number]) => validTo !== null && Date.parse(validTo) <= now
  const rows = [...detail.memberships.filter((one) => !over(one)), ...detail.memberships.filter(over)]
  const units = new Set(detail.person.memberships.map(({ unitId }) => unitId))
  return (
    <section className="record-part" aria-labelledby="person-roles">
      <div className="part-head">
        <h2 id="person-roles">{t('directory.roles')}</h2>
        <Button size="small" onClick={onAdd} data-testid="add-role">
          <Icon name="plus" size={14} /> {t('directory.addRole')}
        </Button>
      </div>
      {units.size > 1 && <p className="two-units">{t('directory.inTwoUnits', { count: units.size })}</p>}
      {rows.length === 0 && <p className="muted">{t('directory.noRoles')}</p>}
      <ul className="record-list">
        {rows.map((one) => (
          <li key={one.id} className={over(one) ? 'is-over' : ''} data-testid="person-role">
            <span>
              {t(`role.${one.role}`)}
              <span className="muted">
                <Link to={`/don-vi/${one.unitId}`}>{one.unitName}</Link>
              </span>
            </span>
            <span className="list-right">
              <span className="muted">
                {Date.parse(one.validFrom) > now
                  ? t('directory.beginsOn', { day: formatDate(one.validFrom) })
                  : one.validTo
                    ? `${formatDate(one.validFrom)} – ${formatDate(one.validTo)}`
                    : t('directory.since', { day: formatDate(one.validFrom) })}
                {one.beside && ` · ${t('directory.beside')}`}
              </span>
              {!over(one) && (
                <Popconfirm
                  title={t('directory.confirmEndRole', { role: t(`role.${one.role}`), unit: one.unitName })}
                  okText={t('people.confirm')}
                  cancelText={t('action.cancel')}
                  icon={null}
                  onConfirm={() => onEnd(one.id)}
                >
                  <Button type="text" size="small" data-testid="end-role">
                    {t('directory.endRole')}
                  </Button>
                </Popconfirm>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
