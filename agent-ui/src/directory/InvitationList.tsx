// The links of many new accounts, this once: to copy one by one, or to keep as a file and hand out.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PeopleImportReport } from '../../../src/contract/directory.ts'
import { Icon } from '../glyphs/icons.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDateTime } from '../kit/time.ts'

type Links = PeopleImportReport['invitations']
const most = 50
const fullUrl = (url: string) => new URL(url, location.origin).href

/** `onKept`: they were put into a file. */
export function InvitationList({ links, onKept }: { links: Links; onKept: () => void }) {
  const { t } = useTranslation()
  const heads = [t('people.name'), t('people.phone'), t('people.unit'), t('people.invitationTitle'), t('directory.linkUntil')]
  const save = () => {
    // A text beginning with = + - @ would be a formula when the file is opened.
    const cell = (text: string) => `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
    const rows = links.map((one) => [one.name, one.phone, one.unitName, fullUrl(one.invitation.url), formatDateTime(one.invitation.expiresAt)])
    const text = [heads, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')
    const address = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: 'text/csv' }))
    const link = document.createElement('a')
    link.href = address
    link.download = 'lien-ket-kich-hoat.csv'
    link.click()
    setTimeout(() => URL.revokeObjectURL(address), 1_000)
    onKept()
  }
  return (
    <section className="record-part" aria-labelledby="new-links">
      <h3 id="new-links">{t('directory.newLinks', { count: links.length })}</h3>
      <Notice
        tone="wait"
        action={
          <Button onClick={save} data-testid="save-links">
            {t('directory.saveLinks')}
          </Button>
        }
      >
        {t('directory.linksOnce')}
      </Notice>
      <ul className="record-list">
        {links.slice(0, most).map((one) => (
          <li key={one.phone}>
            <span>
              {one.name}
              <span className="muted">
                {one.phone} · {one.unitName}
              </span>
            </span>
            <CopyButton text={fullUrl(one.invitation.url)} label={t('directory.copyLink', { name: one.name })} />
          </li>
        ))}
      </ul>
      {links.length > most && (
        <p className="muted">
          <Icon name="more" size={14} /> {t('directory.moreLinks', { count: links.length - most })}
        </p>
      )}
    </section>
  )
}
