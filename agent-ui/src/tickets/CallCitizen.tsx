// Beside a petition's telephone number: the operator calls it, and his desk shows the call.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { callOut } from '../desk/call-actions.ts'
import { useMaybeDesk } from '../desk/desk.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { Notice } from '../kit/Notice.tsx'

export function CallCitizen({ ticketId, number }: { ticketId: string; number: string }) {
  const { t } = useTranslation()
  const desk = useMaybeDesk()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState(false)
  if (!desk) return null
  const call = async () => {
    setBusy(true)
    setAsked(true)
    const done = await callOut(desk, number, { ticketId })
    setBusy(false)
    if (done) void navigate('/')
  }
  return (
    <>
      <Button size="small" onClick={() => void call()} loading={busy} disabled={desk.state.link !== 'connected'} data-testid="call-citizen">
        <Icon name="phone-out" size={12} /> {t('ticket.callCitizen')}
      </Button>
      {asked && desk.notice && (
        <Notice tone="error" testId="call-citizen-problem">
          {desk.notice}
        </Notice>
      )}
    </>
  )
}
