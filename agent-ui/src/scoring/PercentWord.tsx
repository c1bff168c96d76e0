// A score with its verdict: by words and shape, never by colour alone.
import { useTranslation } from 'react-i18next'

interface Props {
  percent: number | null
  passed: boolean
  failedCritical: boolean
}

export function PercentWord({ percent, passed, failedCritical }: Props) {
  const { t } = useTranslation()
  const number = usePercent()
  return (
    <span className={passed ? 'percent percent-passed' : 'percent percent-failed'} data-testid="percent" data-passed={passed}>
      <b>{number(percent)}</b>
      <span className="percent-word">{t(failedCritical ? 'scoring.failedCritical' : passed ? 'scoring.passed' : 'scoring.failed')}</span>
    </span>
  )
}

/** `86,5%` as the language writes it; a dash where there is none. */
export function usePercent(): (percent: number | null) => string {
  const { i18n } = useTranslation()
  return (percent) => (percent === null ? '–' : `${new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(percent)}%`)
}
