import { Button, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../kit/CopyButton.tsx'
import { formatDateTime } from '../kit/time.ts'

export interface ShownInvitation {
  name: string
  invitation: { url: string; expiresAt: string }
}

/** The link is shown this once: the server keeps only its fingerprint. */
export function InvitationDialog({ shown, onClose }: { shown: ShownInvitation; onClose: () => void }) {
  const { t } = useTranslation()
  const url = new URL(shown.invitation.url, location.origin).href
  return (
    <Modal
      open
      title={t('people.invitationTitle')}
      onCancel={onClose}
      // The link is shown once: only somebody who means it closes it.
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('action.close')}
        </Button>
      }
      width={560}
    >
      <p>{t('people.invitationText', { name: shown.name, until: formatDateTime(shown.invitation.expiresAt) })}</p>
      <div className="invitation-row">
        <Input readOnly value={url} aria-label={t('people.invitationTitle')} onFocus={(event) => event.target.select()} data-testid="invitation-link" />
        <CopyButton text={url} label={t('action.copy')} />
      </div>
    </Modal>
  )
}
