// What a supervisor does on the board: one command at a time, a refusal stays on the page in words.
import { useCallback, useMemo, useState } from 'react'
import type { CommandBody, CommandName } from '../../../src/contract/socket.ts'
import { messageOf } from '../api/client.ts'
import type { BoardCommand } from './board-connection.ts'

export interface BoardActs {
  busy: boolean
  /** Why the last one was refused; null when it was not. */
  refusal: string | null
  dismiss: () => void
  act: <N extends CommandName>(name: N, body: CommandBody<N>) => Promise<boolean>
}

export function useBoardActs(command: BoardCommand): BoardActs {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const act = useCallback<BoardActs['act']>(
    async (name, body) => {
      setBusy(true)
      try {
        await command(name, body)
        setRefusal(null)
        return true
      } catch (error) {
        setRefusal(messageOf(error))
        return false
      } finally {
        setBusy(false)
      }
    },
    [command],
  )
  // The same object while nothing of it changed: rows that were given it are not drawn again.
  return useMemo(() => ({ busy, refusal, dismiss: () => setRefusal(null), act }), [busy, refusal, act])
}
