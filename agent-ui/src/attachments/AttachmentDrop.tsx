// Attaching by drag or by choosing; each file with its progress, and what was refused said in its place.
import { Button } from 'antd'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attachmentTypes } from '../../../src/contract/attachments.ts'
import { Icon } from '../glyphs/icons.tsx'
import { UploadRow } from './UploadRow.tsx'
import { useUploads } from './use-uploads.ts'

interface Props {
  ticketId: string
  /** After each file that arrived. */
  onDone: () => void
  /** Rows of files that arrived stay, where no list beside shows them. */
  keepsDone?: boolean
  /** Nothing more may be added; what is on its way, or was refused, is still told. */
  closed?: boolean
  /** Hears how to stop the files on their way; null: there are none. */
  onBusy?: (stop: (() => void) | null) => void
  /** Hears how many files were not taken and are still in the list. */
  onRefused?: (count: number) => void
}

export function AttachmentDrop({ ticketId, onDone, keepsDone = false, closed = false, onBusy, onRefused }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const { uploads, busy, add, retry, cancel, stopAll, forget } = useUploads(ticketId, onDone)
  useNoMiss()
  const told = useRef({ onBusy, onRefused, stopAll })
  told.current = { onBusy, onRefused, stopAll }
  const refused = uploads.filter(({ state }) => state === 'failed').length
  useEffect(() => told.current.onRefused?.(refused), [refused])
  useEffect(() => told.current.onBusy?.(busy ? () => told.current.stopAll() : null), [busy])
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!closed) add([...event.dataTransfer.files])
  }
  const onDragOver = (event: DragEvent) => {
    if (closed || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  const onDragLeave = (event: DragEvent) => {
    // Onto something inside is not away.
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false)
  }
  const shown = uploads.filter(({ state }) => keepsDone || state !== 'done')
  if (closed && shown.length === 0) return null
  return (
    <section className={over ? 'drop drop-over' : 'drop'} aria-label={t('attachments.add')} onDragOver={onDragOver} onDragLeave={onDragLeave} onDrop={onDrop}>
      {!closed && (
        <>
          <Button onClick={() => input.current?.click()} data-testid="attach-button">
            <Icon name="upload" size={14} /> {t('attachments.add')}
          </Button>
          <span className="muted">{t('attachments.hint')}</span>
        </>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={attachmentTypes.join(',')}
        onChange={(event) => {
          add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
        data-testid="attach-input"
      />
      <ul className="uploads">
        {shown.map((upload) => (
          <UploadRow key={upload.key} upload={upload} onRetry={() => retry(upload)} onCancel={() => cancel(upload)} onForget={() => forget(upload)} />
        ))}
      </ul>
      <p className="visually-hidden" role="status">
        {uploads.map(({ file, state }) => (state === 'done' ? `${file.name}: ${t('attachments.attached')}. ` : ''))}
      </p>
    </section>
  )
}

/** A file let go beside the place for it would be opened by the browser instead of the page, with all that was typed in it. */
function useNoMiss() {
  useEffect(() => {
    const keep = (event: globalThis.DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    window.addEventListener('dragover', keep)
    window.addEventListener('drop', keep)
    return () => {
      window.removeEventListener('dragover', keep)
      window.removeEventListener('drop', keep)
    }
  }, [])
}
