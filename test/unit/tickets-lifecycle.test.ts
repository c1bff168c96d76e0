import { describe, expect, it } from 'vitest'
import { type TicketStatus, type TicketStep, ticketStatuses, ticketSteps } from '../../src/contract/values.ts'
import { isOpen, move, type TicketAction, type TicketStanding } from '../../src/tickets/lifecycle-rules.ts'

const at = (status: TicketStatus, step: TicketStep = 'operator', progress: TicketStanding['progress'] = null): TicketStanding => ({
  status,
  step,
  progress,
})
const petition = at('processing', 'operator', 'not-due')

describe('a ticket moves only where the lifecycle says', () => {
  const legal: [string, TicketStanding, TicketAction, TicketStanding, boolean][] = [
    ['a draft is edited', at('draft'), 'edit', at('draft'), false],
    ['a draft becomes a petition', at('draft'), 'save-petition', petition, true],
    ['a petition is edited at the desk', petition, 'edit', petition, false],
    ['a petition is saved again', petition, 'save-petition', petition, false],
    ['lateness survives an edit', at('processing', 'operator', 'late'), 'edit', at('processing', 'operator', 'late'), false],
  ]
  it.each(legal)('%s', (_name, from, action, standing, changed) => {
    expect(move(from, action)).toEqual({ legal: true, standing, changed })
  })

  const illegal: [string, TicketStanding, TicketAction, string][] = [
    ['a completed ticket', at('completed'), 'edit', 'Phiếu đã hoàn thành, không sửa được nữa'],
    ['a refused ticket', at('refused'), 'save-petition', 'Phiếu đã bị từ chối, không sửa được nữa'],
    ['a withdrawn ticket', at('withdrawn'), 'save-petition', 'Phiếu đã được rút, không sửa được nữa'],
    ['a ticket at a unit', at('processing', 'focal-point', 'not-due'), 'edit', 'Phiếu đang ở đơn vị xử lý, nhân viên trực không sửa được'],
    ['a slip not yet taken', at('waiting', 'focal-point', 'not-due'), 'save-petition', 'Phiếu đang ở đơn vị xử lý, nhân viên trực không sửa được'],
  ]
  it.each(illegal)('%s is refused with its reason', (_name, from, action, reason) => {
    expect(move(from, action)).toEqual({ legal: false, reason })
  })

  it('allows nothing but the listed standings, whatever the combination', () => {
    const allowed = ticketStatuses.flatMap((status) => ticketSteps.filter((step) => move(at(status, step), 'edit').legal).map((step) => `${status}/${step}`))
    expect(allowed).toEqual([...ticketSteps.map((step) => `draft/${step}`), 'processing/operator'])
  })

  it('counts as open what somebody still has to finish', () => {
    expect(ticketStatuses.filter(isOpen)).toEqual(['draft', 'waiting', 'processing', 'scheduled'])
  })
})
