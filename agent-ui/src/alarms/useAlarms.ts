// Keeps the list of open alarms true: asked at each opening of the desk, told in between; without a desk asked every half minute.
import { useEffect, useState } from 'react'
import type { Alarm } from '../../../src/contract/alarms.ts'
import { api } from '../api/client.ts'
import { useMaybeDesk } from '../desk/desk.tsx'
import { hasRole, useMe } from '../session/session.tsx'
import { shownAlarms } from './alarm-list.ts'

const askEveryMs = 30_000

export function useAlarms(): Alarm[] {
  const me = useMe()
  const desk = useMaybeDesk()
  const [alarms, setAlarms] = useState<Alarm[]>([])
  const link = desk?.state.link ?? null
  const listen = desk?.listen
  const asks = hasRole(me, 'operator', 'supervisor', 'administrator')
  useEffect(() => listen?.('alarms:changed', setAlarms), [listen])
  useEffect(() => {
    // A server that is away tells no alarms, and the old ones are not known to be true.
    if (!asks || (link !== null && link !== 'connected')) return setAlarms([])
    const ask = () => void api('alarms').then(setAlarms, () => undefined)
    ask()
    if (link !== null) return
    const beat = setInterval(ask, askEveryMs)
    return () => clearInterval(beat)
  }, [asks, link])
  return shownAlarms(alarms, hasRole(me, 'supervisor', 'administrator'))
}
