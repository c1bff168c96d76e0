// Người gọi nghe thấy gì: greeting, notice, menu and where each key leads, in the order in which it is heard.
import { useTranslation } from 'react-i18next'
import type { HotlineContent } from '../../../../src/contract/hotline.ts'
import type { PromptList } from '../../../../src/contract/prompts.ts'

export function MenuPreview({ content, prompts }: { content: HotlineContent; prompts: PromptList }) {
  const { t } = useTranslation()
  const { menu, greeting, skills } = content
  const said = (name: string) => prompts.prompts.find((prompt) => prompt.name === name)?.versions[0]?.text ?? ''
  const skillName = (code: string | null) => skills.find((skill) => skill.code === code)?.name
  const recorded = prompts.menu.versions.find(({ version }) => version === menu.recording)
  return (
    <aside className="menu-preview" aria-labelledby="menu-preview-title" data-testid="menu-preview">
      <h2 id="menu-preview-title">{t('hotline.preview')}</h2>
      <ol>
        {greeting && <li className="preview-said">{said('greeting')}</li>}
        {greeting && <li className="preview-said">{said('recording-notice')}</li>}
        {menu.on ? (
          <>
            <li className="preview-said">
              {/* What is heard is what was recorded, whatever is being typed. */}
              {recorded?.text ?? (menu.words || t('hotline.previewNoWords'))}
              {!recorded && <p className="field-error">{t('hotline.notRecorded')}</p>}
            </li>
            <li>
              <dl className="preview-keys">
                {[...menu.entries]
                  .sort((a, b) => ((a.key === '0' ? ':' : a.key) < (b.key === '0' ? ':' : b.key) ? -1 : 1))
                  .map((entry, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have the same key while they are typed
                    <div key={at}>
                      <dt>{entry.key}</dt>
                      <dd>
                        <b>{entry.label || '…'}</b>
                        <span className="muted">
                          {entry.action === 'queue'
                            ? [
                                skillName(entry.skill) ? t('hotline.toSkilled', { skill: skillName(entry.skill) }) : t('hotline.toAnybody'),
                                entry.priorityMinutes > 0 ? t('hotline.asIfEarlier', { minutes: entry.priorityMinutes }) : '',
                              ]
                                .filter(Boolean)
                                .join(', ')
                            : t(`hotline.leads.${entry.action}`)}
                        </span>
                      </dd>
                    </div>
                  ))}
              </dl>
            </li>
            <li className="muted">{t('hotline.previewNothing', { seconds: menu.waitSeconds, count: menu.attempts })}</li>
          </>
        ) : (
          <li className="muted">{t('hotline.previewNoMenu')}</li>
        )}
        <li className="preview-said">{menu.on ? said('please-wait') : t('hotline.previewMusic')}</li>
      </ol>
    </aside>
  )
}
