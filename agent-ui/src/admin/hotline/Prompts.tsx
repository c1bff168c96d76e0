// Lời thoại: every prompt with its words and when it is heard; it is played here, replaced, and gone back to.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromptList, PromptView } from '../../../../src/contract/prompts.ts'
import { api, messageOf } from '../../api/client.ts'
import { Field } from '../../kit/Field.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { foldVietnamese } from '../../kit/search-text.ts'
import { formatDateTime, formatDuration } from '../../kit/time.ts'
import { PromptPlayer } from './PromptPlayer.tsx'
import { promptUrl } from './prompt-url.ts'
import { RecordingInput } from './RecordingInput.tsx'

export function Prompts({ prompts, onChanged }: { prompts: PromptList; onChanged: () => void }) {
  const { t } = useTranslation()
  const [sought, setSought] = useState('')
  const fits = ({ name, heard, versions }: PromptView) =>
    foldVietnamese(`${name} ${heard} ${versions[0]?.text ?? ''}`)
      .toLowerCase()
      .includes(foldVietnamese(sought.trim()).toLowerCase())
  const found = prompts.prompts.filter(fits)
  // Pieces of sentences, such as numbers, stand behind the sentences.
  const whole = found.filter(({ heard }) => heard !== '')
  const pieces = found.filter(({ heard }) => heard === '')
  return (
    <div className="hotline-form hotline-wide">
      <p className="muted">{t('hotline.promptsText')}</p>
      <Field id="prompt-search" label={t('hotline.searchPrompts')}>
        {(tied) => <Input {...tied} type="search" value={sought} onChange={(event) => setSought(event.target.value)} data-testid="prompt-search" />}
      </Field>
      {found.length === 0 && <p className="muted">{t('hotline.noPrompts')}</p>}
      <ul className="prompt-list">
        {whole.map((prompt) => (
          <PromptRow key={prompt.name} prompt={prompt} voice={prompts.voice} onChanged={onChanged} />
        ))}
      </ul>
      {pieces.length > 0 && (
        <details>
          <summary>{t('hotline.pieces', { count: pieces.length })}</summary>
          <ul className="prompt-list">
            {pieces.map((prompt) => (
              <PromptRow key={prompt.name} prompt={prompt} voice={prompts.voice} onChanged={onChanged} />
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function PromptRow({ prompt, voice, onChanged }: { prompt: PromptView; voice: boolean; onChanged: () => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [now] = prompt.versions
  const [done, setDone] = useState(false)
  if (!now) return null
  return (
    <li className="prompt" data-testid="prompt" data-name={prompt.name} data-source={now.source}>
      <div className="prompt-words">
        <b>{prompt.heard || now.text}</b>
        {prompt.heard && <p>“{now.text}”</p>}
        <p className="muted">
          {now.source === 'original'
            ? t('hotline.asInstalled')
            : t('hotline.replacedBy', {
                source: t(`hotline.source.${now.source}`),
                who: now.savedBy ?? '',
                at: now.savedAt ? formatDateTime(now.savedAt) : '',
              })}
        </p>
      </div>
      <div className="prompt-sound">
        <PromptPlayer key={now.version} url={promptUrl(prompt.name, now.version)} durationMs={now.durationMs} label={t('hotline.heardNow')} />
        <Button onClick={() => setOpen(!open)} aria-expanded={open} data-testid={`replace-${prompt.name}`}>
          {t(open ? 'hotline.closeReplace' : 'hotline.replace')}
        </Button>
      </div>
      {done && !open && (
        <Notice tone="done" testId="prompt-done">
          {t('hotline.promptDone')}
        </Notice>
      )}
      {open && (
        <ReplacePrompt
          prompt={prompt}
          voice={voice}
          onDone={() => {
            setOpen(false)
            setDone(true)
            onChanged()
          }}
        />
      )}
    </li>
  )
}

function ReplacePrompt({ prompt, voice, onDone }: { prompt: PromptView; voice: boolean; onDone: () => void }) {
  const { t } = useTranslation()
  const [now, ...before] = prompt.versions
  const [text, setText] = useState(now?.text ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const seen = now?.version ?? 0
  const restore = async (version: number) => {
    setProblem(null)
    try {
      await api('restorePrompt', { params: { name: prompt.name }, body: { version, seen } })
      onDone()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <div className="prompt-replace">
      {problem && <Notice tone="error">{problem}</Notice>}
      <Field id={`prompt-text-${prompt.name}`} label={t('hotline.newWords')} help={t('hotline.newWordsHelp')}>
        {(tied) => (
          <Input.TextArea
            {...tied}
            value={text}
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            onChange={(event) => setText(event.target.value)}
            data-testid={`prompt-text-${prompt.name}`}
          />
        )}
      </Field>
      <RecordingInput name={prompt.name} text={text} seen={seen} voice={voice} onDone={onDone} />
      {before.length > 0 && (
        <section aria-label={t('hotline.formerVersions')}>
          <h3>{t('hotline.formerVersions')}</h3>
          <ul className="prompt-versions">
            {before.map((one) => (
              <li key={one.version}>
                <span>
                  <b>{one.version === 0 ? t('hotline.source.original') : t('hotline.version', { version: one.version })}</b> “{one.text}”{' '}
                  <span className="muted">
                    {[one.savedBy, one.savedAt ? formatDateTime(one.savedAt) : '', formatDuration(one.durationMs / 1000)].filter(Boolean).join(' · ')}
                  </span>
                </span>
                <PromptPlayer url={promptUrl(prompt.name, one.version)} durationMs={one.durationMs} label={t('hotline.version', { version: one.version })} />
                <Button onClick={() => void restore(one.version)} data-testid={`restore-${prompt.name}-${one.version}`}>
                  {t('hotline.restore')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
