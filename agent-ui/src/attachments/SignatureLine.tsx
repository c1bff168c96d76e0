// Who signed a PDF and what is known of it. Green is only what was issued under somebody trusted: anybody can write an office's name
// into a certificate of his own making.
import { useTranslation } from 'react-i18next'
import type { Signature } from '../../../src/contract/attachments.ts'
import { Icon } from '../glyphs/icons.tsx'
import { formatDateTime } from '../kit/time.ts'

/** `signedAgain`: what was added after this signature is under a later one. */
export function SignatureLine({ signature, signedAgain }: { signature: Signature; signedAgain: boolean }) {
  const { t } = useTranslation()
  const { verdict, trusted, inForce, signer, organisation, issuer, at } = signature
  const earlier = verdict === 'partial' && signedAgain
  const holds = (verdict === 'valid' || earlier) && inForce && trusted !== false
  const tone = !holds ? 'signature-doubt' : trusted ? 'signature-good' : ''
  return (
    <span className={`signature ${tone}`} data-testid="signature">
      <Icon name={!holds ? 'warning' : trusted ? 'check' : 'circle'} size={12} />{' '}
      {[
        signer && t('attachments.signedBy', { who: [signer, organisation].filter(Boolean).join(', ') }),
        at && formatDateTime(at),
        t(earlier ? 'attachments.verdict-earlier' : `attachments.verdict-${verdict}`),
        !inForce && verdict !== 'unchecked' && t('attachments.notInForce'),
        signer && t(trusted === null ? 'attachments.issuerUnknown' : trusted ? 'attachments.issuerTrusted' : 'attachments.issuerNotTrusted', { issuer }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  )
}
