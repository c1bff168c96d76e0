// A ring into an operator's page without a controller, as Asterisk's queue makes it: made by a request to Asterisk itself.
import type { TestPlatform } from './platform.ts'
import { waitUntil } from './wait.ts'

export interface PageRing {
  callId: string
  ticketId: string
  /** Resolves when Asterisk has no such ring or call any more. */
  ended(): Promise<void>
}

/** Lets the account's telephone ring for this caller; who answers hears the hold music. */
export async function ringPage(platform: TestPlatform, account: string, given: { number: string; callId: string; ticketId?: string }): Promise<PageRing> {
  const { callId, number, ticketId = callId } = given
  const { ariUrl, ariPassword } = platform.servers()
  const channelId = `ring-${callId}`
  const authorization = `Basic ${Buffer.from(`hotline:${ariPassword}`).toString('base64')}`
  const query = new URLSearchParams({ endpoint: `PJSIP/${account}`, extension: '02691022', context: 'hotline', callerId: number, channelId })
  const answer = await fetch(`${ariUrl}/ari/channels?${query}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ variables: { 'PJSIP_HEADER(add,X-Hotline-Call)': `${callId};${ticketId}` } }),
  })
  if (!answer.ok) throw new Error(`Asterisk did not ring: ${answer.status} ${await answer.text()}`)
  return {
    callId,
    ticketId,
    ended: async () => {
      await waitUntil(async () => (await fetch(`${ariUrl}/ari/channels/${channelId}`, { headers: { authorization } })).status === 404)
    },
  }
}
