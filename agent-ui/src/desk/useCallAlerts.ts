// A ringing call is told four ways: on the desk, by sound, in the page title and by a system notice.
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { Store, useStore } from '../api/store.ts'
import type { DraftState } from '../form/ticket-draft.ts'
import { isRinging, isTalking } from './call-standing.ts'
import type { Desk } from './desk.tsx'

const noDraft = new Store<DraftState | null>(null)

export function useCallAlerts(desk: Desk): void {
  const { t } = useTranslation()
  const ringing = isRinging(desk) && desk.phone.call !== 'answering' && !desk.state.takenOver
  const talking = isTalking(desk)
  const number = desk.pop?.call.callerNumber ?? desk.phone.ring?.number
  const who = formatPhone(number) || t('desk.noNumber')
  const { ringer } = desk

  useEffect(() => {
    const unlock = () => ringer.unlock()
    addEventListener('pointerdown', unlock, { once: true })
    addEventListener('keydown', unlock, { once: true })
    return () => {
      removeEventListener('pointerdown', unlock)
      removeEventListener('keydown', unlock)
    }
  }, [ringer])

  // A talk that was lost is taken by the page itself: no bell for it, but where it needs a hand.
  const silent = desk.pop?.call.again === true && desk.usesBrowserPhone && desk.phone.fault === null
  const rings = ringing && !silent
  useEffect(() => {
    if (!rings) return
    ringer.start()
    return () => ringer.stop()
  }, [rings, ringer])

  useEffect(() => {
    const service = t('app.title')
    document.title = ringing ? `${t('agent.ringing')}: ${who}` : talking ? `${t('agent.on-call')} – ${service}` : service
    return () => {
      document.title = service
    }
  }, [ringing, talking, who, t])

  useEffect(() => {
    if (!ringing || !('Notification' in window) || Notification.permission !== 'granted' || document.visibilityState === 'visible') return
    const notice = new Notification(t('desk.incoming'), { body: who, tag: 'gl-call', requireInteraction: true })
    notice.onclick = () => {
      window.focus()
      notice.close()
    }
    return () => notice.close()
  }, [ringing, who, t])

  const unsent = useStore(desk.bench.unsent.state).length > 0
  const save = useStore<DraftState | null>(desk.bench.draft.get()?.state ?? noDraft)?.save.kind
  const away = desk.state.link === 'reconnecting' || desk.state.link === 'standby'
  const ask = talking || ringing || away || unsent || save === 'local' || save === 'refused'
  useEffect(() => {
    if (!ask) return
    // Only asks: leaving never sends an end to the call, so that a reload finds the caller still there. A server that is
    // away cannot give the page back, and with it would go the telephone and the way out of what is not sent.
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', hold)
    return () => removeEventListener('beforeunload', hold)
  }, [ask])
}

/** Asked once, from a press, because browsers refuse it otherwise. */
export function askForNotices(): void {
  if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission().catch(() => undefined)
}
