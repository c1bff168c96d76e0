import { useTranslation } from 'react-i18next'
import type { TicketProgress } from '../../../src/contract/values.ts'
import { Glyph } from '../glyphs/Glyph.tsx'

/** Tiến độ: late is the only red, and it always says so in bold words. */
export function ProgressWord({ progress }: { progress: TicketProgress | null }) {
  const { t } = useTranslation()
  if (progress === null) return <span className="muted">{t('progress.none')}</span>
  return (
    <span className={progress === 'late' ? 'status progress-late' : 'status'}>
      {progress === 'late' && <Glyph shape="progress-late" size={14} />}
      {progress === 'on-time' && <Glyph shape="progress-on-time" size={14} />} {t(`progress.${progress}`)}
    </span>
  )
}
