// One unit through time: what it is, where it stands, who serves in it, what became of it.
import { Button, Popconfirm, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { DirectoryUnit, UnitDetail } from '../../../src/contract/directory.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { api, messageOf } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDate } from '../kit/time.ts'
import { CloseUnitsDialog } from './CloseUnitsDialog.tsx'
import { DirectoryHistory } from './DirectoryHistory.tsx'
import { LoadFailed } from './LoadFailed.tsx'
import { UnitDialog } from './UnitDialog.tsx'

export function UnitPane({ id, units, onChanged }: { id: string; units: DirectoryUnit[]; onChanged: () => void }) {
  const { t } = useTranslation()
  const detail = useFetch(id, (signal) => api('directoryUnit', { params: { id }, signal }))
  const [dialog, setDialog] = useState<'edit' | 'close' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const changed = () => {
    setDialog(null)
    detail.reload()
    onChanged()
  }
  const reopen = async ({ unit }: UnitDetail) => {
    setProblem(null)
    try {
      await api('reopenUnit', { params: { id }, body: { version: unit.version } })
      changed()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  const data = detail.data
  return (
    <aside className="record" aria-label={t('directory.unit')} data-testid="unit-pane">
      <Link to="/don-vi" className="back-link record-back">
        <Icon name="back" size={14} /> {t('directory.toUnits')}
      </Link>
      {detail.error && <LoadFailed error={detail.error} onRetry={detail.reload} />}
      {!data && !detail.error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && (
        <>
          <header className="record-head">
            <div>
              <h2 className="record-title">{data.unit.name}</h2>
              <span className="status">
                <Icon name={data.unit.inForce ? 'check' : 'clock'} size={14} />
                {data.unit.inForce ? t('directory.inForce') : data.unit.validTo ? t('directory.isClosed') : t('directory.toCome')}
                {data.unit.validTo && ` · ${t('directory.closedFrom', { day: formatDate(data.unit.validTo) })}`}
              </span>
            </div>
            <div className="record-actions">
              <Button onClick={() => setDialog('edit')} data-testid="edit-unit">
                <Icon name="edit" size={14} /> {t('directory.edit')}
              </Button>
              {data.unit.validTo === null ? (
                <Button onClick={() => setDialog('close')} data-testid="close-unit">
                  {t('directory.close')}
                </Button>
              ) : (
                <Popconfirm
                  title={t('directory.confirmReopen')}
                  okText={t('people.confirm')}
                  cancelText={t('action.cancel')}
                  icon={null}
                  onConfirm={() => reopen(data)}
                >
                  <Button data-testid="reopen-unit">{t('directory.reopen')}</Button>
                </Popconfirm>
              )}
            </div>
          </header>
          {problem && <Notice tone="error">{problem}</Notice>}
          <UnitFacts detail={data} />
          <UnitMembers detail={data} />
          <DirectoryHistory events={data.events} />
          {dialog === 'edit' && <UnitDialog unit={data.unit} units={units} onClose={() => setDialog(null)} onSaved={changed} onReload={detail.reload} />}
          {dialog === 'close' && <CloseUnitsDialog detail={data} units={units} onClose={() => setDialog(null)} onSaved={changed} />}
        </>
      )}
    </aside>
  )
}

function UnitFacts({ detail: { unit, parents, children, successor, predecessors, openSlips } }: { detail: UnitDetail }) {
  const { t } = useTranslation()
  const link = ({ id, name }: { id: string; name: string }) => (
    <Link key={id} to={`/don-vi/${id}`}>
      {name}
    </Link>
  )
  const facts: [string, React.ReactNode][] = [
    [t('directory.code'), unit.code],
    [t('directory.kind'), t(`unitKind.${unit.kind}`)],
    [t('directory.since_'), formatDate(unit.validFrom)],
    [t('directory.capabilities'), unit.capabilities.map((one) => t(`capability.${one}`)).join(', ') || t('directory.none')],
    [t('directory.headIsFocal'), unit.headIsFocal ? t('directory.yes') : t('directory.no')],
    [t('directory.openSlips'), openSlips],
  ]
  const relations: [string, React.ReactNode][] = [
    [t('directory.parent'), parents.length > 0 && parents.map(link)],
    [t('directory.children'), children.length > 0 && children.map(link)],
    [t('directory.successor'), successor && link(successor)],
    [t('directory.predecessors'), predecessors.length > 0 && predecessors.map(link)],
  ]
  const shown = relations.filter(([, value]) => value)
  return (
    <dl className="record-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {shown.map(([name, value]) => (
        <div key={name} className="fact-full">
          <dt>{name}</dt>
          <dd className="fact-links">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function UnitMembers({ detail: { members } }: { detail: UnitDetail }) {
  const { t } = useTranslation()
  return (
    <section className="record-part" aria-labelledby="unit-members">
      <h2 id="unit-members">
        {t('directory.people')} <span className="count">{members.length}</span>
      </h2>
      {members.length === 0 ? (
        <p className="muted">{t('directory.noMembers')}</p>
      ) : (
        <ul className="record-list">
          {members.map((member) => (
            <li key={`${member.personId} ${member.role} ${member.validFrom}`}>
              <span>
                <Link to={`/tai-khoan/${member.personId}`}>{member.name}</Link>
                <span className="muted">
                  {[member.title, formatPhone(member.phone)].filter(Boolean).join(' · ')}
                  {member.status !== 'active' && ` · ${t(`people.${member.status}`)}`}
                </span>
              </span>
              <span className="list-right">
                {t(`role.${member.role}`)}
                {member.validTo && <span className="muted">{t('directory.until', { day: formatDate(member.validTo) })}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
