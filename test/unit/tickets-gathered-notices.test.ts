// Several new deadlines of one unit are one message to each of its people.
import { expect, it } from 'vitest'
import type { NewMessage } from '../../src/channels/outbox.ts'
import { gatherNewDeadlines } from '../../src/tickets/gathered-notices-rules.ts'

const works = { id: 'works', name: 'Sở Xây dựng' }
const office = { id: 'office', name: 'VP UBND tỉnh' }
const thinh = { name: 'Thịnh', phone: '+84900000021', email: null }
const hien = { name: 'Hiền', phone: '+84900000022', email: null }
let minute = 0
const notice = (code: string, unit = works, to: NewMessage['to'] = thinh, template: NewMessage['template'] = 'due-recomputed') => {
  minute += 1
  const message: NewMessage = { key: `${code} ${to.name}`, ticketId: code, template, values: { code }, audience: 'staff', to, at: new Date(minute * 60_000) }
  return { unit, message }
}

it('one is sent as it is', () => {
  const one = notice('A')
  expect(gatherNewDeadlines([one])).toEqual([one.message])
})

it('several to one person are one, the last moment counts, and the codes beyond the third are counted', () => {
  const many = ['A', 'B', 'C', 'D', 'E'].map((code) => notice(code))
  expect(gatherNewDeadlines(many)).toEqual([
    {
      ...many[0]?.message,
      key: 'A Thịnh +4',
      ticketId: null,
      template: 'dues-recomputed',
      values: { count: '5', codes: 'A, B, C và 2 phiếu khác', unit: 'Sở Xây dựng' },
      at: many[4]?.message.at,
    },
  ])
  expect(gatherNewDeadlines([notice('A'), notice('B')])[0]?.values).toMatchObject({ count: '2', codes: 'A, B' })
})

it('other people, other units and other messages stay apart', () => {
  const sent = gatherNewDeadlines([
    notice('A'),
    notice('B'),
    notice('A', works, hien),
    notice('C', office),
    notice('A', works, thinh, 'citizen-new-date'),
    notice('B', works, thinh, 'citizen-new-date'),
  ])
  expect(sent.map(({ template, to, values }) => [template, to.name, values['code'] ?? values['codes']])).toEqual([
    ['dues-recomputed', 'Thịnh', 'A, B'],
    ['due-recomputed', 'Hiền', 'A'],
    ['due-recomputed', 'Thịnh', 'C'],
    ['citizen-new-date', 'Thịnh', 'A'],
    ['citizen-new-date', 'Thịnh', 'B'],
  ])
})
