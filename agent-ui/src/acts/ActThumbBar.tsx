// The same buttons on a telephone: two under the thumb, the others in a sheet behind "…".
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActType } from '../../../src/contract/acts.ts'
import { Icon } from '../glyphs/icons.tsx'
import type { ActBarProps } from './ActBar.tsx'
import { thumbPlaces } from './act-order.ts'
import { useResultWritten } from './useResultWritten.ts'

export function ActThumbBar({ ticket, busy, onAct, onProcess }: ActBarProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const { first, second, sheet, confirms } = thumbPlaces(ticket.acts, useResultWritten(ticket))
  const word = (type: ActType) => t(`acts.${type}` as 'acts.extend')
  const choose = (then: () => void) => () => {
    setOpen(false)
    then()
  }
  return (
    <div className="act-bar" data-testid="act-bar">
      {first && (
        <Button type="primary" className="act-first" loading={busy} onClick={() => onAct(first)} data-testid={`act-${first}`}>
          {word(first)}
        </Button>
      )}
      {second && (
        <Button onClick={() => onAct(second)} data-testid={`act-${second}`}>
          {word(second)}
        </Button>
      )}
      <Button className="act-sheet-button" aria-label={t('acts.more')} aria-haspopup="dialog" onClick={() => setOpen(true)} data-testid="act-more">
        <Icon name="more" />
      </Button>
      <Drawer
        open={open}
        placement="bottom"
        size="auto"
        title={t('acts.more')}
        onClose={() => setOpen(false)}
        rootClassName="act-sheet"
        closable={{ 'aria-label': t('action.close') }}
      >
        <ul data-testid="act-sheet">
          {confirms && (
            <li>
              <Button type="text" block onClick={choose(() => onAct('hand-in'))} data-testid="act-confirm">
                {t('acts.confirm')}
              </Button>
            </li>
          )}
          {sheet.map((type) => (
            <li key={type}>
              <Button type="text" block onClick={choose(() => onAct(type))} data-testid={`act-${type}`}>
                {word(type)}
              </Button>
            </li>
          ))}
          <li>
            <Button type="text" block onClick={choose(onProcess)}>
              {t('acts.process')}
            </Button>
          </li>
        </ul>
      </Drawer>
    </div>
  )
}
