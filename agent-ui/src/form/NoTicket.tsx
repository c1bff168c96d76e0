// Nothing on the desk: what will appear here, and a way to write a petition without a call.
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { entryChannels } from '../../../src/contract/values.ts'
import { messageOf } from '../api/client.ts'
import type { Desk } from '../desk/desk.tsx'
import { Icon } from '../glyphs/icons.tsx'

export function NoTicket({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const create = (key: string) => {
    const channel = entryChannels.find((known) => known === key)
    if (channel) desk.bench.create(channel).catch((error: unknown) => desk.setNotice(messageOf(error)))
  }
  return (
    <div className="empty no-ticket">
      <b>{t('form.emptyTitle')}</b>
      <p>{t('form.emptyText')}</p>
      <Dropdown
        trigger={['click']}
        menu={{
          items: entryChannels.map((channel) => ({ key: channel, label: t(`channel.${channel}`) })),
          onClick: ({ key }) => create(key),
        }}
      >
        <Button data-testid="new-draft" aria-haspopup="menu">
          <Icon name="plus" /> {t('form.newTicket')} <Icon name="down" size={12} />
        </Button>
      </Dropdown>
    </div>
  )
}
