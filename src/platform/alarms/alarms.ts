// What does not work at present and needs somebody: one open alarm a code, kept in memory, its history in the journal.
import { randomUUID } from 'node:crypto'
import type { Alarm } from '../../contract/alarms.ts'
import type { AlarmCode } from '../../contract/values.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging/logger.ts'

/** What the journal keeps. `began`: a process took up its work, and what the one before left open ends with it. */
export type AlarmStep =
  | { step: 'began'; at: number }
  | { step: 'raised' | 'cleared'; id: string; code: AlarmCode; detail: string; raisedAt: number; clearedAt: number | null }

export interface Alarms {
  /** Opens the alarm of this code; one that is open already only gets the new detail. Never personal data in it. */
  raise(code: AlarmCode, detail?: string): void
  /** Closes it; nothing happens when none is open. */
  clear(code: AlarmCode): void
  /** The open ones, oldest first. */
  open(): Alarm[]
  /** Called with all open alarms at each change. */
  onChange(listener: (open: Alarm[]) => void): void
  /** To be called once, when this process takes up its work: alarms of the former one are closed unless raised again. */
  begin(): void
}

interface OpenAlarm {
  id: string
  detail: string
  raisedAt: number
}

interface Deps {
  clock: Clock
  logger: Logger
  /** Appends to the journal. */
  record(step: AlarmStep, subject: string, at: number): void
}

/** Makes the alarms of one process; none is open at first. */
export function createAlarms({ clock, logger, record }: Deps): Alarms {
  const log = logger.child({ room: 'alarms' })
  const alarms = new Map<AlarmCode, OpenAlarm>()
  const listeners: ((open: Alarm[]) => void)[] = []

  const open = (): Alarm[] => [...alarms].map(([code, { detail, raisedAt }]) => ({ code, detail, raisedAt: new Date(raisedAt).toISOString() })).sort(byTime)
  const changed = () => {
    for (const listener of listeners) listener(open())
  }
  /** A journal that cannot be written is itself a reason for alarms: those in memory must not fall with it. */
  const keep = (step: AlarmStep, subject: string, at: number) => {
    try {
      record(step, subject, at)
    } catch (error) {
      log.error('alarm not in the journal', { step: step.step, subject, error })
    }
  }

  return {
    raise(code, detail = '') {
      const known = alarms.get(code)
      if (known?.detail === detail) return
      if (known) known.detail = detail
      else {
        const alarm = { id: randomUUID(), detail, raisedAt: clock.now().getTime() }
        alarms.set(code, alarm)
        log.error('alarm raised', { code, detail })
        keep({ step: 'raised', code, ...alarm, clearedAt: null }, code, alarm.raisedAt)
      }
      changed()
    },
    clear(code) {
      const known = alarms.get(code)
      if (!known) return
      alarms.delete(code)
      // A clock that was set back meanwhile must not end an alarm before it began.
      const clearedAt = Math.max(known.raisedAt, clock.now().getTime())
      log.info('alarm cleared', { code, seconds: Math.round((clearedAt - known.raisedAt) / 1000) })
      keep({ step: 'cleared', code, ...known, clearedAt }, code, clearedAt)
      changed()
    },
    open,
    onChange: (listener) => void listeners.push(listener),
    begin() {
      const at = clock.now().getTime()
      keep({ step: 'began', at }, 'all', at)
    },
  }
}

const byTime = (a: Alarm, b: Alarm): number => a.raisedAt.localeCompare(b.raisedAt)
