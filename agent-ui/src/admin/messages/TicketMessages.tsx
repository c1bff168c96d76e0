// Who was told what of a petition, and whether it arrived.
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { formatDateTime } from '../../kit/time.ts'
import { MessageStanding } from './MessageStanding.tsx'

export function TicketMessages({ ticketId, version }: { ticketId: string; version: number }) {
  const { t } = useTranslation()
  const messages = useFetch(`messages ${ticketId} ${version}`, (signal) => api('ticketMessages', { params: { id: ticketId }, signal }))
  if (!messages.data || messages.data.length === 0) return null
  return (
    <section className="earlier-slips" data-testid="ticket-messages">
      <h2>{t('messages.onTicket')}</h2>
      <ul>
        {messages.data.map((message) => (
          <li key={message.id}>
            <span>
              {t(`messageTemplate.${message.template}` as 'messageTemplate.urged')} · {t(`messages.${message.channel}`)} {message.address}
            </span>
            <span className="muted">
              {formatDateTime(message.at)} · <MessageStanding message={message} />
              {message.reason && ` · ${message.reason}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
