import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tied } from '../kit/Field.tsx'

interface Props extends Tied {
  value: string
  onChange: (value: string) => void
  autoComplete: 'current-password' | 'new-password'
  testId: string
  size?: 'middle' | 'large'
}

/** A password with an eye: a real button, reachable by keyboard and named by what it will do. */
export function PasswordInput({ value, onChange, testId, size = 'large', ...input }: Props) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  return (
    <Input
      {...input}
      size={size}
      type={shown ? 'text' : 'password'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      data-testid={testId}
      suffix={
        <button type="button" className="eye" aria-label={t(shown ? 'login.hide' : 'login.show')} onClick={() => setShown(!shown)}>
          <svg width="18" height="18" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
            <path d="M1.2 8S3.6 3.6 8 3.6 14.8 8 14.8 8 12.4 12.4 8 12.4 1.2 8 1.2 8z" />
            <circle cx="8" cy="8" r="2" />
            {shown && <path d="M2.5 13.5l11-11" />}
          </svg>
        </button>
      }
    />
  )
}
