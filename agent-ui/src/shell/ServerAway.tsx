// The bar that says the server is away, and what goes on all the same.
import { useTranslation } from 'react-i18next'
import { isTalking } from '../desk/call-standing.ts'
import type { Desk } from '../desk/desk.tsx'
import { Notice } from '../kit/Notice.tsx'

export function ServerAway({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const { link } = desk.state
  if (link === 'standby')
    return (
      <Notice tone="info" testId="standby">
        {t('desk.standbyBar')}
      </Notice>
    )
  if (link !== 'reconnecting') return null
  const registered = !desk.usesBrowserPhone || desk.phone.link === 'registered'
  return (
    <Notice tone="info" testId="reconnecting">
      {t(isTalking(desk) ? 'desk.reconnecting' : registered ? 'desk.reconnectingIdle' : 'desk.reconnectingNoPhone')}
    </Notice>
  )
}
