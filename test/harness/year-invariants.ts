// What must hold of a petition after every step, read from its rows alone.
import { expect } from 'vitest'
import type { Database } from '../../src/platform/database/client.ts'

const levelOrder = ['focal-point', 'unit-head', 'provincial-office']
const goes = ['running', 'paused', 'lapsed']

/** One owner, one running main clock, no level skipped, nothing escalated twice or outside office hours, late for ever. */
export async function checkTicket(db: Database, id: string, isOfficeHour: (at: number) => boolean): Promise<void> {
  const ticket = await db.ticket.findUniqueOrThrow({
    where: { id },
    include: {
      assignments: { include: { terms: { orderBy: { no: 'asc' } } }, orderBy: { number: 'asc' } },
      deskTasks: true,
      history: { orderBy: { id: 'asc' } },
    },
  })
  const where = `${ticket.code} ${ticket.status}/${ticket.step}`
  const open = ticket.assignments.filter(({ part, state }) => part === 'main' && state !== 'closed')
  const atUnit = ['waiting', 'processing', 'scheduled'].includes(ticket.status) && ticket.step !== 'operator'
  expect(open.length, `${where}: owners`).toBeLessThanOrEqual(1)
  if (atUnit) {
    expect(
      open.map(({ state }) => goes.includes(state)),
      `${where}: a running main clock`,
    ).toEqual([true])
    expect(open[0]?.level, `${where}: level and step`).toBe(ticket.step)
    expect(ticket.dueAt?.getTime(), `${where}: the ticket's deadline is its main slip's`).toBe(open[0]?.dueAt.getTime())
  } else {
    expect(
      open.every(({ state }) => state === 'stopped'),
      `${where}: no clock runs at the desk or after the end`,
    ).toBe(true)
    expect(ticket.dueAt, `${where}: no deadline`).toBeNull()
  }
  if (['completed', 'refused', 'withdrawn'].includes(ticket.status)) {
    expect(
      ticket.assignments.every(({ state }) => state === 'closed'),
      `${where}: all slips closed`,
    ).toBe(true)
    expect(ticket.deskTasks.filter(({ doneAt, kind }) => doneAt === null && kind !== 'draft').length, `${where}: no task left`).toBe(0)
  }
  // Back at the desk for a reason: somebody's task says so.
  if (ticket.status === 'processing' && ticket.step === 'operator' && ticket.assignments.some(({ cycle }) => cycle === ticket.cycle))
    expect(ticket.deskTasks.filter(({ doneAt }) => doneAt === null).length, `${where}: a task at the desk`).toBeGreaterThan(0)

  let moveUps = 0
  for (const slip of ticket.assignments) {
    const terms = slip.terms
    expect(
      terms.map(({ no }) => no),
      `${where}: terms are counted`,
    ).toEqual(terms.map((_, index) => index + 1))
    for (const [index, term] of terms.entries()) {
      const before = terms[index - 1]
      if (!before || before.level === term.level) continue
      expect(levelOrder.indexOf(term.level), `${where}: one level up`).toBe(levelOrder.indexOf(before.level) + 1)
      expect(before.lapsedAt, `${where}: only a lapse moves up`).not.toBeNull()
      expect(isOfficeHour(term.receivedAt.getTime()), `${where}: moved up in office hours, ${term.receivedAt.toISOString()}`).toBe(true)
      moveUps += 1
    }
    // The sweep would find what nobody was woken for.
    if (slip.state === 'closed' || slip.state === 'stopped') expect(slip.nextWakeAt, `${where}: nothing to wake`).toBeNull()
  }
  expect(ticket.history.filter(({ action }) => action === 'slip-moved-up').length, `${where}: each move up told once`).toBe(moveUps)
  const lapsed = ticket.assignments.some(
    ({ part, cycle, terms }) => part === 'main' && cycle === ticket.cycle && terms.some(({ lapsedAt }) => lapsedAt !== null),
  )
  if (lapsed) expect(ticket.progress, `${where}: late stays late`).toBe('late')
  else expect(ticket.progress, `${where}: nobody lapsed`).not.toBe('late')
}
