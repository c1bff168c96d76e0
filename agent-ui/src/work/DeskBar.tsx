// Above the desk's lists: search by words, the numbers to call back, and an entry without a call.
import { Button, Dropdown, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { messageOf } from '../api/client.ts'
import { CallbackDialog } from '../callbacks/CallbackDialog.tsx'
import { useCallbacks } from '../callbacks/useCallbacks.ts'
import { useDesk } from '../desk/desk.tsx'
import { Icon } from '../glyphs/icons.tsx'

const entryChannels = ['walk-in', 'hotline', 'email', 'other'] as const
type EntryChannel = (typeof entryChannels)[number]

interface Props {
  keyword: string
  onSearch: (keyword: string) => void
  onProblem: (message: string | null) => void
}

export function DeskBar({ keyword, onSearch, onProblem }: Props) {
  const { t } = useTranslation()
  const desk = useDesk()
  const navigate = useNavigate()
  const callbacks = useCallbacks(desk)
  const [words, setWords] = useState(keyword)
  const [calling, setCalling] = useState(false)
  const enter = (channel: EntryChannel) => {
    onProblem(null)
    desk.bench.create(channel).then(
      () => navigate('/'),
      (error: unknown) => onProblem(messageOf(error)),
    )
  }
  return (
    <div className="desk-bar">
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            onSearch(words.trim())
          }}
        >
          <Input
            type="search"
            aria-label={t('deskWork.keyword')}
            prefix={<Icon name="search" size={14} />}
            placeholder={t('tickets.keywordHint')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            maxLength={200}
            data-testid="desk-keyword"
          />
          <Button htmlType="submit">{t('tickets.search')}</Button>
          {keyword && (
            <Button type="text" onClick={() => onSearch('')}>
              {t('tickets.reset')}
            </Button>
          )}
        </form>
      </search>
      <Button onClick={() => setCalling(true)} aria-haspopup="dialog" data-testid="desk-callbacks">
        <Icon name="call-back" size={14} /> {t('deskWork.callbacks')} <span className="tab-count">{callbacks.data?.length ?? '–'}</span>
      </Button>
      <Dropdown
        menu={{ items: entryChannels.map((key) => ({ key, label: t(`channel.${key}`) })), onClick: ({ key }) => enter(key as EntryChannel) }}
        trigger={['click']}
        placement="bottomRight"
      >
        <Button type="primary" aria-haspopup="menu" data-testid="new-entry">
          <Icon name="plus" size={14} /> {t('deskWork.newEntry')} <Icon name="down" size={12} />
        </Button>
      </Dropdown>
      {calling && <CallbackDialog list={callbacks} online={desk.state.link === 'connected'} onClose={() => setCalling(false)} />}
    </div>
  )
}
