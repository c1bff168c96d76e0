// How fast a recording is played; voices keep their height.
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'

const speeds = [0.75, 1, 1.25, 1.5, 2] as const
const inWords = (speed: number) => `${String(speed).replace('.', ',')}×`

export function SpeedButton({ speed, onChange }: { speed: number; onChange: (speed: number) => void }) {
  const { t } = useTranslation()
  const items = speeds.map((one) => ({ key: String(one), label: <span data-testid={`speed-${one}`}>{inWords(one)}</span> }))
  return (
    <Dropdown
      menu={{ items, selectable: true, selectedKeys: [String(speed)], onClick: ({ key }) => onChange(Number(key)) }}
      trigger={['click']}
      placement="bottomRight"
    >
      <Button size="small" type="text" className="player-speed" aria-label={t('recording.speed', { speed: inWords(speed) })} data-testid="player-speed">
        {inWords(speed)}
      </Button>
    </Dropdown>
  )
}
