// Which telephone rings for this person, which microphone and headset this machine uses, and whether they work.
import { Button, Input, Modal, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PhoneProfile, SipContact } from '../../../src/contract/accounts.ts'
import { api, messageOf } from '../api/client.ts'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { readDevices, writeDevices } from '../phone/devices.ts'
import { useMe, useSession } from '../session/session.tsx'
import { DeviceChoice } from './DeviceChoice.tsx'
import { NoticeChoice } from './NoticeChoice.tsx'

export default function PhoneDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const session = useSession()
  const [kind, setKind] = useState(me.phoneProfile.kind)
  const [contact, setContact] = useState(me.phoneProfile.kind === 'sip' ? me.phoneProfile.contact : '')
  const [devices, setDevices] = useState(readDevices)
  const [error, setError] = useState<string | undefined>()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setProblem(null)
    const checked = SipContact.safeParse(contact)
    if (kind === 'sip' && !checked.success) {
      setError(checked.error.issues[0]?.message)
      return document.getElementById('phone-contact')?.focus()
    }
    setBusy(true)
    try {
      const body: PhoneProfile = kind === 'sip' ? { kind, contact: contact.trim() } : { kind }
      writeDevices(devices)
      session.entered(await api('setPhone', { body }))
      onClose()
    } catch (thrown) {
      setProblem(messageOf(thrown))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal open title={t('phone.title')} onCancel={onClose} footer={null} width={480}>
      <form className="dialog-form" onSubmit={(event) => void submit(event)} noValidate data-testid="phone-dialog">
        {problem && <Notice tone="error">{problem}</Notice>}
        <fieldset className="field">
          <legend>{t('phone.kind')}</legend>
          <Radio.Group value={kind} onChange={(event) => setKind(event.target.value as PhoneProfile['kind'])}>
            <Radio value="browser" data-testid="phone-browser">
              {t('phone.browser')}
            </Radio>
            <Radio value="sip" data-testid="phone-sip">
              {t('phone.sip')}
            </Radio>
          </Radio.Group>
        </fieldset>
        {kind === 'sip' ? (
          <Field id="phone-contact" label={t('phone.contact')} required error={error}>
            {(tied) => (
              <Input
                {...tied}
                value={contact}
                placeholder={t('phone.contactHelp')}
                onChange={(event) => setContact(event.target.value)}
                data-testid="phone-contact"
              />
            )}
          </Field>
        ) : (
          <DeviceChoice devices={devices} onChange={setDevices} />
        )}
        <NoticeChoice />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={busy} data-testid="phone-save">
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
