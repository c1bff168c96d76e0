import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Person } from '../../../src/contract/accounts.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { api, messageOf } from '../api/client.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDate } from '../kit/time.ts'
import { useMe } from '../session/session.tsx'
import type { ShownInvitation } from './InvitationDialog.tsx'

interface Props {
  people: Person[]
  chosen: string | null
  onChanged: () => void
  onInvited: (shown: ShownInvitation) => void
}

/** So many rows are drawn at once. */
const step = 200

/** One line a person; the actions ask first, because both end that person's sessions. */
export function PeopleTable({ people, chosen, onChanged, onInvited }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const [problem, setProblem] = useState<string | null>(null)
  const [most, setMost] = useState(step)
  const run = async (work: () => Promise<void>) => {
    setProblem(null)
    await work().catch((error: unknown) => setProblem(messageOf(error)))
    onChanged()
  }
  const invite = (person: Person) => run(async () => onInvited({ name: person.name, invitation: await api('invitePerson', { params: { id: person.id } }) }))
  const lock = (person: Person, locked: boolean) => run(async () => void (await api('lockPerson', { params: { id: person.id }, body: { locked } })))
  const asked = { okText: t('people.confirm'), cancelText: t('action.cancel'), icon: null, placement: 'topRight' as const }
  if (people.length === 0)
    return (
      <div className="empty">
        <b>{t('people.emptyTitle')}</b>
        <p>{t('people.emptyText')}</p>
      </div>
    )
  return (
    <div className="table-scroll">
      {problem && <Notice tone="error">{problem}</Notice>}
      <table className="table people-table">
        <thead>
          <tr>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.phone')}</th>
            <th scope="col">{t('people.role')}</th>
            <th scope="col">{t('people.unit')}</th>
            <th scope="col">{t('people.status')}</th>
            <th scope="col" className="cell-created">
              {t('people.created')}
            </th>
            <th scope="col" className="end cell-acts">
              {t('people.actions')}
            </th>
          </tr>
        </thead>
        <tbody>
          {people.slice(0, most).map((person) => (
            <tr key={person.id} aria-selected={person.id === chosen} data-testid="person-row" data-phone={person.phone}>
              <td>
                <Link to={`/tai-khoan/${person.id}`} className="row-link" data-testid="open-person">
                  {person.name}
                </Link>
                {person.title && <span className="muted">{person.title}</span>}
              </td>
              <td className="nowrap">{formatPhone(person.phone)}</td>
              <td>{person.memberships.map((membership) => t(`role.${membership.role}`)).join(', ')}</td>
              <td>{[...new Set(person.memberships.map((membership) => membership.unitName))].join(', ')}</td>
              <td>
                <span className="status" data-testid="person-status" data-status={person.status}>
                  <Icon name={person.status === 'active' ? 'check' : person.status === 'locked' ? 'lock' : 'clock'} size={14} /> {t(`people.${person.status}`)}
                </span>
              </td>
              <td className="nowrap cell-created">{formatDate(person.createdAt)}</td>
              <td className="end nowrap cell-acts">
                {person.id !== me.id && (
                  <>
                    {person.status !== 'locked' && (
                      <Popconfirm {...asked} title={t('people.confirmInvite', { name: person.name })} onConfirm={() => invite(person)}>
                        <Button type="text" size="small">
                          {t('people.invite')}
                        </Button>
                      </Popconfirm>
                    )}
                    {person.status === 'locked' ? (
                      <Button type="text" size="small" onClick={() => void lock(person, false)} data-testid="unlock-person">
                        {t('people.unlock')}
                      </Button>
                    ) : (
                      <Popconfirm {...asked} title={t('people.confirmLock', { name: person.name })} onConfirm={() => lock(person, true)}>
                        <Button type="text" size="small" data-testid="lock-person">
                          {t('people.lock')}
                        </Button>
                      </Popconfirm>
                    )}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {people.length > most && (
        <div className="more-rows">
          <Button onClick={() => setMost(most + step)}>{t('directory.more', { count: people.length - most })}</Button>
        </div>
      )}
    </div>
  )
}
