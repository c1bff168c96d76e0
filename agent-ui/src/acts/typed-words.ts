// What was typed into a dialog survives a reload of the page: kept in this tab until the act is done.
import type { ActType } from '../../../src/contract/acts.ts'
import type { ActValues } from './act-body.ts'

const keyOf = (ticketId: string, type: ActType) => `gl.act.${ticketId}.${type}`

/** What is kept, or null. */
export function readTyped(ticketId: string, type: ActType): ActValues | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(ticketId, type)) ?? 'null')
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as ActValues) : null
  } catch {
    return null
  }
}

export function keepTyped(ticketId: string, type: ActType, values: ActValues): void {
  try {
    sessionStorage.setItem(keyOf(ticketId, type), JSON.stringify(values))
  } catch {
    // A full storage is no reason to stop typing.
  }
}

export const forgetTyped = (ticketId: string, type: ActType): void => sessionStorage.removeItem(keyOf(ticketId, type))
