// What the server says of petitions as it happens. A page that may have missed a word reads again as soon as the line is back, and each
// minute anyway.
import { useEffect, useRef } from 'react'
import { io, type Socket } from 'socket.io-client'
import { events } from '../../../src/contract/socket.ts'
import { rolesChanged } from './roles-changed.ts'

/** Is told which petition changed, or null when any may have. */
type Listener = (ticketId: string | null) => void
/** From one page to the next the line stays: nothing is missed between them. */
const LINGER_MS = 5_000
const listeners = new Set<Listener>()
let socket: Socket | null = null
let leaving: ReturnType<typeof setTimeout> | null = null

/** One connection for all pages of this tab, open while somebody listens. */
function connect(): void {
  if (leaving) clearTimeout(leaving)
  leaving = null
  if (socket) return
  socket = io({ withCredentials: true, reconnectionDelayMax: 5_000 })
  // What happened before the line stood, or while it was cut, was told to nobody here.
  socket.on('connect', () => {
    for (const listener of [...listeners]) listener(null)
  })
  socket.on('roles:changed', rolesChanged)
  socket.on('ticket:changed', (body: unknown) => {
    const change = events['ticket:changed'].safeParse(body)
    if (change.success) for (const listener of [...listeners]) listener(change.data.ticketId)
  })
}

function leave(): void {
  if (listeners.size > 0) return
  leaving ??= setTimeout(() => {
    leaving = null
    socket?.disconnect()
    socket = null
  }, LINGER_MS)
}

/**
 * Calls `onChange` with the petitions that changed, at most once in `atMostEveryMs`; with null when any may have: the line is (back) up, or
 * a minute has passed.
 */
export function useTicketNews(onChange: (ticketIds: ReadonlySet<string> | null) => void, atMostEveryMs = 1_000): void {
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | null = null
    let changed = new Set<string>()
    const listener: Listener = (ticketId) => {
      if (ticketId === null) return latest.current(null)
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
