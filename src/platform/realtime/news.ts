// Telling pages from any process, one with pages of its own or not: over Redis, best effort. A page that missed a line reads again
// by itself each minute, so nothing depends on it.
import { randomUUID } from 'node:crypto'
import type { EventBody, EventName } from '../../contract/socket.ts'
import type { Role } from '../../contract/values.ts'
import type { Redis } from '../redis/client.ts'
import { relayChannel } from './relay.ts'

/** The rooms a page is in by its person's roles and units. */
export const roleRoom = (role: Role): string => `role:${role}`
export const unitRoom = (unitId: string): string => `unit:${unitId}`

export interface News {
  tell<N extends EventName>(rooms: readonly string[], event: N, body: EventBody<N>): void
}

/** Makes the teller; nobody waits for it. */
export function createNews(redis: Redis): News {
  const from = randomUUID()
  return {
    tell(rooms, event, body) {
      for (const room of rooms) void redis.publish(relayChannel, JSON.stringify({ from, room, event, body, cut: false }))
    },
  }
}
