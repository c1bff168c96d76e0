// At the foot of the page: which version holds, what stands against saving, the reason, and what somebody else saved meanwhile.
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '../../kit/Field.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { formatDateTime } from '../../kit/time.ts'
import { type Section, sectionOf } from './draft.ts'
import type { HotlineDraft } from './useHotlineDraft.ts'

export function SaveBar({ draft, onGo }: { draft: HotlineDraft; onGo: (section: Section) => void }) {
  const { t } = useTranslation()
  const { base, problems, warnings } = draft
  const [first] = problems
  return (
    <footer className="hotline-save" data-testid="hotline-save-bar">
      {draft.newer && (
        <Notice
          tone="wait"
          testId="hotline-newer"
          action={
            <span className="notice-actions">
              <Button onClick={draft.takeNewer}>{t('hotline.takeNewer')}</Button>
              <Button onClick={draft.keepMine} data-testid="hotline-keep-mine">
                {t('hotline.keepMine')}
              </Button>
            </span>
          }
        >
          {t('hotline.newer', {
            who: draft.newer.savedBy ?? '',
            version: draft.newer.version,
            at: draft.newer.savedAt ? formatDateTime(draft.newer.savedAt) : '',
            reason: draft.newer.reason,
          })}
        </Notice>
      )}
      {!draft.newer && draft.refused && <Notice tone="error">{draft.refused}</Notice>}
      {draft.justSaved && !draft.changed && (
        <Notice tone="done" testId="hotline-saved">
          {t('hotline.justSaved')}
        </Notice>
      )}
      {draft.changed && first && (
        <Notice tone="error" testId="hotline-problems" action={<Button onClick={() => onGo(sectionOf(first.path))}>{t('hotline.goThere')}</Button>}>
          {t('hotline.problems', { count: problems.length, first: first.message })}
        </Notice>
      )}
      {warnings.length > 0 && (
        <details className="hotline-warnings">
          <summary data-testid="hotline-warnings">{t('hotline.warnings', { count: warnings.length })}</summary>
          <ul>
            {warnings.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                <button type="button" className="link-button" onClick={() => onGo(sectionOf(path))}>
                  {message}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {draft.changed ? (
        <form
          className="hotline-save-row"
          onSubmit={(event) => {
            event.preventDefault()
            void draft.save()
          }}
        >
          <Field id="hotline-reason" label={t('hotline.reason')} required error={draft.reasonError}>
            {(tied) => (
              <Input
                {...tied}
                value={draft.reason}
                maxLength={500}
                placeholder={t('hotline.reasonExample')}
                onChange={(event) => draft.setReason(event.target.value)}
                data-testid="hotline-reason"
              />
            )}
          </Field>
          <Button onClick={draft.discard} data-testid="hotline-discard">
            {t('hotline.discard')}
          </Button>
          <Button type="primary" htmlType="submit" loading={draft.busy} data-testid="hotline-save">
            {t('hotline.save')}
          </Button>
        </form>
      ) : (
        <p className="muted hotline-standing" data-testid="hotline-standing">
          {base.version === 0 || !base.savedAt
            ? t('hotline.initial')
            : t('hotline.standing', { version: base.version, who: base.savedBy ?? '', at: formatDateTime(base.savedAt), reason: base.reason })}
        </p>
      )}
    </footer>
  )
}
