// Who waits under a controller that is gone. Pure: rows of CoreShowChannels go in, what to do with them comes out.

/** A row as Asterisk writes it. */
export type ChannelRow = Readonly<Record<string, string>>

export interface Forsaken {
  /** Callers to send into the dialplan's own queue, with the number each dialled. */
  callers: { channel: string; exten: string }[]
  /** Operators' legs that ring or sit for one of them, alone in their bridge. */
  legs: string[]
}

/** A controller that lives says so in AstDB every few seconds (src/acd/dialplan-flags.ts); this is longer, s. */
const beatLimitSeconds = 5

/** Everybody whom the controller has put nowhere else than in its own hands; two who talk are left alone. */
export function forsaken(rows: readonly ChannelRow[]): Forsaken {
  const inBridge = new Map<string, number>()
  for (const row of rows) {
    const bridge = row['BridgeId'] ?? ''
    if (bridge !== '') inBridge.set(bridge, (inBridge.get(bridge) ?? 0) + 1)
  }
  const talks = (row: ChannelRow) => (inBridge.get(row['BridgeId'] ?? '') ?? 0) > 1
  const idle = rows.filter((row) => !talks(row) && (row['Channel'] ?? '') !== '')
  return {
    callers: idle.filter(isHeldCaller).map((row) => ({ channel: row['Channel'] ?? '', exten: row['Exten'] || 's' })),
    legs: idle.filter((row) => /^[0-9a-f-]{36}\.(?:leg|consult)-\d+$/.test(row['Uniqueid'] ?? '')).map((row) => row['Channel'] ?? ''),
  }
}

/** Whether some controller, ours or a standby elsewhere, told Asterisk of itself lately; `seen` as AstDB has it. */
export function isSeen(seen: string | undefined, nowMs: number): boolean {
  // A beat from the future was given before the clock was set back: nobody knows how old it is.
  return Math.abs(nowMs / 1000 - Number(seen ?? 0)) <= beatLimitSeconds
}

const isHeldCaller = ({ Application, ApplicationData = '' }: ChannelRow): boolean =>
  (Application === 'Stasis' && /^[^,]+,caller(,|$)/.test(ApplicationData)) ||
  (Application === 'StasisBroadcast' && /^\d+,[^,]*,caller(:|$)/.test(ApplicationData))
