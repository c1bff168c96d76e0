// One person through time: how to reach, where serving, who stands in, what was changed.
import { Button, Popconfirm, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Person } from '../../../src/contract/accounts.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import type { ShownInvitation } from '../admin/InvitationDialog.tsx'
import { api, messageOf } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useMe } from '../session/session.tsx'
import { DeputyDialog } from './DeputyDialog.tsx'
import { DeputyList } from './DeputyList.tsx'
import { DirectoryHistory } from './DirectoryHistory.tsx'
import { LoadFailed } from './LoadFailed.tsx'
import { MembershipDialog } from './MembershipDialog.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { PersonMemberships } from './PersonMemberships.tsx'

interface Props {
  id: string
  people: Person[]
  onChanged: () => void
  onInvited: (shown: ShownInvitation) => void
}

export function PersonPane({ id, people, onChanged, onInvited }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const detail = useFetch(id, (signal) => api('person', { params: { id }, signal }))
  const [dialog, setDialog] = useState<'edit' | 'role' | 'deputy' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const changed = () => {
    setDialog(null)
    detail.reload()
    onChanged()
  }
  const run = async (work: () => Promise<unknown>) => {
    setProblem(null)
    await work().catch((error: unknown) => setProblem(messageOf(error)))
    changed()
  }
  const data = detail.data
  const asked = { okText: t('people.confirm'), cancelText: t('action.cancel'), icon: null }
  return (
    <aside className="record" aria-label={t('directory.account')} data-testid="person-pane">
      <Link to="/tai-khoan" className="back-link record-back">
        <Icon name="back" size={14} /> {t('directory.toPeople')}
      </Link>
      {detail.error && <LoadFailed error={detail.error} onRetry={detail.reload} />}
      {!data && !detail.error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && (
        <>
          <header className="record-head">
            <div>
              <h2 className="record-title">{data.person.name}</h2>
              <span className="status" data-testid="pane-status" data-status={data.person.status}>
                <Icon name={data.person.status === 'active' ? 'check' : data.person.status === 'locked' ? 'lock' : 'clock'} size={14} />
                {t(`people.${data.person.status}`)}
              </span>
            </div>
            <div className="record-actions">
              <Button onClick={() => setDialog('edit')} data-testid="edit-person">
                <Icon name="edit" size={14} /> {t('directory.edit')}
              </Button>
              {id !== me.id && data.person.status !== 'locked' && (
                <>
                  <Popconfirm
                    {...asked}
                    title={t('people.confirmInvite', { name: data.person.name })}
                    onConfirm={() => run(async () => onInvited({ name: data.person.name, invitation: await api('invitePerson', { params: { id } }) }))}
                  >
                    <Button>{t('people.invite')}</Button>
                  </Popconfirm>
                  <Popconfirm
                    {...asked}
                    title={t('people.confirmLock', { name: data.person.name })}
                    onConfirm={() => run(() => api('lockPerson', { params: { id }, body: { locked: true } }))}
                  >
                    <Button>{t('people.lock')}</Button>
                  </Popconfirm>
                </>
              )}
              {data.person.status === 'locked' && (
                <Button onClick={() => void run(() => api('lockPerson', { params: { id }, body: { locked: false } }))}>{t('people.unlock')}</Button>
              )}
            </div>
          </header>
          {problem && (
            <Notice tone="error" testId="person-problem">
              {problem}
            </Notice>
          )}
          <dl className="record-facts">
            <div>
              <dt>{t('people.phone')}</dt>
              <dd>{formatPhone(data.person.phone)}</dd>
            </div>
            <div>
              <dt>{t('people.jobTitle')}</dt>
              <dd>{data.person.title ?? t('directory.empty')}</dd>
            </div>
            <div className="fact-full">
              <dt>{t('directory.email')}</dt>
              <dd>{data.person.email ?? t('directory.empty')}</dd>
            </div>
          </dl>
          <PersonMemberships
            detail={data}
            onAdd={() => setDialog('role')}
            onEnd={(membershipId) => run(() => api('endMembership', { params: { id: membershipId }, body: { version: data.person.version } }))}
          />
          <DeputyList
            deputies={data.deputies}
            personId={id}
            onAdd={() => setDialog('deputy')}
            onEnd={(deputyId) => run(() => api('endDeputy', { params: { id: deputyId } }))}
          />
          <DirectoryHistory events={data.events} />
          {dialog === 'edit' && <PersonDialog person={data.person} onClose={() => setDialog(null)} onSaved={changed} onReload={detail.reload} />}
          {dialog === 'role' && <MembershipDialog detail={data} onClose={() => setDialog(null)} onSaved={changed} onReload={detail.reload} />}
          {dialog === 'deputy' && (
            <DeputyDialog
              candidates={people
                .filter((person) => person.id !== id && person.status !== 'locked')
                .map(({ id: value, name, phone, memberships }) => ({
                  value,
                  label: [name, formatPhone(phone), memberships[0]?.unitName].filter(Boolean).join(' · '),
                }))}
              onClose={() => setDialog(null)}
              onSubmit={async (body) => {
                await api('addDeputy', { params: { id }, body })
                changed()
              }}
            />
          )}
        </>
      )}
    </aside>
  )
}
