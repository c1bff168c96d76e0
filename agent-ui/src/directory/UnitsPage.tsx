// Đơn vị: the tree, and beside it the unit that is looked at.
import { Button, Input, Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { unitKinds } from '../../../src/contract/directory.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { refreshUnits } from '../form/choices.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Choice } from '../kit/Choice.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { LoadFailed } from './LoadFailed.tsx'
import { UnitDialog } from './UnitDialog.tsx'
import { UnitPane } from './UnitPane.tsx'
import { UnitTable } from './UnitTable.tsx'
import { treeRows } from './unit-tree.ts'

export default function UnitsPage() {
  const { t } = useTranslation()
  const { id } = useParams()
  const navigate = useNavigate()
  const units = useFetch('directory', (signal) => api('directoryUnits', { signal }))
  const changed = () => {
    units.reload()
    refreshUnits()
  }
  const [find, setFind] = useState('')
  const [all, setAll] = useState(false)
  const [kind, setKind] = useState<string | null>(null)
  const [closedRows, setClosedRows] = useState<ReadonlySet<string>>(new Set())
  const [dialog, setDialog] = useState<'add' | 'import' | null>(null)
  const rows = units.data && treeRows(units.data, { find, all, kind, closedRows })
  const inForce = units.data?.filter((unit) => unit.inForce).length ?? 0
  const toggle = (unitId: string) =>
    setClosedRows((old) => {
      const next = new Set(old)
      if (!next.delete(unitId)) next.add(unitId)
      return next
    })
  const filtered = Boolean(find.trim() || kind)
  return (
    <main className={id ? 'list-page split split-open' : 'list-page split'}>
      <section className="split-list" aria-labelledby="units-title">
        <div className="page-bar directory-bar">
          <h1 className="page-tab" id="units-title">
            {t('directory.units')}
          </h1>
          <Input
            className="directory-find"
            type="search"
            prefix={<Icon name="search" size={14} />}
            placeholder={t('directory.findUnit')}
            aria-label={t('directory.findUnit')}
            value={find}
            onChange={(event) => setFind(event.target.value)}
            data-testid="unit-find"
          />
          <span className="visually-hidden" id="unit-kind-filter-label">
            {t('directory.kind')}
          </span>
          <Choice<string | null>
            id="unit-kind-filter"
            aria-labelledby="unit-kind-filter-label"
            className="directory-kind"
            allowClear
            value={kind}
            placeholder={t('directory.allKinds')}
            popupMatchSelectWidth={false}
            onChange={(value) => setKind(value ?? null)}
            options={unitKinds.map((value) => ({ value, label: t(`unitKind.${value}`) }))}
          />
          <Segmented
            aria-label={t('directory.which')}
            value={all ? 'all' : 'now'}
            onChange={(value) => setAll(value === 'all')}
            options={[
              { value: 'now', label: t('directory.inForceToday') },
              { value: 'all', label: t('directory.all') },
            ]}
          />
          <span className="bar-actions">
            <Button onClick={() => setDialog('import')} data-testid="import-units">
              <Icon name="upload" size={14} /> {t('directory.import')}
            </Button>
            <Button type="primary" onClick={() => setDialog('add')} data-testid="add-unit">
              <Icon name="plus" size={14} /> {t('directory.addUnit')}
            </Button>
          </span>
        </div>
        {units.error && <LoadFailed error={units.error} onRetry={units.reload} />}
        {!units.data && !units.error && <Skeleton className="ticket-loading" active paragraph={{ rows: 8 }} />}
        {rows && <UnitTable rows={rows} chosen={id ?? null} onToggle={toggle} tree={!filtered} />}
        {units.data && (
          <footer className="list-footer">
            {filtered ? t('directory.found', { count: rows?.length ?? 0 }) : t('directory.unitCount', { count: inForce, closed: units.data.length - inForce })}
          </footer>
        )}
      </section>
      {id && units.data && <UnitPane key={id} id={id} units={units.data} onChanged={changed} />}
      {dialog === 'add' && units.data && (
        <UnitDialog
          unit={null}
          units={units.data}
          onClose={() => setDialog(null)}
          onSaved={({ unit }) => {
            setDialog(null)
            changed()
            void navigate(`/don-vi/${unit.id}`)
          }}
        />
      )}
      {dialog === 'import' && <ImportDialog what="units" onClose={() => setDialog(null)} onSaved={changed} />}
    </main>
  )
}
