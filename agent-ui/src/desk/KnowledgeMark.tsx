import { useTranslation } from 'react-i18next'
import type { CallerKnowledge } from '../../../src/contract/values.ts'
import { Icon } from '../glyphs/icons.tsx'

/** How sure it is who calls: in words, with a tick only for a known caller. */
export function KnowledgeMark({ knowledge }: { knowledge: CallerKnowledge }) {
  const { t } = useTranslation()
  return (
    <span className="knowledge" data-testid="caller-knowledge" data-knowledge={knowledge}>
      {knowledge === 'known' && <Icon name="check" size={12} />} {t(`caller.${knowledge}`)}
    </span>
  )
}
