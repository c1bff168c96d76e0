// Name, telephone, title, e-mail of an account.
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../src/contract/accounts.ts'
import { SavePersonBody } from '../../../src/contract/directory.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { api } from '../api/client.ts'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useSaving } from './useSaving.ts'

const fields = ['name', 'phone', 'title', 'email'] as const
type Name = (typeof fields)[number]

export function PersonDialog({ person, onClose, onSaved, onReload }: { person: Person; onClose: () => void; onSaved: () => void; onReload: () => void }) {
  const { t } = useTranslation()
  const { name, phone, title, email } = person
  const [values, setValues] = useState<Record<Name, string>>({ name, phone: formatPhone(phone), title: title ?? '', email: email ?? '' })
  const saving = useSaving('account', fields)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = saving.parse(SavePersonBody, { ...values, version: person.version })
    if (body && (await saving.run(() => api('savePerson', { params: { id: person.id }, body })))) onSaved()
  }
  const words: Record<Name, string> = { name: t('people.name'), phone: t('people.phone'), title: t('people.jobTitle'), email: t('directory.email') }
  return (
    <Modal open title={t('directory.editPersonTitle')} onCancel={onClose} footer={null} width={480}>
      <form className="dialog-form" onSubmit={(event) => void submit(event)} noValidate>
        {saving.problem && (
          <Notice tone="error" testId="account-problem" action={saving.conflict && <Button onClick={onReload}>{t('directory.readNewest')}</Button>}>
            {saving.problem}
          </Notice>
        )}
        {fields.map((field) => (
          <Field
            key={field}
            id={`account-${field}`}
            label={words[field]}
            required={field === 'name' || field === 'phone'}
            error={saving.errors[field]}
            help={field === 'phone' ? t('directory.phoneIsLogin') : undefined}
          >
            {(tied) => (
              <Input
                {...tied}
                value={values[field]}
                inputMode={field === 'phone' ? 'tel' : field === 'email' ? 'email' : 'text'}
                onChange={(event) => setValues({ ...values, [field]: event.target.value })}
                data-testid={`account-${field}`}
              />
            )}
          </Field>
        ))}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={saving.busy} data-testid="account-submit">
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
