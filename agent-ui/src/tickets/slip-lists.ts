// Which slips of a petition stand beside the one a page is about, and in which order: always the oldest first. Pure.
import type { Slip } from '../../../src/contract/slips.ts'

type Known = Pick<Slip, 'id' | 'number' | 'part' | 'state'>

export interface SlipLists<S> {
  /** The main slip that goes on, where the page is about another: a coordinating unit's own. */
  main: S | null
  /** Those that help, or helped, with the same main slip. */
  coordinating: S[]
  /** Every slip that is over. */
  earlier: S[]
}

/** The slips beside `shown`; null: no slip goes on, the petition is at the desk or over. */
export function slipLists<S extends Known>(slips: readonly S[], shown: S | null): SlipLists<S> {
  const inOrder = slips.toSorted((a, b) => a.number - b.number)
  const others = inOrder.filter(({ id }) => id !== shown?.id)
  const mains = inOrder.filter(({ part }) => part === 'main')
  // Helpers are asked after the slip they help with was sent, and before the next main one.
  const upTo = shown?.number ?? 0
  const own = mains.findLast(({ number }) => number <= upTo)
  const next = mains.find(({ number }) => number > upTo)
  const helps = ({ part, number }: S) => part === 'coordinating' && own !== undefined && number > own.number && (next === undefined || number < next.number)
  return {
    main: others.find(({ part, state }) => part === 'main' && state !== 'closed') ?? null,
    coordinating: shown ? others.filter(helps) : [],
    earlier: others.filter(({ state }) => state === 'closed'),
  }
}
