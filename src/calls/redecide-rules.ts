// Decides a call again from its recorded events: the same events must give the same effects. Pure.
import { reduce } from './reducer.ts'
import type { CallEffect, CallEvent, CallState } from './state.ts'

/** One step as it was recorded; `state` is known only where it comes from the journal. */
export interface RecordedStep {
  seq: number
  at: number
  event: CallEvent
  effects: readonly CallEffect[]
  state?: CallState
}

export interface RedecidedStep {
  step: RecordedStep
  /** As decided now; null where steps before it are missing, so that nothing can be decided. */
  again: readonly CallEffect[] | null
  same: boolean
}

export interface Redecision {
  steps: RedecidedStep[]
  /** Where the call stands after its last step; null when too much is missing to say. */
  state: CallState | null
  /** Numbers of the steps that are not recorded any more. */
  missing: number[]
}

/** Runs the reducer over the steps of one call, oldest first. After a gap it goes on from a recorded state, if there is one. */
export function decideAgain(recorded: readonly RecordedStep[]): Redecision {
  const missing: number[] = []
  const steps: RedecidedStep[] = []
  let state: CallState | null = null
  let next = 1
  for (const step of recorded) {
    const gap = step.seq > next
    for (; next < step.seq; next += 1) missing.push(next)
    next = step.seq + 1
    const decidable: boolean = !gap && (state !== null || step.event.type === 'arrived' || step.event.type === 'placed' || step.event.type === 'booked')
    if (!decidable) {
      state = step.state ?? null
      steps.push({ step, again: null, same: true })
      continue
    }
    const decided = reduce(state, step.event, step.at)
    state = decided.state
    steps.push({ step, again: decided.effects, same: sameJson(decided.effects, step.effects) })
  }
  return { steps, state, missing }
}

/** Whether two values are the same once written as JSON, whatever the order of their names. */
export function sameJson(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}
