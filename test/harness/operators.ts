// Operators at desk telephones, more than the demo data has, each with a tone of his own.
import { randomBytes } from 'node:crypto'
import { hashPassword } from '../../src/directory/passwords.ts'
import { createDatabase } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { SipPhone } from '../sip/phone.ts'
import { DeskClient } from './desk-client.ts'
import type { DemoLogin, TestPlatform } from './platform.ts'
import { waitUntil } from './wait.ts'

export interface Operator {
  login: DemoLogin
  phone: SipPhone
  toneHz: number
  /** His page; another one after the server was away. */
  desk: DeskClient
}

/** Telephones are told apart by their tone, also when two are heard at once in a recording. */
export const operatorHz = (n: number): number => 1300 + 70 * n
export const callerHz = (n: number): number => 400 + 60 * n

/** Opens `count` desks with desk telephones; nobody is ready yet. */
export async function openOperators(platform: TestPlatform, count: number): Promise<Operator[]> {
  const demo = platform.logins.filter((login) => login.roles.includes('operator'))
  const logins = [...demo, ...(await addOperators(platform, count - demo.length))].slice(0, count)
  return Promise.all(
    logins.map(async (login, n) => {
      const phone = await SipPhone.open({ name: `desk${n}`, toneHz: operatorHz(n) })
      return { login, phone, toneHz: operatorHz(n), desk: await DeskClient.open(platform.baseUrl, login, phone.contact) }
    }),
  )
}

/** Every page comes back after the server was away, as a browser's would by itself. */
export async function reopenDesks(operators: readonly Operator[], baseUrl?: string): Promise<void> {
  await Promise.all(
    operators.map(async (operator) => {
      operator.desk = await DeskClient.reopen(operator.desk, 'tab-1', baseUrl)
    }),
  )
}

/**
 * Hangs up what is left at the desks and takes everybody off the queue, so that the next test starts with nobody ready.
 * The pause comes before the end of the wrap-up: in between a caller who is just leaving would ring once more.
 */
export async function clearDesks(operators: readonly Pick<Operator, 'phone' | 'desk'>[]): Promise<void> {
  await Promise.all(
    operators.map(async ({ phone, desk }) => {
      let last = ''
      await waitUntil(
        async () => {
          for (const call of phone.calls) await call.hangup()
          await desk.try('agent:pause', { reason: 'break' })
          await desk.try('wrapup:finish', {})
          const ack = await desk.try('agent:pause', { reason: 'break' })
          last = ack.ok ? ack.data.state : ack.problem.code
          return phone.calls.length === 0 && (last === 'paused' || !ack.ok)
        },
        10_000,
        () => `a desk is ${last} with ${phone.calls.length} calls`,
      )
      phone.forgetArrived()
      desk.told.length = 0
    }),
  )
}

/** Unplugs everything. */
export function closeOperators(operators: readonly Operator[]): void {
  for (const { desk } of operators) desk.close()
}

/** Accounts beside those of the demo data, straight into the database: ten invitations would take longer than the test. */
async function addOperators(platform: TestPlatform, count: number): Promise<DemoLogin[]> {
  if (count <= 0) return []
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  try {
    const { unitId } = await db.membership.findFirstOrThrow({ where: { role: 'operator' }, select: { unitId: true } })
    const password = randomBytes(9).toString('base64url')
    const passwordHash = await hashPassword(password)
    return await Promise.all(
      Array.from({ length: count }, async (_, n) => {
        const person = { name: `Nhân viên ${n + 1}`, phone: `+8490000${9000 + n}` }
        await db.person.create({
          data: { ...person, passwordHash, memberships: { create: { unitId, role: 'operator', validFrom: new Date('2026-01-01T00:00:00Z') } } },
        })
        return { ...person, roles: ['operator'], password }
      }),
    )
  } finally {
    await db.$disconnect()
  }
}
