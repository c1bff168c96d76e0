// Which telephones and trunk addresses answer Asterisk's OPTIONS, and how fast. Says nothing about who may call.
import type { Alarms } from '../alarms/alarms.ts'
import type { Logger } from '../logging/logger.ts'
import type { Ami, AmiFields } from './ami.ts'

/** The endpoint of pjsip.conf that only asks the trunk's addresses whether they are there. */
export const trunkHealthAor = 'trunk-health'

export interface Contact {
  /** The account: an operator's softphone, or the trunk. */
  aor: string
  uri: string
  reachable: boolean
  /** null until measured. */
  roundTripMs: number | null
}

export interface ContactHealth {
  contacts(): Contact[]
  start(): void
  stop(): void
}

interface Deps {
  ami: Pick<Ami, 'list' | 'onEvent' | 'onConnected'>
  alarms: Pick<Alarms, 'raise' | 'clear'>
  logger: Logger
  /** Asterisk tells of changes only; round trips are asked for so often. */
  refreshMs?: number
}

const slowMs = 400

/** Listens to contacts' coming, going and answering. */
export function createContactHealth({ ami, alarms, logger, refreshMs = 60_000 }: Deps): ContactHealth {
  const log = logger.child({ room: 'contacts' })
  const contacts = new Map<string, Contact>()
  let timer: NodeJS.Timeout | undefined

  const judgeTrunk = () => {
    const silent = [...contacts.values()].filter((contact) => contact.aor === trunkHealthAor && !contact.reachable)
    if (silent.length > 0) alarms.raise('trunk-unreachable', silent.map((contact) => contact.uri.replace(/^sips?:/, '')).join(', '))
    else alarms.clear('trunk-unreachable')
  }
  const learn = (aor: string, fields: AmiFields) => {
    const uri = fields['uri'] ?? ''
    const status = fields['contactstatus'] ?? fields['status'] ?? ''
    const known = contacts.get(`${aor} ${uri}`)
    if (/^removed/i.test(status)) return void contacts.delete(`${aor} ${uri}`)
    const usec = Number(fields['roundtripusec'])
    const roundTripMs = Number.isFinite(usec) && usec > 0 ? usec / 1000 : null
    // A contact nobody asks (NonQualified, Unknown, Created) counts as there: it registered itself.
    contacts.set(`${aor} ${uri}`, { aor, uri, reachable: !/^unavail|^unreach/i.test(status), roundTripMs })
    if ((roundTripMs ?? 0) > slowMs && (known?.roundTripMs ?? 0) <= slowMs) log.warn('telephone answers slowly', { account: aor, roundTripMs })
  }
  /** PJSIPShowContacts leaves out the contacts that stand in pjsip.conf. */
  const trunkContacts = async (): Promise<AmiFields[]> => {
    try {
      const rows = await ami.list({ action: 'PJSIPShowEndpoint', endpoint: trunkHealthAor })
      return rows.filter((row) => row['event'] === 'ContactStatusDetail')
    } catch (error) {
      // Without SIP_TRUNK_QUALIFY there is no such endpoint.
      if (error instanceof Error && error.message.startsWith('Unable to retrieve endpoint')) return []
      throw error
    }
  }
  const refresh = async () => {
    try {
      const registered = await ami.list({ action: 'PJSIPShowContacts' })
      const trunk = await trunkContacts()
      contacts.clear()
      for (const row of registered) learn(accountOf(row), row)
      for (const row of trunk) learn(trunkHealthAor, row)
      judgeTrunk()
    } catch {
      // Away: what was known stays, until the next connection.
    }
  }
  ami.onConnected(refresh)
  ami.onEvent('ContactStatus', (event) => {
    learn(event['aor'] ?? '', event)
    if (event['aor'] === trunkHealthAor) judgeTrunk()
  })
  return {
    contacts: () => [...contacts.values()],
    start() {
      timer = setInterval(() => void refresh(), refreshMs)
      timer.unref()
    },
    stop: () => clearInterval(timer),
  }
}

/** Contact rows name their account in ObjectName as `account;@hash`. */
function accountOf(row: AmiFields): string {
  return (row['objectname'] ?? '').replace(/;@.*$/, '')
}
