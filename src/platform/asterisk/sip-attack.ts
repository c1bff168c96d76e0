// Refused SIP registrations and calls, counted by address; many of them raise the alarm. Only addresses are kept and told.
import type { Alarms } from '../alarms/alarms.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging/logger.ts'
import type { Ami, AmiFields } from './ami.ts'
import { type AttackLimits, addressOf, attackLimits, type FailureTimes, failureEvents, isAttack, withFailure } from './sip-attack-rules.ts'

interface Deps {
  ami: Pick<Ami, 'onEvent'>
  alarms: Pick<Alarms, 'raise' | 'clear'>
  clock: Clock
  logger: Logger
  limits?: AttackLimits
  /** Without an attack for so long the alarm is cleared. */
  quietMs?: number
  lookMs?: number
}

/** Addresses can be forged, so their number is bounded: the one that failed longest ago is forgotten first. */
const mostAddresses = 1000
const mostTold = 5

/** Listens to Asterisk's security events. */
export function watchSipAttacks({ ami, alarms, clock, logger, limits = attackLimits, quietMs = 600_000, lookMs = 10_000 }: Deps) {
  const log = logger.child({ room: 'sip' })
  const failures = new Map<string, FailureTimes>()
  const attackers = new Set<string>()
  let together: FailureTimes = []
  let attackedAt: number | null = null
  let timer: NodeJS.Timeout | undefined

  const failed = (fields: AmiFields) => {
    const remote = fields['service'] === 'PJSIP' ? addressOf(fields['remoteaddress'] ?? '') : null
    if (!remote) return
    const at = clock.now().getTime()
    const before = failures.get(remote) ?? []
    const times = withFailure(before, at, limits.perAddress, limits.windowMs)
    failures.delete(remote)
    failures.set(remote, times)
    if (failures.size > mostAddresses) for (const oldest of [...failures.keys()].slice(0, failures.size - mostAddresses)) failures.delete(oldest)
    together = withFailure(together, at, limits.together, limits.windowMs)
    // One line for each address and window: an attack must not fill the disk with its own log.
    if (times.length === 1) log.warn('SIP authentication failed', { remote, kind: fields['event'] })
    const alone = isAttack(times, limits.perAddress)
    if (!alone && !isAttack(together, limits.together)) return
    attackedAt = at
    if (alone) attackers.add(remote)
    alarms.raise('sip-attack', detailOf(attackers, failures.size))
  }
  const look = () => {
    const now = clock.now().getTime()
    for (const [remote, times] of failures) if ((times.at(-1) ?? 0) <= now - limits.windowMs) failures.delete(remote)
    if (attackedAt === null || now - attackedAt < quietMs) return
    attackedAt = null
    attackers.clear()
    alarms.clear('sip-attack')
  }
  for (const name of failureEvents) ami.onEvent(name, failed)
  return {
    start() {
      timer = setInterval(look, lookMs)
      timer.unref()
    },
    stop: () => clearInterval(timer),
  }
}

/** The first few attackers by address, or how many addresses there are when none stands out. */
function detailOf(attackers: ReadonlySet<string>, addresses: number): string {
  if (attackers.size === 0) return `${addresses} IP`
  const told = [...attackers].slice(0, mostTold).join(', ')
  return attackers.size > mostTold ? `${told} (+${attackers.size - mostTold})` : told
}
