// The recording of the menu's words: which one callers will hear once the settings are saved, and a new one for the words as they stand.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PromptList } from '../../../../src/contract/prompts.ts'
import { Choice } from '../../kit/Choice.tsx'
import { Field } from '../../kit/Field.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { formatDateTime } from '../../kit/time.ts'
import { PromptPlayer } from './PromptPlayer.tsx'
import { promptUrl } from './prompt-url.ts'
import { RecordingInput } from './RecordingInput.tsx'
import type { HotlineDraft } from './useHotlineDraft.ts'

interface Props {
  draft: HotlineDraft
  prompts: PromptList
  onPromptsChanged: () => void
  onChosen: (recording: number) => void
}

export function MenuRecording({ draft, prompts, onPromptsChanged, onChosen }: Props) {
  const { t } = useTranslation()
  const { recording, words } = draft.content.menu
  const { versions, name } = prompts.menu
  const chosen = versions.find(({ version }) => version === recording)
  const stale = chosen !== undefined && chosen.text !== words.trim()
  return (
    <div className="menu-recording" data-testid="menu-recording">
      {versions.length > 0 && (
        <Field id="menu-recording-choice" label={t('hotline.recording')} error={draft.errorAt('menu.recording')}>
          {(tied) => (
            <Choice
              {...tied}
              value={chosen ? String(chosen.version) : null}
              placeholder={t('hotline.chooseRecording')}
              onChange={(version) => version && onChosen(Number(version))}
              options={versions.map((one) => ({
                value: String(one.version),
                label: t('hotline.recordingOf', {
                  version: one.version,
                  source: t(`hotline.source.${one.source}`),
                  who: one.savedBy ?? '',
                  at: one.savedAt ? formatDateTime(one.savedAt) : '',
                }),
              }))}
            />
          )}
        </Field>
      )}
      {versions.length === 0 && <p className="muted">{draft.errorAt('menu.recording') ?? t('hotline.neverRecorded')}</p>}
      {chosen && <PromptPlayer key={chosen.version} url={promptUrl(name, chosen.version)} durationMs={chosen.durationMs} label={t('hotline.menuSound')} />}
      {stale && (
        <Notice
          tone="wait"
          testId="menu-stale"
          action={
            <Button onClick={() => draft.change((old) => ({ ...old, menu: { ...old.menu, words: chosen.text } }))}>{t('hotline.useRecordedWords')}</Button>
          }
        >
          {t('hotline.stale', { text: chosen.text })}
        </Notice>
      )}
      <RecordingInput
        name={name}
        text={words}
        seen={versions[0]?.version ?? 0}
        voice={prompts.voice}
        onDone={(prompt) => {
          const [newest] = prompt.versions
          onPromptsChanged()
          if (newest) onChosen(newest.version)
        }}
      />
      <p className="muted">{t('hotline.recordingText')}</p>
    </div>
  )
}
