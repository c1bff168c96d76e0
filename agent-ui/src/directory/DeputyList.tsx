import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DeputyView } from '../../../src/contract/directory.ts'
import { Icon } from '../glyphs/icons.tsx'
import { formatDateTime } from '../kit/time.ts'

interface Props {
  deputies: DeputyView[]
  personId: string
  /** The dialog around it has the title already. */
  untitled?: boolean
  onAdd: () => void
  onEnd: (deputyId: string) => Promise<void>
}

/** Ủy quyền: who acts for the person, and for whom the person acts. */
export function DeputyList({ deputies, personId, untitled = false, onAdd, onEnd }: Props) {
  const { t } = useTranslation()
  return (
    <section className={untitled ? '' : 'record-part'} aria-labelledby="person-deputies">
      <div className="part-head">
        <h2 id="person-deputies" className={untitled ? 'visually-hidden' : ''}>
          {t('directory.deputies')}
        </h2>
        <Button size="small" onClick={onAdd} data-testid="add-deputy">
          <Icon name="plus" size={14} /> {t('directory.addDeputy')}
        </Button>
      </div>
      {deputies.length === 0 && <p className="muted">{t('directory.noDeputies')}</p>}
      <ul className="record-list">
        {deputies.map((one) => (
          <li key={one.id} className={one.standing === 'over' ? 'is-over' : ''} data-testid="deputy" data-standing={one.standing}>
            <span>
              {one.person.id === personId ? t('directory.actsForThis', { name: one.deputy.name }) : t('directory.thisActsFor', { name: one.person.name })}
              <span className="muted">
                {formatDateTime(one.from)} – {formatDateTime(one.endedAt ?? one.to)}
                {one.reason && ` · ${one.reason}`}
              </span>
            </span>
            <span className="list-right">
              <span className="status">
                <Icon name={one.standing === 'in-force' ? 'check' : 'clock'} size={13} /> {t(`directory.standing.${one.standing}`)}
              </span>
              {one.standing !== 'over' && one.person.id === personId && (
                <Popconfirm
                  title={t('directory.confirmEndDeputy', { name: one.deputy.name })}
                  okText={t('people.confirm')}
                  cancelText={t('action.cancel')}
                  icon={null}
                  onConfirm={() => onEnd(one.id)}
                >
                  <Button type="text" size="small" data-testid="end-deputy">
                    {t('directory.endDeputy')}
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
