// What a Q.850 cause says about a number that was dialled. Pure.

/** How a call out ended that nobody answered; also how one passed on to a number outside did. */
export const unansweredOutcomes = ['busy', 'no-answer', 'refused', 'unreachable', 'wrong-number', 'cancelled'] as const
export type UnansweredOutcome = (typeof unansweredOutcomes)[number]

const outcomes: Readonly<Record<number, UnansweredOutcome>> = {
  1: 'wrong-number', // unallocated number
  2: 'wrong-number', // no route to the network
  3: 'unreachable', // no route to the destination
  16: 'refused', // normal clearing before the answer: he pressed "refuse"
  17: 'busy',
  18: 'no-answer', // no user responding
  19: 'no-answer', // rang, nobody answered
  20: 'unreachable', // telephone switched off
  21: 'refused',
  22: 'wrong-number', // number changed
  26: 'no-answer', // answered elsewhere
  27: 'unreachable', // destination out of order
  28: 'wrong-number', // invalid number format
  31: 'unreachable',
  102: 'no-answer', // timer of the network ran out
}

/** The outcome of a number that did not answer; what says nothing is unreachable. */
export const outcomeOfCause = (cause: number): UnansweredOutcome => outcomes[cause] ?? 'unreachable'
