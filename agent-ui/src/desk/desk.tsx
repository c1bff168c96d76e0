// The operator's desk as one object above all pages: line to the server, telephone, ring, and the draft in hand.
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import type { CommandBody, CommandName } from '../../../src/contract/socket.ts'
import { messageOf } from '../api/client.ts'
import { useStore } from '../api/store.ts'
import { LocalCopies } from '../form/local-copy.ts'
import { Workbench } from '../form/workbench.ts'
import { Ringer } from '../phone/ringer.ts'
import { type PhoneState, Softphone } from '../phone/softphone.ts'
import { useMe, useSession } from '../session/session.tsx'
import { isRinging } from './call-standing.ts'
import { isPassedOn, isSomebodyElses } from './consult-standing.ts'
import { DeskConnection } from './desk-connection.ts'
import type { DeskState } from './desk-state.ts'
import { type ShownPop, shownPop } from './shown-call.ts'
import { useCallAlerts } from './useCallAlerts.ts'
import { useCallTicket } from './useCallTicket.ts'

export interface Desk {
  state: DeskState
  phone: PhoneState
  /** The call to show: with the server away, as the telephone itself knows it. */
  pop: ShownPop | null
  softphone: Softphone
  ringer: Ringer
  bench: Workbench
  /** Sends a command and shows a refusal in words. */
  act: <N extends Exclude<CommandName, 'desk:open'>>(name: N, body: CommandBody<N>, how?: { withinMs?: number; quiet?: boolean }) => Promise<boolean>
  /** Asks the server; rejects when it refuses. */
  ask: DeskConnection['ask']
  /** Hears an event of the server until the returned function is called. */
  listen: DeskConnection['on']
  takeBack: () => void
  notice: string | null
  setNotice: (notice: string | null) => void
  usesBrowserPhone: boolean
}

const DeskContext = createContext<Desk | null>(null)
/** The desk, or null for people who take no calls. */
export const useMaybeDesk = () => use(DeskContext)
export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (!desk) throw new Error('useDesk outside DeskProvider')
  return desk
}

export function DeskProvider({ children }: { children: ReactNode }) {
  const me = useMe()
  const session = useSession()
  const { t } = useTranslation()
  const [parts] = useState(() => {
    const bench = new Workbench(new LocalCopies(me.id))
    const connection = new DeskConnection({
      onRefused: session.refresh,
      onSessionEnded: (reason) => session.ended(t(`sessionEnded.${reason}`)),
      onOpened: () => void bench.sendAll(),
      onPop: ({ draft }) => bench.rings(draft.ticketId),
      onCaller: (found) => {
        // The ticket such a call is about is on the desk as it is saved.
        if (!connection.state.get().pop?.call.aboutTicket) bench.applyCaller(found.draft)
      },
    })
    return { bench, connection, softphone: new Softphone(), ringer: new Ringer() }
  })
  const { bench, connection, softphone, ringer } = parts
  const state = useStore(connection.state)
  const phone = useStore(softphone.state)
  const [notice, setNotice] = useState<string | null>(null)
  const usesBrowserPhone = me.phoneProfile.kind === 'browser'

  useEffect(() => {
    connection.start()
    return () => connection.stop()
  }, [connection])

  // Two tabs, one phone: the older tab keeps it only as long as its call lasts.
  const phoneWanted = usesBrowserPhone && !state.takenOver
  useEffect(() => {
    if (phoneWanted) softphone.start()
    else softphone.stop()
  }, [softphone, phoneWanted])
  useEffect(() => () => softphone.stop(), [softphone])

  const { call, ring, since } = phone
  const pop = useMemo(() => shownPop(state.pop, state.popIsLive, { call, ring, since }), [state.pop, state.popIsLive, call, ring, since])
  const localCall = pop?.local ? pop.call.callId : null
  useEffect(() => {
    if (localCall) connection.movedOn(localCall)
  }, [localCall, connection])
  // Who is only asked does not write in the form: that comes with the caller.
  const asked = pop?.local ? ring?.hotline?.asked === true : isSomebodyElses(pop?.call, state.agent?.agentId)
  useCallTicket(bench, asked ? null : pop, phone, state.offerEnded)
  useGoneTicket(bench, pop, state)
  const opened = state.agent !== null
  useEffect(() => {
    if (opened && !connection.state.get().pop) void bench.restore()
  }, [opened, bench, connection])

  const act = useCallback<Desk['act']>(
    async (name, body, { withinMs, quiet = false } = {}) => {
      try {
        await connection.command(name, body, withinMs)
        setNotice(null)
        return true
      } catch (error) {
        if (!quiet) setNotice(messageOf(error))
        return false
      }
    },
    [connection],
  )

  const desk = useMemo<Desk>(
    () => ({
      state,
      phone,
      pop,
      softphone,
      ringer,
      bench,
      act,
      ask: (name, body) => connection.ask(name, body),
      listen: (name, handle) => connection.on(name, handle),
      takeBack: () => connection.takeBack(),
      notice,
      setNotice,
      usesBrowserPhone,
    }),
    [state, phone, pop, softphone, ringer, bench, act, connection, notice, usesBrowserPhone],
  )
  useCallAlerts(desk)
  useGoToDeskWhenRinging(desk)
  return <DeskContext value={desk}>{children}</DeskContext>
}

/** Whoever else has the call now writes its ticket: two desks with one form would overwrite each other's words. */
function useGoneTicket(bench: Workbench, pop: ShownPop | null, { link, agent }: DeskState): void {
  const gone = link === 'connected' && agent?.state === 'wrap-up' && pop?.call.with?.agentId && isPassedOn(pop.call, agent.agentId) ? pop.draft.ticketId : null
  useEffect(() => {
    if (gone && bench.ticketId === gone) void bench.putAside()
  }, [gone, bench])
}

/** A caller waits for no page: whatever was open, the ringing call shows the desk. */
function useGoToDeskWhenRinging(desk: Desk): void {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const ringing = isRinging(desk)
  const was = useRef(false)
  useEffect(() => {
    if (ringing && !was.current && pathname !== '/') void navigate('/')
    was.current = ringing
  }, [ringing, pathname, navigate])
}
