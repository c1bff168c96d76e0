// The boxes of the operators' desk; how many wait in each, and whether any has waited too long.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ResponseOf } from '../../../src/contract/endpoints.ts'
import type { DeskBox } from '../../../src/contract/work.ts'
import { MissedMark } from './MissedMark.tsx'

const boxes = ['returned-slip', 'result-check', 'tell-citizen', 'new', 'more-info', 'draft', 'refused'] as const

interface Props {
  box: DeskBox
  counts: ResponseOf<'deskWork'>['counts'] | null
  keyword: string
  /** Drafts are read at the desk alone. */
  drafts: boolean
}

export function DeskTabs({ box, counts, keyword, drafts }: Props) {
  const { t } = useTranslation()
  return (
    <nav className="work-tabs" aria-label={t('deskWork.title')}>
      {boxes
        .filter((name) => drafts || name !== 'draft')
        .map((name) => (
          <Link
            key={name}
            to={`?${new URLSearchParams(keyword ? { muc: name, keyword } : { muc: name }).toString()}`}
            className={name === box ? 'active' : ''}
            aria-current={name === box ? 'page' : undefined}
            data-testid={`desk-box-${name}`}
          >
            {t(`deskWork.${name}`)} {counts && <Count {...counts[name]} />}
          </Link>
        ))}
    </nav>
  )
}

function Count({ open, missed }: { open: number; missed: number }) {
  return (
    <>
      <span className="tab-count">{open}</span>
      {missed > 0 && <MissedMark count={missed} />}
    </>
  )
}
