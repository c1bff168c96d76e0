// The open alarms: fetched by those who look after the system, told to every desk by the server. Pure choice of who sees what.
import type { Alarm } from '../../../src/contract/alarms.ts'
import type { AlarmCode } from '../../../src/contract/values.ts'

/** What changes an operator's own work; the rest is for those who look after the system. */
const forOperators = new Set<AlarmCode>(['recordings-full', 'recording-failed', 'asterisk-away', 'database-away'])

/** The alarms this person is shown, the oldest first. */
export function shownAlarms(alarms: readonly Alarm[], looksAfterSystem: boolean): Alarm[] {
  return alarms.filter(({ code }) => looksAfterSystem || forOperators.has(code)).toSorted((a, b) => a.raisedAt.localeCompare(b.raisedAt))
}
