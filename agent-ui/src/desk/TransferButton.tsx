// Passing the call on: one button, one key, and the list of those who can take it.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../glyphs/icons.tsx'
import { Key } from '../kit/Key.tsx'
import { isDialing, whyNoHold } from './call-actions.ts'
import { partyName } from './consult-standing.ts'
import type { Desk } from './desk.tsx'
import { TransferDialog } from './TransferDialog.tsx'

export function TransferButton({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const ended = desk.pop?.call.consultEnded
  // Whoever went back himself needs no word about it.
  const told = ended && ended.by === desk.state.agent?.agentId && ended.reason !== 'withdrawn' ? ended : null
  return (
    <>
      {told && (
        <p className="tiles-note" role="status" data-testid="consult-ended">
          {t(`consult.ended-${told.reason === 'withdrawn' ? 'left' : told.reason}`, { name: partyName(told) ?? t('desk.anotherOperator') })}
        </p>
      )}
      <Button
        block
        className="transfer-button"
        onClick={() => {
          desk.setNotice(null)
          setOpen(true)
        }}
        disabled={whyNoHold(desk) !== null || isDialing(desk)}
        aria-haspopup="dialog"
        aria-keyshortcuts="F6"
        data-testid="transfer"
      >
        <Icon name="call-on" /> <span>{t('transfer.open')}</span> <Key>F6</Key>
      </Button>
      {open && <TransferDialog desk={desk} onClose={() => setOpen(false)} />}
    </>
  )
}
