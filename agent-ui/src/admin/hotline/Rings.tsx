// The rings: from which second on whom a caller who needs a skill is offered to, as circles that widen along his waiting time.
import { Button, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../kit/Choice.tsx'
import type { HotlineDraft } from './useHotlineDraft.ts'

type Level = 0 | 1 | 2 | 3
const MOST_RINGS = 4

export function Rings({ draft }: { draft: HotlineDraft }) {
  const { t } = useTranslation()
  const { rings } = draft.content
  const change = (at: number, next: Partial<{ afterSeconds: number; level: Level }>) =>
    draft.change((old) => ({ ...old, rings: old.rings.map((ring, i) => (i === at ? { ...ring, ...next } : ring)) }))
  const last = rings.at(-1)
  return (
    <section aria-labelledby="hotline-rings-title">
      <h2 id="hotline-rings-title">{t('hotline.rings')}</h2>
      <p className="muted">{t('hotline.ringsText')}</p>
      <ol className="ring-drawing" aria-label={t('hotline.rings')}>
        {rings.map(({ afterSeconds, level }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a ring has no name but its place
          <li key={at}>
            <svg viewBox="0 0 64 64" aria-hidden="true" className="ring-circles">
              {[3, 2, 1, 0].map((circle, i) => (
                <circle key={circle} cx="32" cy="32" r={7 + i * 8} className={circle >= level ? 'ring-in' : 'ring-out'} />
              ))}
              <circle cx="32" cy="32" r="2.5" className="ring-caller" />
            </svg>
            <b>{t('hotline.ringFrom', { seconds: afterSeconds })}</b>
            <span>{t(`hotline.ringTo.${level}`)}</span>
          </li>
        ))}
      </ol>
      <ul className="ring-rows">
        {rings.map((ring, at) => {
          const error = draft.errorAt(`rings.${at}.afterSeconds`) ?? draft.errorAt(`rings.${at}.level`)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a ring has no name but its place
            <li key={at}>
              <b>{t('hotline.ring', { n: at + 1 })}</b>
              <InputNumber
                value={ring.afterSeconds}
                precision={0}
                disabled={at === 0}
                prefix={t('hotline.from')}
                suffix={t('hotline.seconds')}
                aria-label={t('hotline.ringAfter', { n: at + 1 })}
                aria-invalid={Boolean(error)}
                onChange={(next) => next !== null && change(at, { afterSeconds: Number(next) })}
              />
              <span className="visually-hidden" id={`ring-level-${at}-label`}>
                {t('hotline.ringLevel', { n: at + 1 })}
              </span>
              <Choice
                id={`ring-level-${at}`}
                aria-labelledby={`ring-level-${at}-label`}
                value={String(ring.level)}
                onChange={(next) => change(at, { level: Number(next) as Level })}
                options={(['3', '2', '1', '0'] as const).map((value) => ({ value, label: t(`hotline.ringTo.${value}`) }))}
              />
              {at > 0 && (
                <Button
                  onClick={() => draft.change((old) => ({ ...old, rings: old.rings.filter((_, i) => i !== at) }))}
                  aria-label={t('hotline.removeRing', { n: at + 1 })}
                >
                  {t('hotline.remove')}
                </Button>
              )}
              {error && <p className="field-error">{error}</p>}
            </li>
          )
        })}
      </ul>
      {rings.length < MOST_RINGS && (
        <Button
          onClick={() =>
            draft.change((old) => ({
              ...old,
              rings: [...old.rings, { afterSeconds: (last?.afterSeconds ?? 0) + 20, level: Math.max(0, (last?.level ?? 1) - 1) as Level }],
            }))
          }
        >
          {t('hotline.addRing')}
        </Button>
      )}
    </section>
  )
}
