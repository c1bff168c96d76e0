// Attaching by drag or by choosing; each file with its progress, and what was refused said in its place.
import { Button, Progress } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attachmentTypes } from '../../../src/contract/attachments.ts'
import { Icon } from '../glyphs/icons.tsx'
import { type Sending, sendFile, tooLarge } from './send-file.ts'

interface Upload {
  key: string
  file: File
  share: number
  problem: string | null
  sending: Sending | null
}

/** `onDone` is called after each file that arrived. */
export function AttachmentDrop({ ticketId, onDone }: { ticketId: string; onDone: () => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const [over, setOver] = useState(false)
  const change = (key: string, part: Partial<Upload>) => setUploads((old) => old.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const drop = (key: string) => setUploads((old) => old.filter((one) => one.key !== key))

  const begin = (file: File, key: string) => {
    const refused = tooLarge(file.size)
    const sending = refused ? null : sendFile(ticketId, file, (share) => change(key, { share }))
    sending?.done.then(
      () => {
        drop(key)
        onDone()
      },
      (error: Error) => change(key, { problem: error.message, sending: null }),
    )
    return { key, file, share: 0, problem: refused, sending }
  }
  const add = (files: FileList | null) => setUploads((old) => [...old, ...[...(files ?? [])].map((file) => begin(file, crypto.randomUUID()))])
  const retry = ({ key, file }: Upload) => setUploads((old) => old.map((one) => (one.key === key ? begin(file, key) : one)))
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add(event.dataTransfer.files)
  }
  return (
    <section
      className={over ? 'drop drop-over' : 'drop'}
      aria-label={t('attachments.add')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Button onClick={() => input.current?.click()} data-testid="attach-button">
        <Icon name="upload" size={14} /> {t('attachments.add')}
      </Button>
      <span className="muted">{t('attachments.hint')}</span>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={attachmentTypes.join(',')}
        onChange={(event) => {
          add(event.target.files)
          event.target.value = ''
        }}
        data-testid="attach-input"
      />
      <ul className="uploads" aria-live="polite">
        {uploads.map((upload) => (
          <li key={upload.key} data-testid="upload">
            <span>{upload.file.name}</span>
            {upload.problem ? (
              <>
                <span className="upload-problem">
                  <Icon name="warning" size={13} /> {upload.problem}
                </span>
                <Button type="text" size="small" onClick={() => retry(upload)}>
                  {t('action.retry')}
                </Button>
                <Button type="text" size="small" onClick={() => drop(upload.key)}>
                  {t('action.close')}
                </Button>
              </>
            ) : (
              <>
                <Progress percent={Math.round(upload.share * 100)} size="small" aria-label={upload.file.name} />
                <Button type="text" size="small" onClick={() => upload.sending?.cancel()}>
                  {t('action.cancel')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
