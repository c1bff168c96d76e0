// How far a message has come; one held back for the night, or until the next try, says until when.
import { useTranslation } from 'react-i18next'
import type { MessageView } from '../../../../src/contract/messages.ts'
import { formatDateTime, useNow } from '../../kit/time.ts'

export function MessageStanding({ message: { state, sendAfter } }: { message: Pick<MessageView, 'state' | 'sendAfter'> }) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  const waits = state === 'queued' && Date.parse(sendAfter) > now
  return waits ? t('messages.queuedUntil', { at: formatDateTime(sendAfter) }) : t(`messages.state-${state}`)
}
