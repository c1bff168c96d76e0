// A caller enters the controller's hands: new, or offered again by the dialplan.
import { randomUUID } from 'node:crypto'
import type { Logger } from 'winston'
import { toE164 } from '../contract/phone-number.ts'
import type { MediaEvent } from './ari-mapper.ts'
import { callerNumberText, callerText } from './caller-text-rules.ts'
import type { ServerCalls } from './server-calls.ts'
import type { ServiceOffered } from './service-rules.ts'

/** An id the dialplan gave the call, if it is one. */
const idFrom = (value: string | undefined): string => (value && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : randomUUID())

interface Deps {
  calls: ServerCalls
  logger: Logger
  serverId: string
  isOpen: () => boolean
  service: () => ServiceOffered
}

/** Makes a call of a caller in the controller's hands; one the dialplan offers again goes on with the call he has. */
export function admit(deps: Deps, event: Extract<MediaEvent, { type: 'caller-entered' }>, unwelcomed?: 'unwelcomed'): void {
  const { variables } = event
  const known = deps.calls.byChannel(event.channelId)
  if (known) return void (known.phase === 'fallback' && deps.calls.dispatch(known.callId, { type: 'back-from-fallback' }))
  const callId = idFrom(variables['CALL_ID'])
  const open = deps.isOpen()
  const { greeting, takesMessages, rates, service } = deps.service()
  const arrivedAt = Number(variables['ARRIVED_AT'])
  // The log's line comes after the ring, which may go out in this turn.
  setImmediate(() => deps.logger.info('call arrived', { callId, open }))
  deps.calls.dispatch(callId, {
    type: 'arrived',
    callId,
    ticketId: idFrom(variables['TICKET_ID']),
    recordingId: idFrom(variables['RECORDING_ID']),
    serverId: deps.serverId,
    channelId: event.channelId,
    callerNumber: toE164(event.number),
    callerRaw: callerNumberText(event.number),
    callerDisplay: callerText(event.display),
    hotlineNumber: callerText(event.exten),
    open,
    // Whom the dialplan has welcomed already is not welcomed again.
    greeting: greeting && !unwelcomed && !variables['FALLBACK_ID'],
    ...(takesMessages ? { takesMessages: true } : {}),
    ...(rates ? { rates: true } : {}),
    service,
    ...(arrivedAt > 0 ? { arrivedAt } : {}),
  })
}
