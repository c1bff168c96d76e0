// Mark, own state, the menu, the clock, and the person with what belongs to him.
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useMaybeDesk } from '../desk/desk.tsx'
import { Mark } from '../glyphs/Mark.tsx'
import { formatTime, formatWeekdayDate, useNow } from '../kit/time.ts'
import { hasRole, isAgent, isHandler, mayReadTickets, useMe } from '../session/session.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { StateBlock } from './StateBlock.tsx'

export function TopBar() {
  const { t } = useTranslation()
  const me = useMe()
  const desk = useMaybeDesk()
  return (
    <header className="topbar">
      <NavLink to="/" className="topbar-mark" aria-label={t('app.title')}>
        <Mark />
      </NavLink>
      {desk ? <StateBlock desk={desk} /> : <span className="topbar-title">{t('app.shortTitle')}</span>}
      <nav className="topbar-nav" aria-label={t('app.mainMenu')}>
        {isAgent(me) && (
          <NavLink to="/" end>
            {t('nav.desk')}
          </NavLink>
        )}
        {isAgent(me) && <NavLink to="/ban-viec">{t('nav.deskWork')}</NavLink>}
        {isHandler(me) && <NavLink to="/xu-ly">{t('nav.work')}</NavLink>}
        {(!isHandler(me) || hasRole(me, 'provincial-office') || isAgent(me)) && mayReadTickets(me) && <NavLink to="/phan-anh">{t('nav.tickets')}</NavLink>}
        {hasRole(me, 'administrator') && <NavLink to="/tai-khoan">{t('nav.people')}</NavLink>}
        {hasRole(me, 'administrator') && <NavLink to="/don-vi">{t('directory.units')}</NavLink>}
      </nav>
      <BarClock />
      <AccountMenu />
    </header>
  )
}

function BarClock() {
  const now = useNow(1000)
  return (
    <span className="topbar-clock">
      {formatTime(now)} · {formatWeekdayDate(now)}
    </span>
  )
}
