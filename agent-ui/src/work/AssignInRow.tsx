// VP UBND tỉnh assigns from the list (Đ10.4.2): the unit, and Đồng ý.
import { useEffect, useRef } from 'react'
import type { WorkItem } from '../../../src/contract/work.ts'
import { ActDialog } from '../acts/ActDialog.tsx'
import { slipFor } from '../acts/act-body.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { useMe } from '../session/session.tsx'

interface Props {
  item: WorkItem
  /** The slip whose petition is being fetched; null once it is there. */
  onLoading: (slipId: string | null) => void
  onFailed: (message: string) => void
  onClose: () => void
  onDone: () => void
}

export function AssignInRow({ item, onLoading, onFailed, onClose, onDone }: Props) {
  const me = useMe()
  const ticket = useFetch(item.id, (signal) => api('ticket', { params: { id: item.id }, signal }))
  const slipId = item.slip?.id ?? null
  const waits = ticket.data === null && ticket.error === null
  const told = useRef({ onLoading, onFailed })
  told.current = { onLoading, onFailed }
  useEffect(() => {
    told.current.onLoading(waits ? slipId : null)
    return () => told.current.onLoading(null)
  }, [waits, slipId])
  useEffect(() => {
    if (ticket.error && !ticket.data) told.current.onFailed(ticket.error.message)
  }, [ticket.error, ticket.data])
  // The dialog leaves with this component: whoever came by the keyboard stands where he was.
  useEffect(() => {
    const before = document.activeElement
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  if (!ticket.data) return null
  const units = me.memberships.map(({ unitId }) => unitId)
  const slip = ticket.data.slips.find(({ id }) => id === slipId) ?? slipFor(ticket.data, units)
  return <ActDialog type="assign" about ticket={ticket.data} slip={slip} onClose={onClose} onDone={onDone} onReload={ticket.reload} />
}
