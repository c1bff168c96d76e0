// Bàn trực: telephone, form, caller; no page change and no page scroll during a call.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../api/store.ts'
import { TicketFormPane } from '../form/TicketFormPane.tsx'
import { Notice } from '../kit/Notice.tsx'
import { HintBar } from '../shell/HintBar.tsx'
import { KeyList } from '../shell/KeyList.tsx'
import { CallerPane } from './CallerPane.tsx'
import { useDesk } from './desk.tsx'
import { MyWork } from './MyWork.tsx'
import { PhonePane } from './PhonePane.tsx'
import { SimilarTickets } from './SimilarTickets.tsx'
import { useDeskKeys } from './useDeskKeys.ts'
import { WaitingList } from './WaitingList.tsx'

export function DeskPage() {
  const { t } = useTranslation()
  const desk = useDesk()
  const draft = useStore(desk.bench.draft)
  const [keysOpen, setKeysOpen] = useState(false)
  useDeskKeys(desk, () => setKeysOpen(true))
  return (
    <>
      <main className="desk">
        <section className="desk-left" aria-label={t('desk.phonePane')}>
          <PhonePane desk={desk} />
          {desk.notice && (
            <Notice tone="error" testId="desk-notice">
              {desk.notice}
            </Notice>
          )}
          <WaitingList waiting={desk.state.link === 'connected' ? desk.state.waiting : null} length={desk.state.waitingLength} />
          <MyWork />
        </section>
        <section className="desk-middle" aria-label={t('form.pane')}>
          <TicketFormPane desk={desk} draft={draft} />
        </section>
        <section className="desk-right" aria-label={t('desk.callerPane')}>
          <SimilarTickets desk={desk} />
          <CallerPane desk={desk} pop={desk.pop} />
        </section>
      </main>
      <HintBar desk={desk} draft={draft} onKeys={() => setKeysOpen(true)} />
      {keysOpen && <KeyList onClose={() => setKeysOpen(false)} />}
    </>
  )
}
