// The sections with what is wrong in each, and the bar that saves them all.
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { HotlineView } from '../../../../src/contract/hotline.ts'
import type { PromptList } from '../../../../src/contract/prompts.ts'
import { useUnsaved } from '../../kit/useUnsaved.tsx'
import { changedSections, countIn, type Section, sections } from './draft.ts'
import { General } from './General.tsx'
import { History } from './History.tsx'
import { Menu } from './Menu.tsx'
import { Prompts } from './Prompts.tsx'
import { SaveBar } from './SaveBar.tsx'
import { Skills } from './Skills.tsx'
import { useHotlineDraft } from './useHotlineDraft.ts'
import { Waiting } from './Waiting.tsx'

interface Props {
  view: HotlineView
  prompts: PromptList
  onSaved: () => void
  onPromptsChanged: () => void
}

export function HotlineEditor({ view, prompts, onSaved, onPromptsChanged }: Props) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const draft = useHotlineDraft(view, t('hotline.needReason'), onSaved)
  useUnsaved(draft.changed)
  const asked = params.get('muc')
  const section = sections.find((one) => one === asked) ?? 'menu'
  const touched = changedSections(draft.content, draft.base.content)
  const panes: Record<Section, () => React.ReactNode> = {
    menu: () => <Menu draft={draft} prompts={prompts} onPromptsChanged={onPromptsChanged} />,
    prompts: () => <Prompts prompts={prompts} onChanged={onPromptsChanged} />,
    waiting: () => <Waiting draft={draft} />,
    skills: () => <Skills draft={draft} />,
    general: () => <General draft={draft} />,
    history: () => <History draft={draft} onRestored={() => setParams({ muc: 'menu' })} />,
  }
  return (
    <>
      <nav className="work-tabs" aria-label={t('hotline.title')}>
        {sections.map((one) => {
          const wrong = countIn(draft.problems, one)
          return (
            <Link
              key={one}
              to={`?muc=${one}`}
              className={one === section ? 'active' : ''}
              aria-current={one === section ? 'page' : undefined}
              data-testid={`hotline-tab-${one}`}
            >
              {t(`hotline.section.${one}`)}
              {touched.has(one) && <span className="tab-changed" role="img" aria-label={t('hotline.changedMark')} title={t('hotline.changedMark')} />}
              {wrong > 0 && <span className="tab-wrong">{t('hotline.wrongCount', { count: wrong })}</span>}
            </Link>
          )
        })}
      </nav>
      <div className="hotline-pane">{panes[section]()}</div>
      <SaveBar draft={draft} onGo={(muc) => setParams({ muc })} />
    </>
  )
}
