// What was typed into a dialog survives a reload of the page: kept in this tab until the act is done, for the one who typed it and the
// one thing it was about.
import type { ActType } from '../../../src/contract/acts.ts'
import type { Slip } from '../../../src/contract/slips.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { type ActValues, resultToCheck } from './act-body.ts'

const prefix = 'gl.act.'
const ofResult: ReadonlySet<ActType> = new Set(['approve', 'send-back'])
const ofTicket: ReadonlySet<ActType> = new Set(['comment', 'urge'])

/** Where it is kept: words about one result or one term of a slip never come back for another, nor for another person. */
export function typedKey(personId: string, ticket: Ticket, type: ActType, slip: Slip | null = null): string {
  const about = ofTicket.has(type) ? '' : ofResult.has(type) ? (resultToCheck(ticket)?.id ?? '') : slip ? `${slip.id}:${slip.termNo}` : `cycle:${ticket.cycle}`
  return `${prefix}${personId}.${ticket.id}.${type}.${about}`
}

/** What is kept, or null. */
export function readTyped(key: string): ActValues | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as ActValues) : null
  } catch {
    return null
  }
}

export function keepTyped(key: string, values: ActValues): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(values))
  } catch {
    // A full storage is no reason to stop typing.
  }
}

export const forgetTyped = (key: string): void => sessionStorage.removeItem(key)

/** Who signs out leaves no words for whoever sits down next. */
export function forgetAllTyped(storage: Storage = sessionStorage): void {
  for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key)
}
