// Number and name of the caller, largest on the desk.
import { useTranslation } from 'react-i18next'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { KnowledgeMark } from './KnowledgeMark.tsx'
import type { ShownPop } from './shown-call.ts'

export function CallHead({ pop, title }: { pop: ShownPop | null; title: string }) {
  const { t } = useTranslation()
  const name = pop?.caller?.name ?? null
  return (
    <>
      <div className="call-head-row">
        <span className="call-head-title">{title}</span>
        {pop?.caller && <KnowledgeMark knowledge={pop.caller.knowledge} />}
      </div>
      <div className="call-number" data-testid="caller-number">
        {formatPhone(pop?.call.callerNumber) || t('desk.noNumber')}
      </div>
      <div className="call-name" data-testid="caller-name">
        {name ?? (pop?.call.callerDisplay || t(pop?.local ? 'caller.nameNotLookedUp' : pop?.caller ? 'caller.noName' : 'caller.looking'))}
      </div>
      {pop?.call.branch && (
        <div className="call-branch" data-testid="caller-branch">
          {t('caller.branch', { branch: pop.call.branch })}
        </div>
      )}
    </>
  )
}
