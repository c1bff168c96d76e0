// Mark, own state, the menu, the clock, and the person with what belongs to him.
import { useTranslation } from 'react-i18next'
import { NavLink, useLocation } from 'react-router'
import { useMaybeDesk } from '../desk/desk.tsx'
import { Mark } from '../glyphs/Mark.tsx'
import { formatTime, formatWeekdayDate, useNow } from '../kit/time.ts'
import { hasRole, isAgent, isHandler, mayReadTickets, readsDesk, useMe } from '../session/session.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { StateBlock } from './StateBlock.tsx'

export function TopBar() {
  const { t } = useTranslation()
  const me = useMe()
  const desk = useMaybeDesk()
  const { pathname } = useLocation()
  // Who only has a unit's desk reads its petitions under it: on a phone that one entry needs no line of its own.
  const deskOnly = isHandler(me) && !isAgent(me) && !hasRole(me, 'provincial-office', 'administrator', 'overseer')
  const unit = isHandler(me) && !isAgent(me) ? me.memberships[0]?.unitName : undefined
  return (
    <header className="topbar">
      <NavLink to="/" className="topbar-mark" aria-label={t('app.title')}>
        <Mark />
      </NavLink>
      {desk ? (
        <StateBlock desk={desk} />
      ) : (
        <span className={unit ? 'topbar-title topbar-title-unit' : 'topbar-title'}>
          <span>{t('app.shortTitle')}</span>
          {unit && <span className="topbar-unit">{unit}</span>}
        </span>
      )}
      <nav className={deskOnly ? 'topbar-nav topbar-nav-one' : 'topbar-nav'} aria-label={t('app.mainMenu')}>
        {isAgent(me) && (
          <NavLink to="/" end>
            {t('nav.desk')}
          </NavLink>
        )}
        {hasRole(me, 'supervisor') && <NavLink to="/giam-sat">{t('nav.board')}</NavLink>}
        {hasRole(me, 'supervisor', 'administrator') && <NavLink to="/cham-diem">{t('nav.scoring')}</NavLink>}
        {readsDesk(me) && <NavLink to="/ban-viec">{t('nav.deskWork')}</NavLink>}
        {deskOnly ? (
          <NavLink to="/xu-ly" className={({ isActive }) => (isActive || pathname.startsWith('/phan-anh') ? 'active' : '')}>
            {t('nav.tickets')}
          </NavLink>
        ) : (
          isHandler(me) && <NavLink to="/xu-ly">{t('nav.work')}</NavLink>
        )}
        {!deskOnly && mayReadTickets(me) && <NavLink to="/phan-anh">{t(isAgent(me) || !isHandler(me) ? 'nav.tickets' : 'nav.office')}</NavLink>}
        {hasRole(me, 'administrator') && <NavLink to="/tai-khoan">{t('nav.people')}</NavLink>}
        {hasRole(me, 'administrator') && <NavLink to="/don-vi">{t('directory.units')}</NavLink>}
        {hasRole(me, 'administrator') && <NavLink to="/tong-dai">{t('nav.hotline')}</NavLink>}
        {hasRole(me, 'administrator') && <NavLink to="/lich-lam-viec">{t('nav.calendars')}</NavLink>}
        {hasRole(me, 'administrator') && <NavLink to="/cai-dat-thoi-han">{t('nav.settings')}</NavLink>}
        {hasRole(me, 'administrator') && <NavLink to="/tin-nhan">{t('nav.messages')}</NavLink>}
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
