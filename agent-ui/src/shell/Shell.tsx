// The frame of every signed-in page: bar on top, page below, messages about the connection between them.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AlarmsBar } from '../alarms/AlarmsBar.tsx'
import { LostFiles } from '../attachments/LostFiles.tsx'
import { useMaybeDesk } from '../desk/desk.tsx'
import { TakenOver } from '../desk/TakenOver.tsx'
import { Notice } from '../kit/Notice.tsx'
import { MonitorNotice } from './MonitorNotice.tsx'
import { ServerAway } from './ServerAway.tsx'
import { SetByNotice } from './SetByNotice.tsx'
import { TopBar } from './TopBar.tsx'

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const desk = useMaybeDesk()
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('app.skip')}
      </a>
      {/* Under the cover of a desk that is open elsewhere nothing takes keys. */}
      <div className="shell-inner" inert={desk?.state.takenOver ?? false}>
        <TopBar />
        {desk && <ServerAway desk={desk} />}
        {desk?.state.link === 'connected' && !desk.state.telephony && (
          <Notice tone="error" testId="telephony-down">
            {t('desk.telephonyDown')}
          </Notice>
        )}
        {desk && <MonitorNotice desk={desk} />}
        {desk && <SetByNotice desk={desk} />}
        <AlarmsBar />
        <LostFiles />
        <div className="shell-page" id="main" tabIndex={-1}>
          {children}
        </div>
      </div>
      {desk?.state.takenOver && <TakenOver desk={desk} />}
    </div>
  )
}
