// Hàng chờ và giới hạn: what is said to who waits, how many and how long, and the operator a caller knows.
import { Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { HotlineContent } from '../../../../src/contract/hotline.ts'
import { NumberField, SwitchRow } from './fields.tsx'
import type { HotlineDraft } from './useHotlineDraft.ts'

const overflows = ['message', 'callback', 'goodbye'] as const

export function Waiting({ draft }: { draft: HotlineDraft }) {
  const { t } = useTranslation()
  const { waiting, known } = draft.content
  const set = (next: Partial<HotlineContent['waiting']>) => draft.change((old) => ({ ...old, waiting: { ...old.waiting, ...next } }))
  const setKnown = (next: Partial<HotlineContent['known']>) => draft.change((old) => ({ ...old, known: { ...old.known, ...next } }))
  const seconds = t('hotline.seconds')
  const overflowError = draft.errorAt('waiting.overflow')
  const limited = waiting.longestSeconds > 0 || waiting.mostCallers > 0
  return (
    <div className="hotline-form">
      <section aria-labelledby="hotline-said-title">
        <h2 id="hotline-said-title">{t('hotline.said')}</h2>
        <NumberField
          draft={draft}
          path="waiting.announceEverySeconds"
          label={t('hotline.announceEvery')}
          unit={seconds}
          help={t('hotline.zeroNever')}
          value={waiting.announceEverySeconds}
          onChange={(announceEverySeconds) => set({ announceEverySeconds })}
        />
        <SwitchRow
          draft={draft}
          path="waiting.position"
          label={t('hotline.position')}
          text={t('hotline.positionText')}
          value={waiting.position}
          onChange={(position) => set({ position })}
        />
        <SwitchRow
          draft={draft}
          path="waiting.estimate"
          label={t('hotline.estimate')}
          text={t('hotline.estimateText')}
          value={waiting.estimate}
          onChange={(estimate) => set({ estimate })}
        />
        <NumberField
          draft={draft}
          path="waiting.callbackOfferSeconds"
          label={t('hotline.callbackOffer')}
          unit={seconds}
          help={t('hotline.zeroNever')}
          value={waiting.callbackOfferSeconds}
          onChange={(callbackOfferSeconds) => set({ callbackOfferSeconds })}
        />
      </section>
      <section aria-labelledby="hotline-limits-title">
        <h2 id="hotline-limits-title">{t('hotline.limits')}</h2>
        <div className="hotline-numbers">
          <NumberField
            draft={draft}
            path="waiting.longestSeconds"
            label={t('hotline.longest')}
            unit={seconds}
            help={t('hotline.zeroNoLimit')}
            value={waiting.longestSeconds}
            onChange={(longestSeconds) => set({ longestSeconds })}
          />
          <NumberField
            draft={draft}
            path="waiting.mostCallers"
            label={t('hotline.most')}
            unit={t('hotline.callers')}
            help={t('hotline.zeroNoLimit')}
            value={waiting.mostCallers}
            onChange={(mostCallers) => set({ mostCallers })}
          />
        </div>
        <fieldset className="hotline-choices">
          <legend>{t('hotline.overflow')}</legend>
          <Radio.Group
            name="hotline-overflow"
            value={waiting.overflow}
            onChange={(event) => set({ overflow: event.target.value as (typeof overflows)[number] })}
            options={overflows.map((value) => ({ value, label: t(`hotline.overflowTo.${value}`) }))}
          />
          {overflowError && <p className="field-error">{overflowError}</p>}
          {!limited && <p className="muted">{t('hotline.noLimits')}</p>}
        </fieldset>
      </section>
      <section aria-labelledby="hotline-known-title">
        <h2 id="hotline-known-title">{t('hotline.known')}</h2>
        <p className="muted">{t('hotline.knownText')}</p>
        <div className="hotline-numbers">
          <NumberField
            draft={draft}
            path="known.days"
            label={t('hotline.knownDays')}
            unit={t('hotline.days')}
            help={t('hotline.zeroNever')}
            value={known.days}
            onChange={(days) => setKnown({ days })}
          />
          <NumberField
            draft={draft}
            path="known.seconds"
            label={t('hotline.knownSeconds')}
            unit={seconds}
            value={known.seconds}
            onChange={(next) => setKnown({ seconds: next })}
            disabled={known.days === 0}
          />
        </div>
      </section>
    </div>
  )
}
