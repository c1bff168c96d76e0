// Away from the board a supervisor must still see that his telephone is in somebody's talk, and be able to hang up.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import type { Desk } from '../desk/desk.tsx'
import { Notice } from '../kit/Notice.tsx'

export function MonitorNotice({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  if (!desk.phone.monitors || pathname === '/giam-sat') return null
  return (
    <Notice
      tone="info"
      testId="monitor-notice"
      action={
        <Button size="small" onClick={() => desk.softphone.terminate()} data-testid="monitor-hang-up">
          {t('board.monitor.stop')}
        </Button>
      }
    >
      {t('board.monitor.notice')} <Link to="/giam-sat">{t('board.monitor.toBoard')}</Link>
    </Notice>
  )
}
