import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../glyphs/icons.tsx'

/** Copies a text and says so in words on the button itself. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = () => {
    void navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    )
  }
  return (
    <Button size="small" type="text" onClick={copy} aria-label={copied ? t('action.copied') : label} data-testid="copy">
      <Icon name={copied ? 'check' : 'copy'} /> {copied ? t('action.copied') : t('action.copy')}
    </Button>
  )
}
