// Files of a petition: small pictures, names, sizes, who sent them and when, and who signed a PDF.
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../../../src/contract/attachments.ts'
import { api, messageOf } from '../api/client.ts'
import { formatDateTime } from '../kit/time.ts'
import { SignatureLine } from './SignatureLine.tsx'

interface Props {
  title: string
  items: readonly Attachment[]
  onChanged: () => void
  onProblem: (message: string) => void
}

export function AttachmentList({ title, items, onChanged, onProblem }: Props) {
  const { t } = useTranslation()
  if (items.length === 0) return null
  const remove = (id: string) => api('removeAttachment', { params: { id } }).then(onChanged, (error: unknown) => onProblem(messageOf(error)))
  return (
    <section aria-label={title}>
      <h2 className="attachments-title">{title}</h2>
      <ul className="attachments" data-testid="attachments">
        {items.map((item) => (
          <li key={item.id} className="attachment">
            {item.thumbUrl ? (
              <img src={item.thumbUrl} alt="" loading="lazy" />
            ) : (
              <span className="attachment-mark">{t(`attachments.kind-${kindOf(item.type)}`)}</span>
            )}
            <span className="attachment-words">
              <a href={item.url} target="_blank" rel="noreferrer">
                {item.name}
              </a>
              <span className="muted">
                {t(`attachments.kind-${kindOf(item.type)}`)}, {sizeWords(item.bytes)}
              </span>
              <span className="muted">{[item.uploadedBy, item.unitName, formatDateTime(item.at)].filter(Boolean).join(' · ')}</span>
              {item.signatures.map((signature, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: their order in the file is what they are known by
                <SignatureLine key={index} signature={signature} signedAgain={item.signatures.slice(index + 1).some(({ verdict }) => verdict === 'valid')} />
              ))}
            </span>
            {item.removable && (
              <Popconfirm
                title={t('attachments.removeAsk')}
                okText={t('attachments.remove')}
                cancelText={t('action.cancel')}
                onConfirm={() => void remove(item.id)}
              >
                <Button type="text" size="small" aria-label={`${t('attachments.remove')}: ${item.name}`}>
                  {t('attachments.remove')}
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const kindOf = (type: Attachment['type']) =>
  type === 'application/pdf' ? 'pdf' : type === 'text/plain' ? 'text' : (type.split('/')[0] as 'image' | 'audio' | 'video')

function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const [size, unit] = bytes < 2 ** 20 ? [bytes / 1024, 'kB'] : [bytes / 2 ** 20, 'MB']
  return `${new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 }).format(size)} ${unit}`
}
