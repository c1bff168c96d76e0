// What the server says of petitions as it happens. A page that missed a word reads again by itself each minute.
import { useEffect, useRef } from 'react'
import { io, type Socket } from 'socket.io-client'
import { events } from '../../../src/contract/socket.ts'
import { rolesChanged } from './roles-changed.ts'

type Listener = (ticketId: string) => void
const listeners = new Set<Listener>()
let socket: Socket | null = null

/** One connection for all pages of this tab, open while somebody listens. */
function connect(): void {
  if (socket) return
  socket = io({ withCredentials: true, reconnectionDelayMax: 5_000 })
  socket.on('roles:changed', rolesChanged)
  socket.on('ticket:changed', (body: unknown) => {
    const change = events['ticket:changed'].safeParse(body)
    if (change.success) for (const listener of [...listeners]) listener(change.data.ticketId)
  })
}

function leave(): void {
  if (listeners.size > 0) return
  socket?.disconnect()
  socket = null
}

/** Calls `onChange` with the petitions that changed, at most once in `atMostEveryMs`, and with null each minute anyway. */
export function useTicketNews(onChange: (ticketIds: ReadonlySet<string> | null) => void, atMostEveryMs = 1_000): void {
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | null = null
    let changed = new Set<string>()
    const listener: Listener = (ticketId) => {
      changed.add(ticketId)
      waiting ??= setTimeout(() => {
        const ids = changed
        changed = new Set()
        waiting = null
        latest.current(ids)
      }, atMostEveryMs)
    }
    listeners.add(listener)
    connect()
    const beat = setInterval(() => latest.current(null), 60_000)
    return () => {
      listeners.delete(listener)
      if (waiting) clearTimeout(waiting)
      clearInterval(beat)
      leave()
    }
  }, [atMostEveryMs])
}
