// Accounts: the list with its filters, and beside it the person who is looked at.
import { Button, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { Person } from '../../../src/contract/accounts.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { type Role, roles } from '../../../src/contract/values.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { ImportDialog } from '../directory/ImportDialog.tsx'
import { LoadFailed } from '../directory/LoadFailed.tsx'
import { PersonPane } from '../directory/PersonPane.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { Choice } from '../kit/Choice.tsx'
import { foldVietnamese, matchesOption } from '../kit/search-text.ts'
import { AddPersonDialog } from './AddPersonDialog.tsx'
import { InvitationDialog, type ShownInvitation } from './InvitationDialog.tsx'
import { PeopleTable } from './PeopleTable.tsx'

interface Filter {
  find: string
  role: Role | null
  unitId: string | null
}

export default function PeoplePage() {
  const { t } = useTranslation()
  const { id } = useParams()
  const people = useFetch('people', (signal) => api('people', { signal }))
  const [filter, setFilter] = useState<Filter>({ find: '', role: null, unitId: null })
  const [dialog, setDialog] = useState<'add' | 'import' | null>(null)
  const [shown, setShown] = useState<ShownInvitation | null>(null)
  const rows = people.data && matching(people.data, filter)
  const units = new Map((people.data ?? []).flatMap(({ memberships }) => memberships.map(({ unitId, unitName }) => [unitId, unitName])))
  const byName = new Intl.Collator('vi')
  const choice = <V extends string>(name: 'role' | 'unitId', label: string, options: { value: V; label: string }[]) => (
    <>
      <span className="visually-hidden" id={`people-${name}-label`}>
        {label}
      </span>
      <Choice<string | null>
        id={`people-${name}`}
        aria-labelledby={`people-${name}-label`}
        className={`people-filter-${name}`}
        allowClear
        showSearch={{ filterOption: matchesOption }}
        placeholder={label}
        popupMatchSelectWidth={false}
        value={filter[name]}
        onChange={(value) => setFilter((old) => ({ ...old, [name]: value ?? null }))}
        options={options}
        data-testid={`people-filter-${name}`}
      />
    </>
  )
  return (
    <main className={id ? 'list-page split split-open' : 'list-page split'}>
      <section className="split-list" aria-labelledby="people-title">
        <div className="page-bar directory-bar">
          <h1 className="page-tab" id="people-title">
            {t('people.title')}
          </h1>
          <Input
            className="directory-find"
            type="search"
            prefix={<Icon name="search" size={14} />}
            placeholder={t('people.find')}
            aria-label={t('people.find')}
            value={filter.find}
            onChange={(event) => setFilter((old) => ({ ...old, find: event.target.value }))}
            data-testid="people-find"
          />
          {choice(
            'unitId',
            t('directory.allUnits'),
            [...units].map(([value, label]) => ({ value, label })).sort((a, b) => byName.compare(a.label, b.label)),
          )}
          {choice(
            'role',
            t('directory.allRoles'),
            roles.map((value) => ({ value, label: t(`role.${value}`) })),
          )}
          <span className="bar-actions">
            <Button onClick={() => setDialog('import')} data-testid="import-people">
              <Icon name="upload" size={14} /> {t('directory.import')}
            </Button>
            <Button type="primary" onClick={() => setDialog('add')} data-testid="add-person">
              <Icon name="plus" size={14} /> {t('people.add')}
            </Button>
          </span>
        </div>
        {people.error && <LoadFailed error={people.error} onRetry={people.reload} />}
        {!people.data && !people.error && <Skeleton className="ticket-loading" active paragraph={{ rows: 8 }} />}
        {rows && <PeopleTable people={rows} chosen={id ?? null} onChanged={people.reload} onInvited={setShown} />}
        {rows && <footer className="list-footer">{t('people.count', { count: rows.length })}</footer>}
      </section>
      {id && <PersonPane key={id} id={id} people={people.data ?? []} onChanged={people.reload} onInvited={setShown} />}
      {dialog === 'add' && (
        <AddPersonDialog
          onClose={() => setDialog(null)}
          onAdded={(added) => {
            setDialog(null)
            setShown(added)
            people.reload()
          }}
        />
      )}
      {dialog === 'import' && <ImportDialog what="people" onClose={() => setDialog(null)} onSaved={people.reload} />}
      {shown && <InvitationDialog shown={shown} onClose={() => setShown(null)} />}
    </main>
  )
}

/** Without accents, in names, numbers and units; by a role and a unit held now. */
function matching(people: Person[], { find, role, unitId }: Filter): Person[] {
  const wanted = foldVietnamese(find.trim())
  return people.filter(
    ({ name, phone, email, memberships }) =>
      (!role || memberships.some((one) => one.role === role)) &&
      (!unitId || memberships.some((one) => one.unitId === unitId)) &&
      foldVietnamese([name, phone, formatPhone(phone), email ?? '', ...memberships.map((one) => one.unitName)].join(' ')).includes(wanted),
  )
}
