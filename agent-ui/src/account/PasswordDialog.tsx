// Change the own password: current, new, once more; all other sessions end.
import { Button, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChangePasswordBody } from '../../../src/contract/accounts.ts'
import { ApiError, api, messageOf } from '../api/client.ts'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { PasswordInput } from '../login/PasswordInput.tsx'

type Name = 'current' | 'next' | 'repeat'

export default function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [values, setValues] = useState<Record<Name, string>>({ current: '', next: '', repeat: '' })
  const [errors, setErrors] = useState<Partial<Record<Name, string>>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)

  const check = (): Partial<Record<Name, string>> => {
    const wrong: Partial<Record<Name, string>> = {}
    const parsed = ChangePasswordBody.safeParse(values)
    for (const issue of parsed.error?.issues ?? []) wrong[issue.path[0] === 'current' ? 'current' : 'next'] ??= issue.message
    if (!wrong.next && values.next !== values.repeat) wrong.repeat = t('activation.mismatch')
    return wrong
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const wrong = check()
    setErrors(wrong)
    setProblem(null)
    const first = Object.keys(wrong)[0]
    if (first) return document.getElementById(`password-${first}`)?.focus()
    setBusy(true)
    try {
      await api('changePassword', { body: { current: values.current, next: values.next } })
      setDone(true)
    } catch (error) {
      if (error instanceof ApiError && Object.keys(error.fields).length > 0) setErrors(error.fields)
      else setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  const field = (name: Name) => (
    <Field id={`password-${name}`} label={t(`password.${name}`)} required error={errors[name]}>
      {(tied) => (
        <PasswordInput
          {...tied}
          size="middle"
          autoComplete={name === 'current' ? 'current-password' : 'new-password'}
          value={values[name]}
          onChange={(value) => setValues({ ...values, [name]: value })}
          testId={`password-${name}`}
        />
      )}
    </Field>
  )
  return (
    <Modal open title={t('password.title')} onCancel={onClose} footer={null} width={420}>
      {done ? (
        <Notice tone="done" testId="password-done">
          {t('password.done')}
        </Notice>
      ) : (
        <form className="dialog-form" onSubmit={(event) => void submit(event)} noValidate>
          {problem && <Notice tone="error">{problem}</Notice>}
          {field('current')}
          {field('next')}
          {field('repeat')}
          <p className="muted">{t('password.note')}</p>
          <div className="dialog-actions">
            <Button onClick={onClose}>{t('action.cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={busy} data-testid="password-submit">
              {t('password.submit')}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  )
}
