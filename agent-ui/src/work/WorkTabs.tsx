// The three boxes with their counts, and today's office hours; on a phone short words and the button that opens the search.
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import type { z } from 'zod'
import { type WorkBox, type WorkPage, workBoxes } from '../../../src/contract/work.ts'
import { Icon } from '../glyphs/icons.tsx'

const boxPaths: Record<WorkBox, string> = { 'to-handle': '/xu-ly', scheduled: '/xu-ly/hen', all: '/xu-ly/tat-ca' }

interface Props {
  counts: z.infer<typeof WorkPage>['counts'] | null
  today: string
  searching: boolean
  onSearching: () => void
}

export function WorkTabs({ counts, today, searching, onSearching }: Props) {
  const { t } = useTranslation()
  return (
    <nav className="work-tabs" aria-label={t('nav.tickets')}>
      {workBoxes.map((name) => (
        <NavLink key={name} to={boxPaths[name]} end data-testid={`box-${name}`}>
          <span className="tab-long">{t(`work.${name}`)}</span>
          <span className="tab-short">{t(`work.${name}-short`)}</span> {counts && name !== 'all' && <span className="tab-count">{counts[name]}</span>}
        </NavLink>
      ))}
      {today && <span className="work-today">{/^\d/.test(today) ? t('work.today', { hours: today }) : today}</span>}
      <button type="button" className="work-search-button" aria-expanded={searching} onClick={onSearching} data-testid="work-search">
        <Icon name="search" size={18} /> <span className="visually-hidden">{t('tickets.search')}</span>
      </button>
    </nav>
  )
}
