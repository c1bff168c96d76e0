// The other end of the trunk for calls out: citizens' and units' telephones, each with a tone of its own.
import type { CallbackTask } from '../../src/contract/callbacks.ts'
import { type PhoneCall, SipPhone } from '../sip/phone.ts'
import type { HttpClient } from './desk-client.ts'
import type { Operator } from './operators.ts'
import { waitUntil } from './wait.ts'

export const outsideHz = 950

/** One telephone that takes every number dialled through the trunk; its port is that of TRUNK_HOST. */
export const openOutside = (): Promise<SipPhone> => SipPhone.open({ name: 'trunk', toneHz: outsideHz })

/** Settings of a platform whose calls out go there. */
export const trunkSettings = (outside: SipPhone, dialSeconds = 10): Record<string, string> => ({
  TRUNK_HOST: `127.0.0.1:${outside.port}`,
  TRUNK_CALLER_ID: '02691022',
  DIAL_SECONDS: String(dialSeconds),
})

export interface OutCall {
  callId: string
  ticketId: string
  /** The operator's own telephone, and the citizen's. */
  own: PhoneCall
  citizen: PhoneCall
}

/** The operator calls and lifts his receiver; resolves when the citizen's telephone rings. */
export async function callOut(operator: Operator, outside: SipPhone, asked: { number: string; ticketId?: string; callbackId?: string }): Promise<OutCall> {
  const call = await operator.desk.send('call:dial', asked)
  const own = await operator.phone.incoming()
  own.answer()
  const citizen = await outside.incoming()
  return { callId: call.callId, ticketId: call.ticketId, own, citizen }
}

/** The operator calls and lifts his receiver, and nobody answers outside: resolves with how it ended. */
export async function callInVain(operator: Operator, asked: { number: string; ticketId?: string; callbackId?: string }, limitMs = 20_000) {
  const call = await operator.desk.send('call:dial', asked)
  const own = await operator.phone.incoming()
  own.answer()
  return operator.desk.wait('call:state', ({ callId, status }) => callId === call.callId && status === 'ended', limitMs)
}

/** The open call-back task of this number; null once it is done. */
export async function taskOf(reader: HttpClient, number: string): Promise<CallbackTask | null> {
  const answer = await reader.request<CallbackTask[]>('GET', '/api/callbacks')
  return answer.body.find((task) => task.number === number) ?? null
}

/** Waits until the list says this of the number. */
export const taskBecomes = (reader: HttpClient, number: string, fits: (task: CallbackTask | null) => boolean): Promise<true> => {
  let last: CallbackTask | null = null
  return waitUntil(
    async () => {
      last = await taskOf(reader, number)
      return fits(last) || null
    },
    10_000,
    () => `the task of ${number} is ${JSON.stringify(last)}`,
  ) as Promise<true>
}
