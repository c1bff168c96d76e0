import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ApiError } from '../api/client.ts'
import { Icon } from '../glyphs/icons.tsx'

/** A list or a pane that could not be read: what failed, and one button to try again. */
export function LoadFailed({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="empty">
      <b>
        <Icon name="warning" /> {t('error.listTitle')}
      </b>
      <p>{error.message}</p>
      <Button onClick={onRetry}>{t('action.reload')}</Button>
    </div>
  )
}
