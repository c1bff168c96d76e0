// The calls as one server's part sees them: its own, by the names the server itself gave their channels.
import type { CallController } from './controller.ts'
import type { CallState } from './state.ts'

export interface ServerCalls extends Omit<CallController, 'byChannel'> {
  byChannel(channelId: string): CallState | undefined
}

/** The calls of this server. */
export function callsAt(calls: CallController, serverId: string): ServerCalls {
  const own = (call: CallState) => call.serverId === serverId
  return {
    ...calls,
    all: () => calls.all().filter(own),
    open: () => calls.open().filter(own),
    byChannel: (channelId) => calls.byChannel(channelId, serverId),
  }
}
