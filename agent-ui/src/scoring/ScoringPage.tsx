// Chấm điểm: recorded talks to score, what was graded, the means, and the form; the address keeps which of them.
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { hasRole, useMe } from '../session/session.tsx'
import { FormEditor } from './FormEditor.tsx'
import { ScoringList } from './ScoringList.tsx'
import { SummaryPane } from './SummaryPane.tsx'

const tabs = ['can-cham', 'dang-cham', 'da-cham', 'ket-qua', 'bieu-mau'] as const
type Tab = (typeof tabs)[number]
const stateOf = { 'can-cham': 'to-score', 'dang-cham': 'draft', 'da-cham': 'graded' } as const

export default function ScoringPage() {
  const { t } = useTranslation()
  const me = useMe()
  const { tab: wanted } = useParams()
  // Whoever only keeps the form sees the form.
  const shown: readonly Tab[] = hasRole(me, 'supervisor') ? tabs : ['bieu-mau']
  const tab = shown.find((one) => one === wanted) ?? shown[0] ?? 'bieu-mau'
  return (
    <main className="list-page">
      <h1 className="visually-hidden">{t('scoring.title')}</h1>
      <nav className="work-tabs" aria-label={t('scoring.title')}>
        {shown.map((one) => (
          <Link
            key={one}
            to={`/cham-diem/${one}`}
            className={one === tab ? 'active' : ''}
            aria-current={one === tab ? 'page' : undefined}
            data-testid={`scoring-tab-${one}`}
          >
            {t(`scoring.tabs.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'ket-qua' ? <SummaryPane /> : tab === 'bieu-mau' ? <FormEditor /> : <ScoringList key={tab} state={stateOf[tab]} />}
    </main>
  )
}
