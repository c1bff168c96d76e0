// The agent's state was set by a supervisor: who it was, and how to change it.
import { useTranslation } from 'react-i18next'
import type { Desk } from '../desk/desk.tsx'
import { Notice } from '../kit/Notice.tsx'

export function SetByNotice({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const { agent, link } = desk.state
  if (link !== 'connected' || !agent?.setBy) return null
  const { next, setBy } = agent
  const { name } = setBy
  const reason = agent.pauseReason ? t(`pause.${agent.pauseReason}`) : ''
  return (
    <Notice tone="info" testId="set-by">
      {next
        ? t(`desk.setByNext.${next}`, { name })
        : agent.state === 'paused'
          ? t('desk.setByPaused', { name, reason })
          : t('desk.setBy', { name, state: t(`agent.${agent.state}`) })}
    </Notice>
  )
}
