// Label, control and error tied together; the control gets the ids through `tied`.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../glyphs/icons.tsx'

export interface Tied {
  id: string
  'aria-required': boolean
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

interface Props {
  id: string
  label: string
  required?: boolean
  error?: string | undefined
  /** Where a value came from, or a short help, at the label's right. */
  source?: string | undefined
  className?: string
  children: (tied: Tied) => ReactNode
}

export function Field({ id, label, required = false, error, source, className = '', children }: Props) {
  const { t } = useTranslation()
  const describedBy = [error ? `${id}-error` : '', source ? `${id}-source` : ''].filter(Boolean).join(' ')
  return (
    <div className={`field ${className}`}>
      <div className="field-head">
        <label htmlFor={id} id={`${id}-label`}>
          {label}
          {required && (
            <span className="required" title={t('form.required')} aria-hidden="true">
              {' *'}
            </span>
          )}
        </label>
        {source && (
          <span className="field-source" id={`${id}-source`}>
            <Icon name="check" size={12} /> {source}
          </span>
        )}
      </div>
      {children({ id, 'aria-required': required, 'aria-invalid': Boolean(error), 'aria-describedby': describedBy || undefined })}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          <Icon name="warning" size={13} /> {error}
        </p>
      )}
    </div>
  )
}
