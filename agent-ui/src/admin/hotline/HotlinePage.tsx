// Tổng đài: what callers meet, in sections of one whole that is saved as a version with a reason.
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { Notice } from '../../kit/Notice.tsx'
import { HotlineEditor } from './HotlineEditor.tsx'

export default function HotlinePage() {
  const { t } = useTranslation()
  const settings = useFetch('hotline-settings', (signal) => api('hotlineSettings', { signal }))
  const prompts = useFetch('hotline-prompts', (signal) => api('hotlinePrompts', { signal }))
  const error = settings.error ?? prompts.error
  return (
    <main className="list-page hotline-page">
      <h1 className="visually-hidden">{t('hotline.title')}</h1>
      {error && <Notice tone="error">{error.message}</Notice>}
      {(!settings.data || !prompts.data) && !error && <Skeleton active className="ticket-loading" paragraph={{ rows: 10 }} />}
      {settings.data && prompts.data && (
        <HotlineEditor view={settings.data} prompts={prompts.data} onSaved={settings.reload} onPromptsChanged={prompts.reload} />
      )}
    </main>
  )
}
