// The texts of messages: edited with their length in view, for an SMS costs by the part.
import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fillText, templateProblems } from '../../../../src/contract/message-text.ts'
import type { TemplateView } from '../../../../src/contract/messages.ts'
import { smsLength, withoutAccents } from '../../../../src/contract/sms-length.ts'
import { ApiError, api, messageOf } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { Choice } from '../../kit/Choice.tsx'
import { Field } from '../../kit/Field.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { useUnsaved } from '../../kit/useUnsaved.tsx'
import { placeholderWords, providerWords } from './template-words.ts'

const keyOf = ({ template, channel }: TemplateView) => `${template} ${channel}`

export function Templates() {
  const { t } = useTranslation()
  const all = useFetch('templates', (signal) => api('messageTemplates', { signal }))
  const [chosen, setChosen] = useState<string | null>(null)
  const [changed, setChanged] = useState(false)
  const dropping = useUnsaved(changed)
  if (all.error) return <Notice tone="error">{all.error.message}</Notice>
  if (!all.data) return null
  const { templates, brand, accents, quietHours, providers } = all.data
  const template = templates.find((one) => keyOf(one) === chosen) ?? templates[0]
  return (
    <div className="templates">
      <p className="muted">
        {t('messages.brand', { brand, quiet: quietHours, sms: t(providerWords(providers.sms)), email: t(providerWords(providers.email)) })}
      </p>
      <Field id="template" label={t('messages.template')}>
        {(tied) => (
          <Choice
            {...tied}
            value={template ? keyOf(template) : undefined}
            onChange={(next) => next !== (template && keyOf(template)) && dropping(() => setChosen(next ?? null))}
            options={templates.map((one) => ({
              value: keyOf(one),
              label: `${t(`messageTemplate.${one.template}` as 'messageTemplate.urged')} · ${t(`messages.${one.channel}`)}`,
            }))}
            data-testid="template"
          />
        )}
      </Field>
      {template && <Editor key={keyOf(template)} template={template} accents={accents} onChanged={setChanged} onSaved={all.reload} />}
    </div>
  )
}

interface EditorProps {
  template: TemplateView
  accents: boolean
  onChanged: (changed: boolean) => void
  onSaved: () => void
}

function Editor({ template, accents, onChanged, onSaved }: EditorProps) {
  const { t } = useTranslation()
  const [subject, setSubject] = useState(template.subject)
  const [text, setText] = useState(template.text)
  const [told, setTold] = useState<{ tone: 'done' | 'error'; text: string } | null>(null)
  const [saved, setSaved] = useState({ subject, text })
  // Half a word in braces is no mistake while it is being typed: what is wrong is said once it was to be saved.
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<Record<string, string>>({})
  const wrong = { ...refused, ...(tried ? templateProblems({ subject, text }, template) : {}) }
  const edit = (next: { subject?: string; text?: string }) => {
    if (next.subject !== undefined) setSubject(next.subject)
    if (next.text !== undefined) setText(next.text)
    setRefused({})
    setTold(null)
  }
  const changed = subject !== saved.subject || text !== saved.text
  useEffect(() => {
    onChanged(changed)
    return () => onChanged(false)
  }, [changed, onChanged])
  const unsaved = (one: boolean) => (one ? { help: t('messages.unsaved'), className: 'field-unsaved' } : {})
  const hasBuiltIn = (template.channel === 'sms' || subject === template.builtIn.subject) && text === template.builtIn.text
  const preview = usePreview(template, text, accents)
  const length = smsLength(preview)
  const save = async () => {
    setTried(true)
    setTold(null)
    if (Object.keys(templateProblems({ subject, text }, template)).length > 0) return
    try {
      await api('saveMessageTemplate', { body: { template: template.template, channel: template.channel, version: template.version, subject, text } })
      setSaved({ subject, text })
      setTried(false)
      setTold({ tone: 'done', text: t('messages.saved') })
      onSaved()
    } catch (error) {
      const fields = error instanceof ApiError && error.code === 'invalid-input' ? error.fields : {}
      setRefused(fields)
      // What is said under a box is not said a second time above.
      if (!fields['text'] && !fields['subject']) setTold({ tone: 'error', text: messageOf(error) })
    }
  }
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {told && <Notice tone={told.tone}>{told.text}</Notice>}
      <p className="muted">{template.version === 0 ? t('messages.builtIn') : t('messages.version', { version: template.version })}</p>
      {template.channel === 'email' && (
        <Field id="template-subject" label={t('messages.subject')} error={wrong['subject']} {...unsaved(subject !== saved.subject)}>
          {(tied) => <Input {...tied} value={subject} onChange={(event) => edit({ subject: event.target.value })} />}
        </Field>
      )}
      <Field id="template-text" label={t('messages.text')} error={wrong['text']} {...unsaved(text !== saved.text)}>
        {(tied) => (
          <Input.TextArea
            {...tied}
            value={text}
            autoSize={{ minRows: 3, maxRows: 12 }}
            onChange={(event) => edit({ text: event.target.value })}
            data-testid="template-text"
          />
        )}
      </Field>
      <div className="muted" data-testid="template-placeholders">
        {t('messages.placeholders')}
        <dl className="placeholder-list">
          {template.placeholders.map((name) => (
            <div key={name}>
              <dt>{`{${name}}`}</dt> <dd>{t(placeholderWords(name))}</dd>
            </div>
          ))}
        </dl>
      </div>
      <Field
        id="template-preview"
        label={t('messages.preview')}
        help={t(accents || template.channel === 'email' ? 'messages.previewHelp' : 'messages.previewPlain')}
      >
        {({ id, 'aria-describedby': describedBy }) => (
          <output id={id} className="template-preview" aria-describedby={describedBy} data-testid="template-preview">
            {preview}
          </output>
        )}
      </Field>
      {template.channel === 'sms' && (
        <p data-testid="template-length">
          {t('messages.length', { units: length.units, segments: length.segments, encoding: length.encoding === 'gsm7' ? 'GSM-7' : 'Unicode' })}
        </p>
      )}
      <div className="dialog-actions">
        <Button disabled={hasBuiltIn} onClick={() => edit(template.builtIn)} data-testid="template-built-in">
          {t('messages.useBuiltIn')}
        </Button>
        <Button type="primary" htmlType="submit" data-testid="template-save">
          {t('messages.save')}
        </Button>
      </div>
    </form>
  )
}

/** The text as somebody would get it, with made-up values: an SMS is paid for filled in, not with its braces. */
function usePreview(template: TemplateView, text: string, accents: boolean): string {
  const { t } = useTranslation()
  const samples = Object.fromEntries(template.placeholders.map((name) => [name, t(`messageSample.${name}` as 'messageSample.code')]))
  const filled = fillText(text, samples, template.channel).text
  return template.channel === 'sms' && !accents ? withoutAccents(filled) : filled
}
