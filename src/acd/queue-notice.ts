// Tells the desks who is waiting: soon after a change, not at each one, and nothing when the list is the same again.
// With a free agent a call joins and leaves the queue in one breath; sixty pages need not hear of it.
import { type WaitingCall, waitingShown } from '../contract/calls.ts'

export interface QueueNotice {
  /** Something about the queue changed. */
  changed(): void
  /** A desk opened with a list of its own: the next telling goes out whatever it says. */
  deskOpened(): void
  stop(): void
}

const SOON_MS = 50

/** Makes the notice; `list` is read when it is told. */
export function createQueueNotice(deps: { list: () => WaitingCall[]; tell: (waiting: WaitingCall[], length: number) => void }): QueueNotice {
  let timer: NodeJS.Timeout | undefined
  let told: string | null = null
  const look = () => {
    timer = undefined
    const all = deps.list()
    const waiting = all.slice(0, waitingShown)
    const text = JSON.stringify([waiting, all.length])
    if (text === told) return
    told = text
    deps.tell(waiting, all.length)
  }
  return {
    changed() {
      timer ??= setTimeout(look, SOON_MS)
    },
    deskOpened() {
      told = null
    },
    stop: () => clearTimeout(timer),
  }
}
