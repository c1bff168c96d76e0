// In Chuyển máy: a number outside, typed whole or found by its unit.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitContact } from '../../../src/contract/directory.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { foldVietnamese } from '../kit/search-text.ts'

/** As many units as are offered at once: more are found by typing on. */
const offered = 4

interface Props {
  busy: boolean
  onAsk: (number: string) => void
  onPass: (number: string) => void
}

export function OutsideRows({ busy, onAsk, onPass }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const contacts = useFetch('unit-contacts', (signal) => api('unitContacts', { signal }))
  const text = typed.trim()
  const isNumber = /^[+\d][\d\s.()-]*$/.test(text)
  const found = isNumber || text === '' ? [] : matching(contacts.data ?? [], text).slice(0, offered)
  return (
    <section className="outside" aria-labelledby="outside-title">
      <h3 id="outside-title">{t('transfer.outside')}</h3>
      <Input
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        placeholder={t('transfer.outsideText')}
        aria-label={t('transfer.outsideLabel')}
        maxLength={60}
        data-testid="outside-typed"
      />
      <ul className="colleagues">
        {isNumber && <Row title={text} note={t('transfer.typed')} number={text} busy={busy} onAsk={onAsk} onPass={onPass} />}
        {found.map(({ unitId, unitName, name, role, phone }) => (
          <Row
            key={unitId + phone}
            title={unitName}
            note={`${name}, ${t(role === 'unit-head' ? 'transfer.unit-head' : 'transfer.focal-point')} · ${formatPhone(phone)}`}
            number={phone}
            busy={busy}
            onAsk={onAsk}
            onPass={onPass}
          />
        ))}
      </ul>
      {text !== '' && !isNumber && contacts.data && found.length === 0 && <p className="muted">{t('transfer.outsideNone')}</p>}
    </section>
  )
}

/** Units and people whose names hold all that was typed, without accents. */
function matching(contacts: readonly UnitContact[], text: string): UnitContact[] {
  const words = foldVietnamese(text).split(/\s+/)
  return contacts.filter(({ unitName, name }) => words.every((word) => foldVietnamese(`${unitName} ${name}`).includes(word)))
}

function Row({ title, note, number, busy, onAsk, onPass }: Props & { title: string; note: string; number: string }) {
  const { t } = useTranslation()
  return (
    <li data-testid="outside-row">
      <div className="colleague-who">
        <b>{title}</b>
        <span>{note}</span>
      </div>
      <Button type="primary" disabled={busy} onClick={() => onAsk(number)} aria-label={t('transfer.askFirstOf', { name: title })} data-testid="outside-ask">
        {t('transfer.askFirst')}
      </Button>
      <Button disabled={busy} onClick={() => onPass(number)} aria-label={t('transfer.nowTo', { name: title })} data-testid="outside-pass">
        {t('transfer.now')}
      </Button>
    </li>
  )
}
