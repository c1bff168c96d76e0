// When a process that runs but does not answer is ended by force. Pure: it counts failed asks, never time, so that a
// machine that slept or a launcher that was stopped for a while does not take its own absence for the other's.

/** Between two asks; an ask that is not answered within this time has failed. */
export const askEveryMs = 1000
/** About 20 s without an answer. */
const failuresAllowed = 20
/** A minute for one that comes up and has not answered yet. */
const failuresAllowedAtStart = 60

export interface Watch {
  /** The process these counts belong to. */
  pid: number | null
  answered: boolean
  failures: number
}

export const nothingWatched: Watch = { pid: null, answered: false, failures: 0 }

/** One ask later: the new counts, and whether the process is to be killed. A process that is not there is no matter of ours. */
export function afterAsk(before: Watch, pid: number | null, answered: boolean): { watch: Watch; kill: boolean } {
  if (pid === null) return { watch: nothingWatched, kill: false }
  const known = before.pid === pid ? before : { ...nothingWatched, pid }
  if (answered) return { watch: { pid, answered: true, failures: 0 }, kill: false }
  const failures = known.failures + 1
  if (failures < (known.answered ? failuresAllowed : failuresAllowedAtStart)) return { watch: { ...known, failures }, kill: false }
  return { watch: nothingWatched, kill: true }
}
