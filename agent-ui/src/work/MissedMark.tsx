// So many past their target: a mark and a number, in words for who hears the page.
import { useTranslation } from 'react-i18next'
import { Glyph } from '../glyphs/Glyph.tsx'

export function MissedMark({ count }: { count: number }) {
  const { t } = useTranslation()
  return (
    <span className="tab-missed" title={t('deskWork.missed', { count })}>
      <Glyph shape="progress-late" size={14} />
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{t('deskWork.missed', { count })}</span>
    </span>
  )
}
