// Whom Asterisk's own queue rings, and what is told to it.
import { describe, expect, test } from 'vitest'
import { memberChanges, type QueueCandidate, type QueueMember, stateInterfaceOf, wantedMembers } from '../../src/acd/queue-member-rules.ts'
import { createQueueMembers } from '../../src/acd/queue-members.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { waitUntil } from '../harness/wait.ts'

const agent = (agentId: string, more: Partial<QueueCandidate> = {}): QueueCandidate => ({
  agentId,
  state: 'ready',
  endpoint: `PJSIP/op-${agentId}`,
  leaving: false,
  ...more,
})
const member = (agentId: string, penalty = 0): QueueMember => ({
  agentId,
  interface: `PJSIP/op-${agentId}`,
  stateInterface: `PJSIP/op-${agentId}`,
  penalty,
})

describe('the members there should be', () => {
  test.each([
    ['ready', 0],
    ['ringing', 1],
    ['on-call', 1],
    ['wrap-up', 1],
    ['paused', null],
    ['offline', null],
    ['not-responding', null],
  ] as const)('%s: penalty %s', (state, penalty) => {
    expect(wantedMembers([agent('an', { state })])).toEqual(penalty === null ? [] : [member('an', penalty)])
  })

  test('who asked to pause or leave after his call is none, nor is one without a telephone', () => {
    expect(wantedMembers([agent('an', { state: 'on-call', leaving: true }), agent('bo', { endpoint: null })])).toEqual([])
  })

  test('one telephone is one member: the agent who is free has it', () => {
    const shared = { endpoint: 'PJSIP/op-x' }
    expect(wantedMembers([agent('an', { state: 'wrap-up', ...shared }), agent('bo', shared)]).map(({ agentId }) => agentId)).toEqual(['bo'])
  })

  test('each desk telephone has a state of its own', () => {
    expect(stateInterfaceOf('PJSIP/desk-phone/sip:desk0@127.0.0.1:5062')).toBe('Custom:desk-sipdesk01270015062')
    expect(stateInterfaceOf('PJSIP/op-0a1b')).toBe('PJSIP/op-0a1b')
  })
})

describe('what is told', () => {
  test.each<[string, QueueMember[], QueueMember[], unknown[]]>([
    ['nothing when all is so', [member('an')], [member('an')], []],
    ['a new one', [member('an')], [], [{ type: 'add', member: member('an') }]],
    ['one who left', [], [member('an')], [{ type: 'remove', interface: 'PJSIP/op-an' }]],
    ['another penalty', [member('an', 1)], [member('an')], [{ type: 'penalty', interface: 'PJSIP/op-an', penalty: 1 }]],
    [
      'another agent at the same telephone',
      [{ ...member('an'), agentId: 'bo' }],
      [member('an')],
      [
        { type: 'remove', interface: 'PJSIP/op-an' },
        { type: 'add', member: { ...member('an'), agentId: 'bo' } },
      ],
    ],
  ])('%s', (_, wanted, present, changes) => {
    expect(memberChanges(wanted, present)).toEqual(changes)
  })
})

test('a refused action begins anew with what Asterisk has; changes during a look are not lost', async () => {
  const told: string[] = []
  let refuse = true
  let candidates = [agent('an')]
  const connected: (() => void)[] = []
  const keeper = createQueueMembers({
    logger: silentLogger,
    candidates: () => candidates,
    ami: {
      connected: () => true,
      onConnected: (listener) => void connected.push(listener as () => void),
      list: async () => [{ event: 'QueueMember', name: 'old', location: 'PJSIP/op-old', stateinterface: 'PJSIP/op-old', penalty: '0' }],
      action: async (fields) => {
        told.push(`${fields['action']} ${fields['interface']}`)
        if (fields['action'] === 'QueueAdd' && refuse) throw new Error('refused')
        if (told.length === 3) {
          candidates = [agent('bo')]
          keeper.wake()
        }
        return {}
      },
    },
  })
  keeper.start()
  await waitUntil(() => told.length === 2)
  refuse = false
  for (const listener of connected) listener()
  await waitUntil(() => told.length === 6)
  keeper.stop()
  expect(told).toEqual([
    'QueueRemove PJSIP/op-old',
    'QueueAdd PJSIP/op-an',
    'QueueRemove PJSIP/op-old',
    'QueueAdd PJSIP/op-an',
    'QueueRemove PJSIP/op-an',
    'QueueAdd PJSIP/op-bo',
  ])
})
