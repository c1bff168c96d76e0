// A new account: who, which phone number, which role in which unit.
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NewPersonBody } from '../../../src/contract/accounts.ts'
import { type Role, roles } from '../../../src/contract/values.ts'
import { ApiError, api, messageOf } from '../api/client.ts'
import { useUnits } from '../form/choices.ts'
import { Choice } from '../kit/Choice.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { matchesOption } from '../kit/search-text.ts'
import type { ShownInvitation } from './InvitationDialog.tsx'

interface Values {
  name: string
  phone: string
  title: string
  email: string
  role: Role
  unitId: string | null
}

export function AddPersonDialog({ onClose, onAdded }: { onClose: () => void; onAdded: (shown: ShownInvitation) => void }) {
  const { t } = useTranslation()
  const units = useUnits()
  const [values, setValues] = useState<Values>({ name: '', phone: '', title: '', email: '', role: 'operator', unitId: null })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const set = (part: Partial<Values>) => setValues((old) => ({ ...old, ...part }))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setProblem(null)
    const body = {
      name: values.name,
      phone: values.phone,
      role: values.role,
      unitId: values.unitId ?? '',
      ...(values.title.trim() ? { title: values.title } : {}),
      ...(values.email.trim() ? { email: values.email.trim() } : {}),
    }
    const parsed = NewPersonBody.safeParse(body)
    if (!parsed.success) {
      const wrong: Record<string, string> = {}
      for (const issue of parsed.error.issues) wrong[String(issue.path[0])] ??= issue.message
      setErrors(wrong)
      return document.getElementById(`person-${Object.keys(wrong)[0] ?? ''}`)?.focus()
    }
    setErrors({})
    setBusy(true)
    try {
      const { person, invitation } = await api('addPerson', { body })
      onAdded({ name: person.name, invitation })
    } catch (error) {
      if (error instanceof ApiError && Object.keys(error.fields).length > 0) setErrors(error.fields)
      // A number that is somebody's already: whose, and where he serves, needs a sentence.
      if (!(error instanceof ApiError) || Object.keys(error.fields).length === 0 || error.code === 'conflict') setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  const text = (name: 'name' | 'phone' | 'title' | 'email', label: string, required: boolean) => (
    <Field id={`person-${name}`} label={label} required={required} error={errors[name]}>
      {(tied) => (
        <Input
          {...tied}
          value={values[name]}
          inputMode={name === 'phone' ? 'tel' : name === 'email' ? 'email' : 'text'}
          onChange={(event) => set({ [name]: event.target.value })}
          data-testid={`person-${name}`}
        />
      )}
    </Field>
  )
  return (
    <Modal open title={t('people.addTitle')} onCancel={onClose} footer={null} width={480}>
      <form className="dialog-form" onSubmit={(event) => void submit(event)} noValidate>
        {problem && <Notice tone="error">{problem}</Notice>}
        {text('name', t('people.name'), true)}
        {text('phone', t('people.phone'), true)}
        {text('title', t('people.jobTitle'), false)}
        {text('email', t('directory.email'), false)}
        <Field id="person-role" label={t('people.role')} required error={errors.role}>
          {(tied) => (
            <Choice
              {...tied}
              value={values.role}
              onChange={(role) => set({ role })}
              options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
              data-testid="person-role"
            />
          )}
        </Field>
        <Field id="person-unitId" label={t('people.unit')} required error={errors.unitId}>
          {(tied) => (
            <Choice
              {...tied}
              showSearch={{ filterOption: matchesOption }}
              value={values.unitId}
              placeholder={t('people.needUnit')}
              onChange={(unitId) => set({ unitId })}
              options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
              data-testid="person-unitId"
            />
          )}
        </Field>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={busy} data-testid="person-submit">
            {t('people.create')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
