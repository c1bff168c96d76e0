// Above the desk's lists: search by words; for the desk itself the numbers to call back, and an entry without a call.
import { Button, Dropdown, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { entryChannels } from '../../../src/contract/values.ts'
import { messageOf } from '../api/client.ts'
import { CallbackDialog } from '../callbacks/CallbackDialog.tsx'
import { missedCallbacks } from '../callbacks/missed-callbacks.ts'
import { useCallbacks } from '../callbacks/useCallbacks.ts'
import { type Desk, useMaybeDesk } from '../desk/desk.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { useNow } from '../kit/time.ts'
import { MissedMark } from './MissedMark.tsx'

interface Props {
  keyword: string
  onSearch: (keyword: string) => void
  onProblem: (message: string | null) => void
}

export function DeskBar({ keyword, onSearch, onProblem }: Props) {
  const { t } = useTranslation()
  const desk = useMaybeDesk()
  const [words, setWords] = useState(keyword)
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
      {desk && <OperatorActions desk={desk} onProblem={onProblem} />}
    </div>
  )
}

/** What only the desk itself does. */
function OperatorActions({ desk, onProblem }: { desk: Desk; onProblem: Props['onProblem'] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const callbacks = useCallbacks(desk)
  const missed = missedCallbacks(callbacks.data, useNow(60_000))
  const [calling, setCalling] = useState(false)
  const enter = (key: string) => {
    const channel = entryChannels.find((known) => known === key)
    if (!channel) return
    onProblem(null)
    desk.bench.create(channel).then(
      () => navigate('/'),
      (error: unknown) => onProblem(messageOf(error)),
    )
  }
  return (
    <>
      <Button onClick={() => setCalling(true)} aria-haspopup="dialog" data-testid="desk-callbacks" data-missed={missed}>
        <Icon name="call-back" size={14} /> {t('deskWork.callbacks')} <span className="tab-count">{callbacks.data?.length ?? '–'}</span>
        {missed > 0 && <MissedMark count={missed} />}
      </Button>
      <Dropdown
        menu={{ items: entryChannels.map((key) => ({ key, label: t(`channel.${key}`) })), onClick: ({ key }) => enter(key) }}
        trigger={['click']}
        placement="bottomRight"
      >
        <Button type="primary" aria-haspopup="menu" data-testid="new-entry">
          <Icon name="plus" size={14} /> {t('deskWork.newEntry')} <Icon name="down" size={12} />
        </Button>
      </Dropdown>
      {calling && <CallbackDialog list={callbacks} desk={desk} onClose={() => setCalling(false)} />}
    </>
  )
}
