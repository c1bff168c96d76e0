// Sign in by phone and password; tells at once whether this machine can take calls.
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useLocation } from 'react-router'
import { toE164 } from '../../../src/contract/phone-number.ts'
import { api, messageOf } from '../api/client.ts'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useSession } from '../session/session.tsx'
import { DeviceCheck } from './DeviceCheck.tsx'
import { EntryFrame } from './EntryFrame.tsx'
import { PasswordInput } from './PasswordInput.tsx'

export function LoginPage() {
  const { t } = useTranslation()
  const session = useSession()
  const location = useLocation()
  const [phone, setPhone] = useState('')
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<{ phone?: string; password?: string }>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [forgot, setForgot] = useState(false)
  const from = (location.state as { from?: string } | null)?.from ?? '/'
  if (session.state.kind === 'signed-in') return <Navigate to={from} replace />

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const wrong = { ...(toE164(phone) ? {} : { phone: t('login.needPhone') }), ...(password ? {} : { password: t('login.needPassword') }) }
    setErrors(wrong)
    setProblem(null)
    const first = Object.keys(wrong)[0]
    if (first) return document.getElementById(`login-${first}`)?.focus()
    setBusy(true)
    try {
      session.entered(await api('signIn', { body: { phone, password } }))
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  const endedReason = session.state.kind === 'signed-out' ? session.state.reason : null
  return (
    <EntryFrame>
      <form className="entry-form" onSubmit={(event) => void submit(event)} noValidate>
        <h1>{t('login.title')}</h1>
        {endedReason && !problem && <Notice tone="info">{endedReason}</Notice>}
        {problem && (
          <Notice tone="error" testId="login-error">
            {problem}
          </Notice>
        )}
        <Field id="login-phone" label={t('login.phone')} error={errors.phone}>
          {(tied) => (
            <Input
              {...tied}
              size="large"
              autoFocus
              inputMode="tel"
              autoComplete="username"
              value={phone}
              onChange={(event) => setPhone(event.target.value)}
              data-testid="login-phone"
            />
          )}
        </Field>
        <Field id="login-password" label={t('login.password')} error={errors.password}>
          {(tied) => <PasswordInput {...tied} autoComplete="current-password" value={password} onChange={setPassword} testId="login-password" />}
        </Field>
        <Button type="primary" htmlType="submit" block className="entry-submit" loading={busy} data-testid="login-submit">
          {t('login.submit')}
        </Button>
        <div className="entry-links">
          <button type="button" className="link-button" aria-expanded={forgot} onClick={() => setForgot(!forgot)}>
            {t('login.forgot')}
          </button>
          <Link to="/kich-hoat">{t('login.activate')}</Link>
        </div>
        {forgot && <Notice tone="info">{t('login.forgotText')}</Notice>}
      </form>
      <DeviceCheck />
    </EntryFrame>
  )
}
