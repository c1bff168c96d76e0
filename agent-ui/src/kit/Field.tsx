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
  /** Where a value came from, at the label's right. */
  source?: string | undefined
  /** A few words of help, at the same place. */
  help?: string | undefined
  className?: string
  children: (tied: Tied) => ReactNode
}

export function Field({ id, label, required = false, error, source, help, className = '', children }: Props) {
  const { t } = useTranslation()
  const describedBy = [error ? `${id}-error` : '', source || help ? `${id}-source` : ''].filter(Boolean).join(' ')
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
        {(source || help) && (
          <span className="field-source" id={`${id}-source`}>
            {source && <Icon name="check" size={12} />} {source ?? help}
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
