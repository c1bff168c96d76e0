// What became different on a live board: made by whoever has the calls, applied by the page. Pure; applying a change to the board it was
// made from gives exactly the board it was made for.
import type { BoardAgent, BoardCall, BoardChange, BoardState, ListChange } from './board.ts'

const lists = ['waiting', 'calls', 'leaving', 'agents'] as const
type Item<L extends (typeof lists)[number]> = BoardState[L][number]

/** The texts of a list's rows, by their ids: what two boards are compared by. */
export interface BoardTexts {
  state: BoardState
  rows: Record<(typeof lists)[number], ReadonlyMap<string, string>>
}

const idOf = (row: BoardCall | BoardAgent): string => ('status' in row ? row.callId : row.agentId)

/** The board with what it is compared by; made once for each board. */
export function textsOf(state: BoardState): BoardTexts {
  const of = (rows: readonly (BoardCall | BoardAgent)[]) => new Map(rows.map((row) => [idOf(row), JSON.stringify(row)]))
  return { state, rows: { waiting: of(state.waiting), calls: of(state.calls), leaving: of(state.leaving), agents: of(state.agents) } }
}

/** What makes `after` out of `before`; null when nothing but the moment is another. */
export function changeOf(before: BoardTexts, after: BoardTexts): Omit<BoardChange, 'from' | 'seq'> | null {
  const { serverTime, telephony, wrapupSeconds, greeting } = after.state
  const old = before.state
  const change: Omit<BoardChange, 'from' | 'seq'> = {
    serverTime,
    ...(old.telephony === telephony ? {} : { telephony }),
    ...(old.wrapupSeconds === wrapupSeconds ? {} : { wrapupSeconds }),
    ...(old.greeting === greeting ? {} : { greeting }),
    ...listIf('waiting', before, after),
    ...listIf('calls', before, after),
    ...listIf('leaving', before, after),
    ...listIf('agents', before, after),
  }
  return Object.keys(change).length > 1 ? change : null
}

function listIf<L extends (typeof lists)[number]>(list: L, before: BoardTexts, after: BoardTexts): { [K in L]?: ListChange<Item<L>> } {
  const [old, now] = [before.rows[list], after.rows[list]]
  const gone = [...old.keys()].filter((id) => !now.has(id))
  const put = (after.state[list] as Item<L>[]).filter((row) => old.get(idOf(row)) !== now.get(idOf(row)))
  const change: ListChange<Item<L>> = { gone, put }
  const order = [...now.keys()]
  const natural = applied(before.state[list] as Item<L>[], change).map(idOf)
  const moved = natural.some((id, place) => id !== order[place])
  if (gone.length === 0 && put.length === 0 && !moved) return {}
  return { [list]: moved ? { ...change, order } : change } as { [K in L]?: ListChange<Item<L>> }
}

/** Rows that stay keep their place, new ones come last, unless an order is given. Rows that are the same stay the same objects. */
function applied<R extends BoardCall | BoardAgent>(rows: readonly R[], { gone, put, order }: ListChange<R>): R[] {
  const next = new Map(rows.map((row) => [idOf(row), row]))
  for (const id of gone) next.delete(id)
  for (const row of put) next.set(idOf(row), row)
  if (!order) return [...next.values()]
  return order.map((id) => next.get(id)).filter((row) => row !== undefined)
}

/** The board after a change. */
export function applyChange(state: BoardState, change: BoardChange): BoardState {
  const { seq, serverTime, waiting, calls, leaving, agents } = change
  return {
    ...{ seq, serverTime },
    telephony: change.telephony ?? state.telephony,
    wrapupSeconds: change.wrapupSeconds ?? state.wrapupSeconds,
    greeting: change.greeting ?? state.greeting,
    waiting: waiting ? applied(state.waiting, waiting) : state.waiting,
    calls: calls ? applied(state.calls, calls) : state.calls,
    leaving: leaving ? applied(state.leaving, leaving) : state.leaving,
    agents: agents ? applied(state.agents, agents) : state.agents,
  }
}

/** The whole board as it was read anew, with the rows that did not change as the objects they were: what is drawn of them stays. */
export function keepingRows(before: BoardState | null, after: BoardState): BoardState {
  if (!before) return after
  const keep = <R extends BoardCall | BoardAgent>(old: readonly R[], now: readonly R[]): R[] => {
    const known = new Map(old.map((row) => [idOf(row), row]))
    return now.map((row) => {
      const same = known.get(idOf(row))
      return same && JSON.stringify(same) === JSON.stringify(row) ? same : row
    })
  }
  return {
    ...after,
    waiting: keep(before.waiting, after.waiting),
    calls: keep(before.calls, after.calls),
    leaving: keep(before.leaving, after.leaving),
    agents: keep(before.agents, after.agents),
  }
}
