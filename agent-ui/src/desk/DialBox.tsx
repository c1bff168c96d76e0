// Gọi ra: a number typed in any writing; Enter calls it. F3 brings the cursor here.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../glyphs/icons.tsx'
import { Key } from '../kit/Key.tsx'
import { callOut } from './call-actions.ts'
import type { Desk } from './desk.tsx'

export function DialBox({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const [number, setNumber] = useState('')
  const [busy, setBusy] = useState(false)
  const call = async () => {
    setBusy(true)
    // What was typed stays until the call is on its way: a refusal loses nothing.
    if (await callOut(desk, number)) setNumber('')
    setBusy(false)
  }
  return (
    <form
      className="dial-box"
      onSubmit={(event) => {
        event.preventDefault()
        void call()
      }}
    >
      <Input
        value={number}
        onChange={({ target }) => setNumber(target.value)}
        placeholder={t('dial.placeholder')}
        aria-label={t('dial.number')}
        aria-keyshortcuts="F3"
        inputMode="tel"
        autoComplete="off"
        maxLength={40}
        suffix={desk.state.agent?.state === 'ready' && <Key>F3</Key>}
        data-testid="dial-number"
      />
      <Button htmlType="submit" disabled={number.trim() === ''} loading={busy} data-testid="dial">
        <Icon name="phone-out" /> {t('dial.call')}
      </Button>
    </form>
  )
}
