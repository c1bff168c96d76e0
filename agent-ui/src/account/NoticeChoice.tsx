import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** System notices of a ringing call: allowed, refused by the browser, or still to be asked. */
export function NoticeChoice() {
  const { t } = useTranslation()
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'))
  const allow = () => void Notification.requestPermission().then(setPermission, () => undefined)
  return (
    <div className="notice-choice">
      <span>{t('phone.notices')}</span>
      {permission === 'default' ? (
        <Button size="small" onClick={allow}>
          {t('phone.allowNotices')}
        </Button>
      ) : (
        <span className="muted">{t(permission === 'granted' ? 'phone.noticesOn' : 'phone.noticesOff')}</span>
      )}
    </div>
  )
}
