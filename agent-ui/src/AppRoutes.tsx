// Which page stands at which address, for whom.
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, Route, Routes, useLocation } from 'react-router'
import { keepTrying } from './api/keep-trying.ts'
import { DeskPage } from './desk/DeskPage.tsx'
import { DeskProvider } from './desk/desk.tsx'
import { PageMessage } from './kit/PageMessage.tsx'
import { ActivationPage } from './login/ActivationPage.tsx'
import { LoginPage } from './login/LoginPage.tsx'
import { hasRole, isAgent, isHandler, mayReadTickets, readsDesk, useMe, useSession } from './session/session.tsx'
import { Shell } from './shell/Shell.tsx'

const TicketListPage = lazy(() => keepTrying(() => import('./tickets/TicketListPage.tsx')))
const TicketPage = lazy(() => keepTrying(() => import('./tickets/TicketPage.tsx')))
const BoardPage = lazy(() => keepTrying(() => import('./board/BoardPage.tsx')))
const AgentFiguresPage = lazy(() => keepTrying(() => import('./board/AgentFiguresPage.tsx')))
const ScoringPage = lazy(() => keepTrying(() => import('./scoring/ScoringPage.tsx')))
const ScorePage = lazy(() => keepTrying(() => import('./scoring/ScorePage.tsx')))
const OwnScoresPage = lazy(() => keepTrying(() => import('./scoring/OwnScoresPage.tsx')))
const WallPage = lazy(() => keepTrying(() => import('./board/WallPage.tsx')))
const WorkPage = lazy(() => keepTrying(() => import('./work/WorkPage.tsx')))
const DeskWorkPage = lazy(() => keepTrying(() => import('./work/DeskWorkPage.tsx')))
const UnitsPage = lazy(() => keepTrying(() => import('./directory/UnitsPage.tsx')))
const CalendarsPage = lazy(() => keepTrying(() => import('./admin/calendars/CalendarsPage.tsx')))
const HotlinePage = lazy(() => keepTrying(() => import('./admin/hotline/HotlinePage.tsx')))
const DeadlineSettingsPage = lazy(() => keepTrying(() => import('./admin/calendars/DeadlineSettingsPage.tsx')))
const MessagesPage = lazy(() => keepTrying(() => import('./admin/messages/MessagesPage.tsx')))
const PeoplePage = lazy(() => keepTrying(() => import('./admin/PeoplePage.tsx')))

export function AppRoutes() {
  return (
    <Routes>
      <Route path="/dang-nhap" element={<LoginPage />} />
      <Route path="/kich-hoat/:token?" element={<ActivationPage />} />
      <Route path="/*" element={<SignedIn />} />
    </Routes>
  )
}

function SignedIn() {
  const { state, refresh } = useSession()
  const { t } = useTranslation()
  const { pathname, search } = useLocation()
  useEffect(() => {
    if (state.kind !== 'unreachable') return
    const retry = setInterval(refresh, 3_000)
    return () => clearInterval(retry)
  }, [state.kind, refresh])
  if (state.kind === 'loading') return <PageMessage title={t('app.opening')} />
  if (state.kind === 'unreachable')
    return <PageMessage title={t('app.unreachable')} text={t('app.unreachableText')} action={t('action.retry')} onAction={refresh} />
  if (state.kind === 'signed-out') return <Navigate to="/dang-nhap" replace state={state.chosen ? null : { from: pathname + search }} />
  return <Pages />
}

function Pages() {
  const me = useMe()
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const agent = isAgent(me)
  // The wall is no desk: opening one there would take the supervisor's telephone away from his own page.
  if (pathname === '/giam-sat/man-hinh-lon' && hasRole(me, 'supervisor'))
    return (
      <Suspense fallback={<PageMessage title={t('app.opening')} />}>
        <WallPage />
      </Suspense>
    )
  const home = agent ? (
    <DeskPage />
  ) : isHandler(me) ? (
    <Navigate to="/xu-ly" replace />
  ) : mayReadTickets(me) ? (
    <Navigate to="/phan-anh" replace />
  ) : hasRole(me, 'administrator') ? (
    <Navigate to="/tai-khoan" replace />
  ) : (
    <PageMessage title={t('app.noPages')} text={t('app.noPagesText')} />
  )
  const pages = (
    <Shell>
      <Suspense fallback={<PageMessage title={t('app.opening')} />}>
        <Routes>
          <Route path="/" element={home} />
          {isHandler(me) && <Route path="/xu-ly/:box?" element={<WorkPage />} />}
          {hasRole(me, 'supervisor') && <Route path="/giam-sat" element={<BoardPage />} />}
          {hasRole(me, 'supervisor') && <Route path="/giam-sat/nhan-vien" element={<AgentFiguresPage />} />}
          {hasRole(me, 'supervisor', 'administrator') && <Route path="/cham-diem/:tab?" element={<ScoringPage />} />}
          {hasRole(me, 'supervisor') && <Route path="/cham-diem/cuoc/:id" element={<ScorePage />} />}
          {agent && <Route path="/diem-cua-toi" element={<OwnScoresPage />} />}
          {readsDesk(me) && <Route path="/ban-viec" element={<DeskWorkPage />} />}
          {mayReadTickets(me) && <Route path="/phan-anh" element={<TicketListPage />} />}
          {mayReadTickets(me) && <Route path="/phan-anh/:id" element={<TicketPage />} />}
          {hasRole(me, 'administrator') && <Route path="/tai-khoan/:id?" element={<PeoplePage />} />}
          {hasRole(me, 'administrator') && <Route path="/don-vi/:id?" element={<UnitsPage />} />}
          {hasRole(me, 'administrator') && <Route path="/lich-lam-viec" element={<CalendarsPage />} />}
          {hasRole(me, 'administrator') && <Route path="/tong-dai" element={<HotlinePage />} />}
          {hasRole(me, 'administrator') && <Route path="/cai-dat-thoi-han" element={<DeadlineSettingsPage />} />}
          {hasRole(me, 'administrator') && <Route path="/tin-nhan" element={<MessagesPage />} />}
          <Route path="*" element={<PageMessage title={t('app.notFound')} text={t('app.notFoundText')} />} />
        </Routes>
      </Suspense>
    </Shell>
  )
  return agent ? <DeskProvider>{pages}</DeskProvider> : pages
}
