// Who is signed in; asks the server at start and forgets at the server's word.
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react'
import type { Me } from '../../../src/contract/accounts.ts'
import type { Role } from '../../../src/contract/values.ts'
import { forgetAllTyped } from '../acts/typed-words.ts'
import { ApiError, api, whenSignedOut } from '../api/client.ts'
import { onRolesChanged } from '../api/roles-changed.ts'
import { forgetSentDrafts } from '../form/local-copy.ts'

export type SessionState =
  | { kind: 'loading' }
  | { kind: 'unreachable' } /** `chosen`: the person signed out himself, so the next one starts at the start. */
  | { kind: 'signed-out'; reason: string | null; chosen?: boolean }
  | { kind: 'signed-in'; me: Me }

interface Session {
  state: SessionState
  entered: (me: Me) => void
  ended: (reason: string | null) => void
  signOut: () => Promise<void>
  refresh: () => void
}

const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession outside SessionProvider')
  return session
}

/** The signed-in person; only below the signed-in part of the app. */
export function useMe(): Me {
  const { state } = useSession()
  if (state.kind !== 'signed-in') throw new Error('useMe while signed out')
  return state.me
}

export const hasRole = (me: Me, ...roles: Role[]) => me.roles.some((role) => roles.includes(role))
/** May this person take calls? */
export const isAgent = (me: Me) => hasRole(me, 'operator', 'supervisor')
/** Sees what waits at the operators' desk: whoever works there, and who watches over it. */
export const readsDesk = (me: Me) => isAgent(me) || hasRole(me, 'overseer')
/** Does somebody send slips to this person's unit? */
export const isHandler = (me: Me) => hasRole(me, 'focal-point', 'unit-head', 'provincial-office')
/** Has this person, in the own right, a role somebody else can take over? */
export const mayNameDeputy = (me: Me) => me.memberships.some(({ role, onBehalfOf }) => !onBehalfOf && role !== 'operator' && role !== 'administrator')
export const mayReadTickets = (me: Me) => isHandler(me) || hasRole(me, 'operator', 'supervisor', 'overseer')

export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: 'loading' })
  const refresh = useCallback(() => {
    api('me')
      .then((me) => setState({ kind: 'signed-in', me }))
      .catch((error: unknown) => {
        const signedOut = error instanceof ApiError && error.code === 'not-signed-in'
        // A server that does not answer ends no session: the desk keeps its phone and its form.
        setState((old) =>
          signedOut ? { kind: 'signed-out', reason: old.kind === 'signed-out' ? old.reason : null } : old.kind === 'signed-in' ? old : { kind: 'unreachable' },
        )
      })
  }, [])
  const ended = useCallback((reason: string | null) => setState({ kind: 'signed-out', reason }), [])
  useEffect(() => {
    whenSignedOut(() => setState((old) => (old.kind === 'signed-in' ? { kind: 'signed-out', reason: null } : old)))
    refresh()
    // Roles were given or taken away: what the bar and the pages offer follows at once.
    return onRolesChanged(refresh)
  }, [refresh])
  const session = useMemo<Session>(
    () => ({
      state,
      refresh,
      ended,
      entered: (me) => setState({ kind: 'signed-in', me }),
      signOut: async () => {
        await api('signOut')
        forgetSentDrafts()
        forgetAllTyped()
        setState({ kind: 'signed-out', reason: null, chosen: true })
      },
    }),
    [state, refresh, ended],
  )
  return <SessionContext value={session}>{children}</SessionContext>
}
