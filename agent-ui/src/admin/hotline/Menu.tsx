// Lời chào và menu: the branches by their keys, the words, their recording, and how a caller hears it all.
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { HotlineContent } from '../../../../src/contract/hotline.ts'
import { proposedMenuWords } from '../../../../src/contract/menu-words.ts'
import type { PromptList } from '../../../../src/contract/prompts.ts'
import { Field } from '../../kit/Field.tsx'
import { NumberField, SwitchRow } from './fields.tsx'
import { MenuEntries } from './MenuEntries.tsx'
import { MenuPreview } from './MenuPreview.tsx'
import { MenuRecording } from './MenuRecording.tsx'
import type { HotlineDraft } from './useHotlineDraft.ts'

interface Props {
  draft: HotlineDraft
  prompts: PromptList
  onPromptsChanged: () => void
}

export function Menu({ draft, prompts, onPromptsChanged }: Props) {
  const { t } = useTranslation()
  const { menu } = draft.content
  const set = (next: Partial<HotlineContent['menu']>) => draft.change((old) => ({ ...old, menu: { ...old.menu, ...next } }))
  const proposed = proposedMenuWords(menu.entries)
  const wordsWarning = draft.warningAt('menu.words')
  return (
    <div className="hotline-columns">
      <div className="hotline-form">
        <SwitchRow draft={draft} path="menu.on" label={t('hotline.menuOn')} text={t('hotline.menuOnText')} value={menu.on} onChange={(on) => set({ on })} />
        <MenuEntries draft={draft} />
        <section aria-labelledby="menu-words-title">
          <h2 id="menu-words-title">{t('hotline.words')}</h2>
          <Field id="menu-words" label={t('hotline.wordsLabel')} error={draft.errorAt('menu.words')} help={wordsWarning}>
            {(tied) => (
              <Input.TextArea
                {...tied}
                value={menu.words}
                autoSize={{ minRows: 3, maxRows: 10 }}
                onChange={(event) => set({ words: event.target.value })}
                data-testid="menu-words"
              />
            )}
          </Field>
          <div className="row-buttons">
            <Button disabled={proposed === '' || proposed === menu.words} onClick={() => set({ words: proposed })} data-testid="menu-propose">
              {t('hotline.proposeWords')}
            </Button>
          </div>
          <MenuRecording draft={draft} prompts={prompts} onPromptsChanged={onPromptsChanged} onChosen={(recording) => set({ recording })} />
        </section>
        <section aria-labelledby="menu-times-title">
          <h2 id="menu-times-title">{t('hotline.noKey')}</h2>
          <div className="hotline-numbers">
            <NumberField
              draft={draft}
              path="menu.waitSeconds"
              label={t('hotline.waitSeconds')}
              unit={t('hotline.seconds')}
              value={menu.waitSeconds}
              onChange={(waitSeconds) => set({ waitSeconds })}
            />
            <NumberField
              draft={draft}
              path="menu.attempts"
              label={t('hotline.attempts')}
              unit={t('hotline.times_')}
              value={menu.attempts}
              onChange={(attempts) => set({ attempts })}
            />
          </div>
          <p className="muted">{t('hotline.noKeyText')}</p>
        </section>
      </div>
      <MenuPreview content={draft.content} prompts={prompts} />
    </div>
  )
}
