// Chung: what every call meets, and where the hours of duty are.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { HotlineContent } from '../../../../src/contract/hotline.ts'
import { NumberField, SwitchRow } from './fields.tsx'
import type { HotlineDraft } from './useHotlineDraft.ts'

export function General({ draft }: { draft: HotlineDraft }) {
  const { t } = useTranslation()
  const { content } = draft
  const set = (next: Partial<HotlineContent>) => draft.change((old) => ({ ...old, ...next }))
  return (
    <div className="hotline-form">
      <section aria-labelledby="hotline-hours-title">
        <h2 id="hotline-hours-title">{t('hotline.hours')}</h2>
        <p>
          {t('hotline.hoursText')} <Link to="/lich-lam-viec?lich=hotline">{t('hotline.hoursLink')}</Link>
        </p>
      </section>
      <section aria-labelledby="hotline-call-title">
        <h2 id="hotline-call-title">{t('hotline.eachCall')}</h2>
        <SwitchRow
          draft={draft}
          path="greeting"
          label={t('hotline.greeting')}
          text={t('hotline.greetingText')}
          value={content.greeting}
          onChange={(greeting) => set({ greeting })}
        />
        <SwitchRow
          draft={draft}
          path="rating"
          label={t('hotline.rating')}
          text={t('hotline.ratingText')}
          value={content.rating}
          onChange={(rating) => set({ rating })}
        />
        <SwitchRow
          draft={draft}
          path="voicemail"
          label={t('hotline.voicemail')}
          text={t('hotline.voicemailText')}
          value={content.voicemail}
          onChange={(voicemail) => set({ voicemail })}
        />
      </section>
      <section aria-labelledby="hotline-times-title">
        <h2 id="hotline-times-title">{t('hotline.times')}</h2>
        <div className="hotline-numbers">
          <NumberField
            draft={draft}
            path="ringSeconds"
            label={t('hotline.ringSeconds')}
            unit={t('hotline.seconds')}
            value={content.ringSeconds}
            onChange={(ringSeconds) => set({ ringSeconds })}
          />
          <NumberField
            draft={draft}
            path="wrapupSeconds"
            label={t('hotline.wrapupSeconds')}
            unit={t('hotline.seconds')}
            value={content.wrapupSeconds}
            onChange={(wrapupSeconds) => set({ wrapupSeconds })}
          />
          <NumberField
            draft={draft}
            path="nobodySeconds"
            label={t('hotline.nobodySeconds')}
            unit={t('hotline.seconds')}
            value={content.nobodySeconds}
            onChange={(nobodySeconds) => set({ nobodySeconds })}
          />
        </div>
      </section>
    </div>
  )
}
