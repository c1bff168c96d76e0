// Which telephone rings for whom, and when a vanished one counts as lost.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLogger } from 'winston'
import { createPhones } from '../../src/acd/phones.ts'
import { type Ari, AriRefused } from '../../src/platform/asterisk/ari.ts'

const AN = 'agent-an'
const ACCOUNT = 'op-0a1b2c3d4e5f'
const SERVER = 'asterisk-1'
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function make(over: { leg?: { talking: boolean }; online?: () => Promise<boolean> } = {}) {
  const lost: string[] = []
  const told: string[] = []
  const ari = { endpointOnline: over.online ?? (async () => false) } as Partial<Ari> as Ari
  const leg = over.leg ? { callId: 'c1', legId: 'c1.leg-1', serverId: SERVER, ...over.leg } : null
  const phones = createPhones({
    ariOf: () => ari,
    logger: createLogger({ silent: true }),
    legOf: () => leg,
    legLost: (callId, legId) => void lost.push(`${callId} ${legId}`),
    transportClosed: (agentId) => void lost.push(`closed ${agentId}`),
  })
  phones.onReachable((agentId) => void told.push(`${agentId} ${phones.reachable(agentId)}`))
  phones.onRegistered((agentId, contact) => void told.push(`${agentId} at ${contact}`))
  phones.setAccount(AN, ACCOUNT)
  return { phones, lost, told }
}
const FIRST = 'sip:an@192.0.2.9:4711'
const SECOND = 'sip:an@192.0.2.9:4712'
const online = { type: 'endpoint', resource: ACCOUNT, online: true } as const
const contactLost = { type: 'contact-lost', resource: ACCOUNT, uri: FIRST, removed: true } as const
const registers = (uri: string) => ({ type: 'contact-reachable', resource: ACCOUNT, uri }) as const

describe('the telephone of an agent', () => {
  it('is the softphone of his page, reachable while it is registered', () => {
    const { phones, told } = make()
    expect([phones.endpointOf(AN), phones.reachable(AN)]).toEqual([`PJSIP/${ACCOUNT}`, false])
    phones.handle(online, SERVER)
    phones.handle(online, SERVER)
    expect([phones.reachable(AN), told]).toEqual([true, [`${AN} true`]])
    phones.handle({ ...online, online: false }, SERVER)
    expect([phones.reachable(AN), told.at(-1)]).toEqual([false, `${AN} false`])
  })

  it('is the desk phone of his profile, page or not', () => {
    const { phones } = make()
    phones.setProfile(AN, { kind: 'sip', contact: 'sip:201@192.0.2.7' })
    phones.setAccount(AN, null)
    expect([phones.endpointOf(AN), phones.reachable(AN)]).toEqual(['PJSIP/desk-phone/sip:201@192.0.2.7', true])
  })

  it('is nothing without page and desk phone', () => {
    const { phones } = make()
    phones.setAccount(AN, null)
    expect([phones.endpointOf(AN), phones.reachable(AN), phones.endpointOf('agent-binh')]).toEqual([null, false, null])
  })

  it('cannot be reached once Asterisk is away, until Asterisk tells again', () => {
    const { phones } = make()
    phones.handle(online, SERVER)
    phones.forgetAll(SERVER)
    expect(phones.reachable(AN)).toBe(false)
    phones.handle(registers(FIRST), SERVER)
    expect(phones.reachable(AN)).toBe(true)
  })

  it('is reachable at the servers where it is registered, a desk phone at all', () => {
    const { phones, told } = make()
    phones.handle(online, 'asterisk-2')
    expect([phones.reachable(AN), phones.reachable(AN, SERVER), phones.reachable(AN, 'asterisk-2')]).toEqual([true, false, true])
    phones.handle(online, SERVER)
    phones.forgetAll('asterisk-2')
    expect([phones.reachable(AN), phones.reachable(AN, SERVER), phones.reachable(AN, 'asterisk-2')]).toEqual([true, true, false])
    expect(told).toHaveLength(3)
    phones.setProfile(AN, { kind: 'sip', contact: 'sip:201@192.0.2.7' })
    expect(phones.reachable(AN, 'asterisk-2')).toBe(true)
  })

  it('stays reachable when a newer tab’s registration removed the older contact', async () => {
    const { phones, lost } = make({ online: async () => true })
    phones.handle(online, SERVER)
    phones.handle(contactLost, SERVER)
    await vi.advanceTimersByTimeAsync(5000)
    expect([phones.reachable(AN), lost]).toEqual([true, []])
  })

  it('counts as gone when Asterisk does not know', async () => {
    const { phones } = make({ online: () => Promise.reject(new AriRefused('gone')) })
    phones.handle(online, SERVER)
    phones.handle(contactLost, SERVER)
    await vi.advanceTimersByTimeAsync(0)
    expect(phones.reachable(AN)).toBe(false)
  })
})

describe('a registration', () => {
  it('is told once, and again when it is another', () => {
    const { phones, told } = make()
    for (const uri of [FIRST, FIRST, SECOND]) phones.handle(registers(uri), SERVER)
    expect(told).toEqual([`${AN} true`, `${AN} at ${FIRST}`, `${AN} at ${SECOND}`])
  })

  it('that came before the page opened its desk is told when it does', () => {
    const { phones, told } = make()
    phones.handle({ ...registers(SECOND), resource: 'op-bbbbbbbbbbbb' }, SERVER)
    expect(told).toEqual([])
    phones.setAccount(AN, 'op-bbbbbbbbbbbb')
    phones.setAccount(AN, 'op-bbbbbbbbbbbb')
    expect(told).toEqual([`${AN} at ${SECOND}`])
  })
})

describe('a contact lost', () => {
  it.each([true, false])('at another server than that of the call says nothing about it (talking: %s)', (talking) => {
    const { phones, lost } = make({ leg: { talking } })
    phones.handle(contactLost, 'asterisk-2')
    expect(lost).toEqual([])
  })

  it('while ringing: the leg is lost at once', async () => {
    const { phones, lost } = make({ leg: { talking: false } })
    phones.handle(contactLost, SERVER)
    await vi.advanceTimersByTimeAsync(0)
    expect(lost).toEqual(['c1 c1.leg-1'])
  })

  it('while talking: its transport closed, and its audio tells the rest', async () => {
    const { phones, lost } = make({ leg: { talking: true } })
    phones.handle(contactLost, SERVER)
    await vi.advanceTimersByTimeAsync(0)
    expect(lost).toEqual([`closed ${AN}`])
  })

  it('while talking, with the connection still there: only its audio counts', async () => {
    const { phones, lost } = make({ leg: { talking: true } })
    phones.handle({ ...contactLost, removed: false }, SERVER)
    await vi.advanceTimersByTimeAsync(0)
    expect(lost).toEqual([])
  })

  it('of a desk phone’s owner: his page’s account is not what talks', async () => {
    const { phones, lost } = make({ leg: { talking: true } })
    phones.setProfile(AN, { kind: 'sip', contact: 'sip:201@192.0.2.7' })
    phones.handle(contactLost, SERVER)
    await vi.advanceTimersByTimeAsync(0)
    expect(lost).toEqual([])
  })

  it('while it rings at a newer registration: the older one only made room', async () => {
    const { phones, lost } = make({ leg: { talking: false } })
    phones.handle(registers(FIRST), SERVER)
    phones.handle(registers(SECOND), SERVER)
    phones.handle(contactLost, SERVER)
    await vi.advanceTimersByTimeAsync(0)
    expect(lost).toEqual([])
    phones.handle({ ...contactLost, uri: SECOND }, SERVER)
    expect(lost).toEqual(['c1 c1.leg-1'])
  })

  it('of somebody unknown: nothing', async () => {
    const { phones, lost, told } = make({ leg: { talking: false } })
    phones.handle({ ...contactLost, resource: 'op-ffffffffffff' }, SERVER)
    await vi.advanceTimersByTimeAsync(0)
    expect([lost, told]).toEqual([[], []])
  })
})
