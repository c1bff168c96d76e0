// What whoever answers for recordings does with one: holds it for the law, sees who listened.
import { Button, Dropdown, type MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { Icon } from '../glyphs/icons.tsx'

interface Props {
  held: boolean
  removed: boolean
  onHold: () => void
  onListeners: () => void
}

export function RecordingMenu({ held, removed, onHold, onListeners }: Props) {
  const { t } = useTranslation()
  const items: MenuProps['items'] = [
    { key: 'listeners', label: <span data-testid="recording-listeners">{t('recording.listeners')}</span> },
    { key: 'hold', disabled: removed, label: <span data-testid="recording-hold">{t(held ? 'recording.lift' : 'recording.hold')}</span> },
  ]
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => (key === 'hold' ? onHold() : onListeners()) }} trigger={['click']} placement="bottomRight">
      <Button size="small" type="text" className="player-more" aria-label={t('recording.more')} data-testid="recording-menu">
        <Icon name="more" />
      </Button>
    </Dropdown>
  )
}
