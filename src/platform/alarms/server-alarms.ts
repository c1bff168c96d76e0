// Alarms of one server among several: an alarm stays open while any of them has cause for it, and names those that have.
import type { AlarmCode } from '../../contract/values.ts'
import type { Alarms } from './alarms.ts'

type Voice = Pick<Alarms, 'raise' | 'clear'>

/** Gives each server a voice of its own. With one server nothing is added to what is said. */
export function createServerAlarms(alarms: Voice, serverIds: readonly string[]): (serverId: string) => Voice {
  const open = new Map<AlarmCode, Map<string, string>>()
  if (serverIds.length < 2) return () => alarms
  const tell = (code: AlarmCode) => {
    const causes = open.get(code)
    if (!causes || causes.size === 0) return alarms.clear(code)
    // In the order of the settings, so that the same causes are always the same words.
    const named = serverIds.flatMap((id) => (causes.has(id) ? [[id, causes.get(id) ?? ''] as const] : []))
    alarms.raise(code, named.map(([id, detail]) => (detail ? `${id}: ${detail}` : id)).join('; '))
  }
  return (serverId) => ({
    raise(code, detail = '') {
      open.set(code, (open.get(code) ?? new Map<string, string>()).set(serverId, detail))
      tell(code)
    },
    clear(code) {
      if (open.get(code)?.delete(serverId)) tell(code)
    },
  })
}
