/** The only way to ask for the time: rules get it as an argument, services get a clock, tests turn one by hand. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
