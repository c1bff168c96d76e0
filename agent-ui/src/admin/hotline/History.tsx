// Every version there was: who, when, why. One can be looked at as it differs, and taken up again as a change that is saved like any other.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { HotlineVersion, HotlineVersions } from '../../../../src/contract/hotline.ts'
import { api, messageOf } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { Notice } from '../../kit/Notice.tsx'
import { formatDateTime } from '../../kit/time.ts'
import { changedSections, sections } from './draft.ts'
import type { HotlineDraft } from './useHotlineDraft.ts'

export function History({ draft, onRestored }: { draft: HotlineDraft; onRestored: () => void }) {
  const { t } = useTranslation()
  const newest = useFetch(`versions ${draft.base.version}`, (signal) => api('hotlineVersions', { signal }))
  const [older, setOlder] = useState<z.infer<typeof HotlineVersions>[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const pages = newest.data ? [newest.data, ...older] : []
  const versions = pages.flatMap((page) => page.versions)
  const more = pages.at(-1)?.more ?? false
  const restore = async ({ version }: HotlineVersion) => {
    setProblem(null)
    try {
      const { content } = await api('hotlineVersion', { params: { version } })
      draft.change(() => content)
      draft.setReason(t('hotline.restoreReason', { version }))
      onRestored()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  const loadMore = async () => {
    try {
      const page = await api('hotlineVersions', { query: { before: versions.at(-1)?.version } })
      setOlder((old) => [...old, page])
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <div className="hotline-form">
      {problem && <Notice tone="error">{problem}</Notice>}
      {newest.error && <Notice tone="error">{newest.error.message}</Notice>}
      {newest.data && versions.length === 0 && <p className="muted">{t('hotline.noHistory')}</p>}
      <ol className="hotline-history" data-testid="hotline-history">
        {versions.map((version) => (
          <HistoryRow key={version.version} version={version} draft={draft} onRestore={() => void restore(version)} />
        ))}
      </ol>
      {more && <Button onClick={() => void loadMore()}>{t('hotline.older')}</Button>}
    </div>
  )
}

function HistoryRow({ version, draft, onRestore }: { version: HotlineVersion; draft: HotlineDraft; onRestore: () => void }) {
  const { t } = useTranslation()
  const [differs, setDiffers] = useState<string | null>(null)
  const holds = version.version === draft.base.version
  const compare = async () => {
    try {
      const { content } = await api('hotlineVersion', { params: { version: version.version } })
      const others = changedSections(content, draft.base.content)
      const names = sections.filter((one) => others.has(one)).map((one) => t(`hotline.section.${one}`))
      setDiffers(names.length > 0 ? t('hotline.differsIn', { sections: names.join(', ') }) : t('hotline.differsNot'))
    } catch (error) {
      setDiffers(messageOf(error))
    }
  }
  return (
    <li data-testid="hotline-version">
      <div>
        <b>{t('hotline.version', { version: version.version })}</b>
        {holds && <span className="count">{t('hotline.holds')}</span>}
        <span className="muted">
          {version.savedBy ?? t('hotline.somebody')} · {formatDateTime(version.savedAt)}
        </span>
      </div>
      <p>{version.reason}</p>
      {differs && <p className="muted">{differs}</p>}
      {!holds && (
        <span className="row-buttons">
          <Button onClick={() => void compare()}>{t('hotline.compare')}</Button>
          <Button onClick={onRestore} data-testid="hotline-restore">
            {t('hotline.restore')}
          </Button>
        </span>
      )}
    </li>
  )
}
