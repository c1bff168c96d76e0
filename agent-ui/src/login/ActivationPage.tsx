// First time: the invitation is used once, and the person sets an own password.
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { NewPassword } from '../../../src/contract/accounts.ts'
import { api, messageOf } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDateTime } from '../kit/time.ts'
import { EntryFrame } from './EntryFrame.tsx'
import { PasswordInput } from './PasswordInput.tsx'

export function ActivationPage() {
  const { t } = useTranslation()
  const { token } = useParams()
  return (
    <EntryFrame>
      {token ? <SetPassword key={token} token={token} /> : <PasteLink />}
      <p className="entry-links">
        <Link to="/dang-nhap">{t('activation.toLogin')}</Link>
      </p>
    </EntryFrame>
  )
}

function PasteLink() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [link, setLink] = useState('')
  const [error, setError] = useState<string | undefined>()
  const go = (event: FormEvent) => {
    event.preventDefault()
    const token = /([\w-]{20,100})\/?$/.exec(link.trim())?.[1]
    if (token) void navigate(`/kich-hoat/${token}`)
    else setError(t('activation.badLink'))
  }
  return (
    <form className="entry-form" onSubmit={go} noValidate>
      <h1>{t('activation.title')}</h1>
      <p className="muted">{t('activation.pasteHelp')}</p>
      <Field id="activation-link" label={t('activation.paste')} error={error}>
        {(tied) => <Input {...tied} size="large" value={link} onChange={(event) => setLink(event.target.value)} data-testid="activation-link" />}
      </Field>
      <Button type="primary" htmlType="submit" block className="entry-submit">
        {t('activation.continue')}
      </Button>
    </form>
  )
}

function SetPassword({ token }: { token: string }) {
  const { t } = useTranslation()
  const info = useFetch(token, (signal) => api('invitation', { params: { token }, signal }))
  const [password, setPassword] = useState('')
  const [repeat, setRepeat] = useState('')
  const [errors, setErrors] = useState<{ password?: string; repeat?: string }>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const checked = NewPassword.safeParse(password)
    const wrong = checked.success ? (password === repeat ? {} : { repeat: t('activation.mismatch') }) : { password: checked.error.issues[0]?.message ?? '' }
    setErrors(wrong)
    setProblem(null)
    const first = Object.keys(wrong)[0]
    if (first) return document.getElementById(`activation-${first}`)?.focus()
    setBusy(true)
    try {
      await api('acceptInvitation', { params: { token }, body: { password } })
      setDone(true)
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }

  if (info.error)
    return (
      <>
        <h1>{t('activation.title')}</h1>
        <Notice tone="error" testId="activation-error">
          {info.error.message}
        </Notice>
      </>
    )
  if (!info.data) return <h1>{t('activation.title')}</h1>
  if (done)
    return (
      <>
        <h1>{t('activation.title')}</h1>
        <Notice tone="done" testId="activation-done">
          {t('activation.done')}
        </Notice>
      </>
    )
  return (
    <form className="entry-form" onSubmit={(event) => void submit(event)} noValidate>
      <h1>{t('activation.hello', { name: info.data.name })}</h1>
      <p className="muted">{t('activation.for', { phone: info.data.phoneMasked, until: formatDateTime(info.data.expiresAt) })}</p>
      {problem && <Notice tone="error">{problem}</Notice>}
      <Field id="activation-password" label={`${t('activation.password')} (${t('activation.rule').toLowerCase()})`} error={errors.password}>
        {(tied) => <PasswordInput {...tied} autoComplete="new-password" value={password} onChange={setPassword} testId="activation-password" />}
      </Field>
      <Field id="activation-repeat" label={t('activation.repeat')} error={errors.repeat}>
        {(tied) => <PasswordInput {...tied} autoComplete="new-password" value={repeat} onChange={setRepeat} testId="activation-repeat" />}
      </Field>
      <Button type="primary" htmlType="submit" block className="entry-submit" loading={busy} data-testid="activation-submit">
        {t('activation.submit')}
      </Button>
    </form>
  )
}
