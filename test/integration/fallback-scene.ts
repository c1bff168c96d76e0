// The whole system with one operator at a desk telephone, whose controller can be taken away.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { CallbackTask } from '../../src/contract/callbacks.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { connect, type ManagerPacket } from '../../src/launcher/manager-session.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { SipPhone } from '../sip/phone.ts'

export const AGENT_HZ = 1300

export class FallbackScene {
  readonly platform: TestPlatform
  readonly phone: SipPhone
  desk: DeskClient

  private constructor(platform: TestPlatform, phone: SipPhone, desk: DeskClient) {
    this.platform = platform
    this.phone = phone
    this.desk = desk
  }

  static async open(): Promise<FallbackScene> {
    const platform = await startPlatform({ RING_SECONDS: '10', WRAPUP_SECONDS: '2', FALLBACK_AFTER_SECONDS: '5' })
    const phone = await SipPhone.open({ name: 'desk', toneHz: AGENT_HZ })
    return new FallbackScene(platform, phone, await DeskClient.open(platform.baseUrl, platform.login('operator'), phone.contact))
  }

  /** One action or list of the manager interface. */
  async manager(fields: ManagerPacket): Promise<ManagerPacket[]> {
    const { amiPort, amiPassword } = this.platform.servers()
    const session = await connect('127.0.0.1', amiPort, 'hotline', amiPassword)
    try {
      return fields['Action'] === 'QueueStatus' ? await session.list(fields) : [await session.action(fields)]
    } finally {
      session.close()
    }
  }

  async members(): Promise<ManagerPacket[]> {
    return (await this.manager({ Action: 'QueueStatus', Queue: 'hotline' })).filter((row) => row['Event'] === 'QueueMember')
  }

  /** Kills launcher and platform; resolves when Asterisk has seen it: who dials now is served by the dialplan. */
  async loseController(): Promise<void> {
    const seen = async () => (await readFile(path.join(this.platform.dataDir, 'log/asterisk.log'), 'utf8')).split('Deactivating Stasis app').length
    const before = await seen()
    await this.platform.kill('launcher')
    await this.platform.kill('platform')
    await waitUntil(async () => (await seen()) > before)
  }

  async controllerBack(): Promise<void> {
    await this.platform.relaunch()
    this.desk = await DeskClient.reopen(this.desk, 'tab-1')
  }

  /** The ticket as soon as its call has an end and a measured recording. */
  ticketOf(ticketId: string): Promise<Ticket> {
    return waitUntil(
      async () => {
        const answer = await this.desk.request<Ticket>('GET', `/api/tickets/${ticketId}`)
        return answer.status === 200 && answer.body.calls[0]?.endedAt && answer.body.calls[0].recording?.durationMs ? answer.body : null
      },
      20_000,
      () => `ticket ${ticketId} did not get its call and recording`,
    )
  }

  async callbacks(): Promise<CallbackTask[]> {
    return (await this.desk.request<CallbackTask[]>('GET', '/api/callbacks')).body
  }
  callbackOf(number: string): Promise<CallbackTask> {
    return waitUntil(
      async () => (await this.callbacks()).find((task) => task.number === number),
      20_000,
      () => `nobody is to call ${number} back`,
    )
  }

  async close(): Promise<void> {
    this.desk.close()
    await this.platform.stop()
  }
}

/** Call and ticket of a ring. */
export function idsOf(header: string | undefined): { callId: string; ticketId: string } {
  const ids = /^([0-9a-f-]{36});([0-9a-f-]{36})$/.exec(header ?? '')
  if (!ids?.[1] || !ids[2]) throw new Error(`the ring carries no call and ticket: ${header}`)
  return { callId: ids[1], ticketId: ids[2] }
}
