// One file on its way: how far it is, or why it was refused.
import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { Icon } from '../glyphs/icons.tsx'
import type { Upload } from './use-uploads.ts'

interface Props {
  upload: Upload
  onRetry: () => void
  onCancel: () => void
  onForget: () => void
}

export function UploadRow({ upload: { file, state, share, problem, again }, onRetry, onCancel, onForget }: Props) {
  const { t } = useTranslation()
  const button = (words: string, onClick: () => void) => (
    <Button type="text" size="small" onClick={onClick} aria-label={`${words}: ${file.name}`}>
      {words}
    </Button>
  )
  return (
    <li data-testid="upload" data-state={state}>
      <span className="upload-name">{file.name}</span>
      {state === 'failed' && (
        <>
          <span className="upload-problem" role="alert">
            <Icon name="warning" size={13} /> {problem}
          </span>
          {again && button(t('action.retry'), onRetry)}
          {button(t('attachments.remove'), onForget)}
        </>
      )}
      {state === 'waiting' && <span className="muted">{t('attachments.waiting')}</span>}
      {state === 'sending' && <Progress percent={Math.round(share * 100)} size="small" aria-label={file.name} />}
      {state === 'done' && (
        <span className="upload-done">
          <Icon name="check" size={13} /> {t('attachments.attached')}
        </span>
      )}
      {(state === 'waiting' || state === 'sending') && button(t('action.cancel'), onCancel)}
    </li>
  )
}
