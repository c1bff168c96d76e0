// A list that could not be read: what failed, and one button to try again.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Icon } from '../glyphs/icons.tsx'

export function LoadFailed({ message, onRetry }: { message: string; onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="empty list-empty" role="alert">
      <b>
        <Icon name="warning" /> {t('error.listTitle')}
      </b>
      <p>{message}</p>
      <Button onClick={onRetry}>
        <Icon name="refresh" size={14} /> {t('action.reload')}
      </Button>
    </div>
  )
}
