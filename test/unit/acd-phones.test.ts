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

function make(over: { leg?: { talking: boolean }; rtp?: () => Promise<number>; online?: () => Promise<boolean> } = {}) {
  const lost: string[] = []
  const told: string[] = []
  const ari = { rtpReceived: over.rtp ?? (async () => 0), endpointOnline: over.online ?? (async () => false) } as Partial<Ari> as Ari
  const leg = over.leg ? { callId: 'c1', legId: 'c1.leg-1', serverId: SERVER, ...over.leg } : null
  const phones = createPhones({
    ariOf: () => ari,
    logger: createLogger({ silent: true }),
    legOf: () => leg,
    legLost: (callId, legId) => void lost.push(`${callId} ${legId}`),
    silenceMs: 3000,
  })
  phones.onReachable((agentId) => void told.push(`${agentId} ${phones.reachable(agentId)}`))
  phones.setAccount(AN, ACCOUNT)
  return { phones, lost, told }
}
const online = { type: 'endpoint', resource: ACCOUNT, online: true } as const
const contactLost = { type: 'contact-lost', resource: ACCOUNT } as const

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
    phones.handle({ type: 'contact-reachable', resource: ACCOUNT }, SERVER)
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

  it('that is lost at another server than that of the talk says nothing about the talk', async () => {
    const { phones, lost } = make({ leg: { talking: true } })
    phones.handle({ type: 'contact-lost', resource: ACCOUNT }, 'asterisk-2')
    await vi.advanceTimersByTimeAsync(5000)
    expect(lost).toEqual([])
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

describe('a contact lost', () => {
  it('while ringing: the leg is lost at once', async () => {
    const { phones, lost } = make({ leg: { talking: false } })
    phones.handle(contactLost, SERVER)
    await vi.advanceTimersByTimeAsync(0)
    expect(lost).toEqual(['c1 c1.leg-1'])
  })

  it('while talking, in silence: lost after the silence', async () => {
    const { phones, lost } = make({ leg: { talking: true }, rtp: async () => 500 })
    phones.handle(contactLost, SERVER)
    await vi.advanceTimersByTimeAsync(2999)
    expect(lost).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(lost).toEqual(['c1 c1.leg-1'])
  })

  it('while talking, with audio still coming: only the socket was lost, the talk goes on', async () => {
    let packets = 500
    const { phones, lost } = make({ leg: { talking: true }, rtp: async () => (packets += 150) })
    phones.handle(contactLost, SERVER)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(lost).toEqual([])
  })

  it('with a leg that ended meanwhile: nothing more to say', async () => {
    const { phones, lost } = make({ leg: { talking: true }, rtp: () => Promise.reject(new AriRefused('Channel not found')) })
    phones.handle(contactLost, SERVER)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(lost).toEqual([])
  })

  it('of somebody unknown: nothing', async () => {
    const { phones, lost, told } = make({ leg: { talking: false } })
    phones.handle({ type: 'contact-lost', resource: 'op-ffffffffffff' }, SERVER)
    await vi.advanceTimersByTimeAsync(0)
    expect([lost, told]).toEqual([[], []])
  })
})
