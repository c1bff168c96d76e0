// Accounts: list, create with a one-time invitation, invite again, lock.
import { Button, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Icon } from '../glyphs/icons.tsx'
import { foldVietnamese } from '../kit/search-text.ts'
import { AddPersonDialog } from './AddPersonDialog.tsx'
import { InvitationDialog, type ShownInvitation } from './InvitationDialog.tsx'
import { PeopleTable } from './PeopleTable.tsx'

export default function PeoplePage() {
  const { t } = useTranslation()
  const people = useFetch('people', (signal) => api('people', { signal }))
  const [find, setFind] = useState('')
  const [adding, setAdding] = useState(false)
  const [shown, setShown] = useState<ShownInvitation | null>(null)
  const wanted = foldVietnamese(find.trim())
  const rows = people.data?.filter((person) =>
    foldVietnamese([person.name, person.phone, formatPhone(person.phone), ...person.memberships.map((m) => m.unitName)].join(' ')).includes(wanted),
  )
  return (
    <main className="list-page">
      <div className="page-bar">
        <h1 className="page-tab">{t('people.title')}</h1>
        <Input
          className="people-find"
          type="search"
          prefix={<Icon name="search" size={14} />}
          placeholder={t('people.find')}
          aria-label={t('people.find')}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        <Button type="primary" onClick={() => setAdding(true)} data-testid="add-person">
          <Icon name="plus" size={14} /> {t('people.add')}
        </Button>
      </div>
      {people.error && (
        <div className="empty">
          <b>
            <Icon name="warning" /> {t('error.listTitle')}
          </b>
          <p>{people.error.message}</p>
          <Button onClick={people.reload}>{t('action.reload')}</Button>
        </div>
      )}
      {!people.data && !people.error && <Skeleton className="ticket-loading" active paragraph={{ rows: 8 }} />}
      {rows && <PeopleTable people={rows} onChanged={people.reload} onInvited={setShown} />}
      {rows && <footer className="list-footer">{t('people.count', { count: rows.length })}</footer>}
      {adding && (
        <AddPersonDialog
          onClose={() => setAdding(false)}
          onAdded={(added) => {
            setAdding(false)
            setShown(added)
            people.reload()
          }}
        />
      )}
      {shown && <InvitationDialog shown={shown} onClose={() => setShown(null)} />}
    </main>
  )
}
