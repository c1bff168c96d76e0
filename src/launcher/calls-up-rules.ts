// Which of Asterisk's channels are callers. Pure.

/** The trunk's endpoint of dialplan/pjsip.conf: whoever comes over it is a caller; all else belongs to a call. */
const callerChannel = /^PJSIP\/trunk-/

/** How many callers are among the rows of CoreShowChannels. */
export function callersAmong(rows: readonly Readonly<Record<string, string>>[]): number {
  return rows.filter((row) => callerChannel.test(row['Channel'] ?? '')).length
}
