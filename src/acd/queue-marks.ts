// What decides about the turn of a caller who waits, as pages show it. Pure.
import type { CallState } from '../calls/state.ts'
import type { QueueMarks } from '../contract/calls.ts'
import type { NameOf } from './views.ts'

/** Nothing is shown where nothing of callers may be. */
export const noMarks: QueueMarks = { priorityMinutes: 0, rings: null, known: null }

/** His priority, his rings, the operator he knows. */
export function marksOf({ choice, service, queuedAt, arrivedAt, knownAgentId }: CallState, nameOf: NameOf): QueueMarks {
  const rings = choice?.skill ? service?.rings : undefined
  return {
    priorityMinutes: choice?.priorityMinutes ?? 0,
    rings: rings ? { since: new Date(queuedAt ?? arrivedAt).toISOString(), afterSeconds: rings.map(({ afterSeconds }) => afterSeconds) } : null,
    known: knownAgentId === undefined ? null : nameOf(knownAgentId),
  }
}
