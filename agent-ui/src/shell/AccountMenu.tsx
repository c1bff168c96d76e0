// Under the person's name: password, telephone, look, language, sign-out.
import { Dropdown, type MenuProps } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { messageOf } from '../api/client.ts'
import { keepTrying } from '../api/keep-trying.ts'
import { mayLeave } from '../attachments/under-way.ts'
import { useMaybeDesk } from '../desk/desk.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { chooseLanguage } from '../i18n/index.ts'
import { isAgent, isHandler, mayNameDeputy, useMe, useSession } from '../session/session.tsx'
import { useThemeChoice } from '../theme/ThemeProvider.tsx'

const PasswordDialog = lazy(() => keepTrying(() => import('../account/PasswordDialog.tsx')))
const OwnDeputiesDialog = lazy(() => keepTrying(() => import('../directory/OwnDeputiesDialog.tsx')))
const PhoneDialog = lazy(() => keepTrying(() => import('../account/PhoneDialog.tsx')))

export function AccountMenu() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const session = useSession()
  const desk = useMaybeDesk()
  const theme = useThemeChoice()
  const navigate = useNavigate()
  // Who works for a unit is there in its name.
  const unit = isHandler(me) && !isAgent(me) ? me.memberships[0]?.unitName : undefined
  const [dialog, setDialog] = useState<'password' | 'phone' | 'deputies' | null>(null)
  const principals = [...new Set(me.memberships.flatMap(({ onBehalfOf }) => (onBehalfOf ? [onBehalfOf.name] : [])))]
  const items: MenuProps['items'] = [
    {
      key: 'who',
      disabled: true,
      label: (
        <span className="account-who">
          {me.memberships[0]?.unitName ?? me.phone}
          {principals.map((name) => (
            <span key={name} className="account-for" data-testid="acts-for">
              {t('directory.onBehalfOf', { name })}
            </span>
          ))}
        </span>
      ),
    },
    { type: 'divider' },
    ...(isAgent(me) ? [{ key: 'own-scores', label: <span data-testid="own-scores">{t('nav.ownScores')}</span> }] : []),
    { key: 'password', label: t('menu.password') },
    ...(isAgent(me) ? [{ key: 'phone', label: t('menu.phone') }] : []),
    ...(mayNameDeputy(me) ? [{ key: 'deputies', label: <span data-testid="own-deputies">{t('directory.ownDeputiesMenu')}</span> }] : []),
    { key: 'theme', label: theme.name === 'light' ? t('menu.dark') : t('menu.light') },
    { key: 'language', label: t('menu.language') },
    { type: 'divider' },
    { key: 'sign-out', label: <span data-testid="sign-out">{t('menu.signOut')}</span> },
  ]
  const choose: MenuProps['onClick'] = ({ key }) => {
    if (key === 'password' || key === 'phone' || key === 'deputies') setDialog(key)
    if (key === 'own-scores') void navigate('/diem-cua-toi')
    if (key === 'theme') theme.toggle()
    if (key === 'language') chooseLanguage(i18n.language === 'vi' ? 'en' : 'vi')
    if (key === 'sign-out' && mayLeave()) void session.signOut().catch((error: unknown) => desk?.setNotice(messageOf(error)))
  }
  return (
    <>
      <Dropdown menu={{ items, onClick: choose }} trigger={['click']} placement="bottomRight">
        <button type="button" className="account-button" data-testid="account-menu" aria-haspopup="menu">
          <span className="visually-hidden">{t('menu.account')}: </span>
          <span className="account-name">{me.name}</span>
          {unit && <span className="account-unit">{unit}</span>}
          <Icon name="down" size={14} />
        </button>
      </Dropdown>
      <Suspense fallback={null}>
        {dialog === 'password' && <PasswordDialog onClose={() => setDialog(null)} />}
        {dialog === 'deputies' && <OwnDeputiesDialog onClose={() => setDialog(null)} />}
        {dialog === 'phone' && <PhoneDialog onClose={() => setDialog(null)} />}
      </Suspense>
    </>
  )
}
