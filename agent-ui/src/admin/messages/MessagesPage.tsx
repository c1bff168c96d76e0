// Tin nhắn: what was sent and what became of it; the texts.
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { MessageLog } from './MessageLog.tsx'
import { Templates } from './Templates.tsx'

export default function MessagesPage() {
  const { t } = useTranslation()
  return (
    <main className="list-page">
      <h1 className="visually-hidden">{t('nav.messages')}</h1>
      <Tabs
        className="messages-tabs"
        items={[
          { key: 'log', label: t('messages.log'), children: <MessageLog /> },
          { key: 'templates', label: t('messages.templates'), children: <Templates /> },
        ]}
      />
    </main>
  )
}
