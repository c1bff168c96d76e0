// Is there room for recordings, and are they made? Looked at every 10 s and at once when one fails.
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Alarms } from './alarms.ts'

export interface RecordingWatch {
  start(): void
  /** A recording was refused or broke off. */
  failed(detail?: string): void
  /** A recording ended as it should: the fault has passed. */
  succeeded(): void
  /** Looks at the folder now. */
  look(): Promise<void>
  stop(): void
}

interface Deps {
  alarms: Alarms
  folder: string
  /** With less than this left (bytes) the alarm is raised. */
  reserveBytes: number
  intervalMs?: number
  free?: (folder: string) => Promise<number>
}

const MEGABYTE = 2 ** 20
/** Room must have grown by this part before the alarm is cleared, or it would come and go with each call. */
const EASE = 1.1

/** Makes the watch; nothing is looked at before `start()`. */
export function watchRecordings({ alarms, folder, reserveBytes, intervalMs = 10_000, free = freeBytes }: Deps): RecordingWatch {
  let timer: NodeJS.Timeout | undefined
  let isFull = false
  const look = async () => {
    const left = await free(folder).catch(() => null)
    // A folder that cannot be read takes no recording either.
    if (left === null || left < reserveBytes) {
      isFull = true
      alarms.raise('recordings-full', left === null ? folder : `${Math.floor(left / MEGABYTE)} MB`)
    } else if (isFull && left >= reserveBytes * EASE) {
      isFull = false
      alarms.clear('recordings-full')
    }
  }
  return {
    start() {
      void look()
      timer = setInterval(() => void look(), intervalMs)
      timer.unref()
    },
    failed(detail = '') {
      alarms.raise('recording-failed', detail)
      void look()
    },
    succeeded: () => alarms.clear('recording-failed'),
    look,
    stop: () => clearInterval(timer),
  }
}

/** What an ordinary process may still write there; Asterisk makes the folder itself at its first start. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const disk = await statfs(folder)
    // Without an inode left no file is made, however many bytes are free.
    return disk.files > 0 && disk.ffree === 0 ? 0 : disk.bavail * disk.bsize
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const above = path.dirname(folder)
    if (!isMissing || above === folder) throw error
    return freeBytes(above)
  }
}
