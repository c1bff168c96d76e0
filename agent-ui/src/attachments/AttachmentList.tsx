// The files of a petition: small pictures, names, sizes, and who signed a PDF.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Attachment, Signature } from '../../../src/contract/attachments.ts'
import { api, messageOf } from '../api/client.ts'
import { Icon } from '../glyphs/icons.tsx'
import { formatDateTime } from '../kit/time.ts'

interface Props {
  items: readonly Attachment[]
  onChanged: () => void
  onProblem: (message: string) => void
}

export function AttachmentList({ items, onChanged, onProblem }: Props) {
  const { t } = useTranslation()
  if (items.length === 0) return null
  const remove = (id: string) => api('removeAttachment', { params: { id } }).then(onChanged, (error: unknown) => onProblem(messageOf(error)))
  return (
    <ul className="attachments" aria-label={t('attachments.title')} data-testid="attachments">
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
            {item.signatures.map((signature) => (
              <SignatureLine key={`${signature.signer} ${signature.at ?? ''}`} signature={signature} />
            ))}
          </span>
          {item.removable && (
            <Button type="text" size="small" onClick={() => void remove(item.id)} aria-label={`${t('attachments.remove')}: ${item.name}`}>
              {t('attachments.remove')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function SignatureLine({ signature }: { signature: Signature }) {
  const { t } = useTranslation()
  const good = signature.verdict === 'valid' && signature.inForce
  return (
    <span className={good ? 'signature' : 'signature signature-doubt'} data-testid="signature">
      <Icon name={good ? 'check' : 'warning'} size={12} />{' '}
      {[
        signature.signer && t('attachments.signedBy', { who: [signature.signer, signature.organisation].filter(Boolean).join(', ') }),
        signature.at && formatDateTime(signature.at),
        t(`attachments.verdict-${signature.verdict}`),
        !signature.inForce && signature.verdict !== 'unchecked' && t('attachments.notInForce'),
        t(signature.trusted === null ? 'attachments.issuerUnknown' : signature.trusted ? 'attachments.issuerTrusted' : 'attachments.issuerNotTrusted', {
          issuer: signature.issuer,
        }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  )
}

const kindOf = (type: Attachment['type']) =>
  type === 'application/pdf' ? 'pdf' : type === 'text/plain' ? 'text' : (type.split('/')[0] as 'image' | 'audio' | 'video')

function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const [size, unit] = bytes < 2 ** 20 ? [bytes / 1024, 'kB'] : [bytes / 2 ** 20, 'MB']
  return `${new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 }).format(size)} ${unit}`
}
