// What lies on the operators' desk (§27): opened and done with the acts, with a target in hotline hours.
import { randomUUID } from 'node:crypto'
import type { DeskTaskKind } from '../contract/slips.ts'
import { deskTarget } from '../deadlines/desk-target-rules.ts'
import type { TicketDeps, Transaction } from './deps.ts'
import type { Scene } from './scene.ts'

/** Opens a task; one of its kind that is open already stays as it is. */
export async function openTask(scene: Scene, kind: DeskTaskKind): Promise<void> {
  const target = deskTarget(kind, scene.at, scene.settings, await scene.deps.book.hotline())
  const { ticket, now } = scene
  const data = { id: randomUUID(), ticketId: ticket.id, kind, since: now, dueAt: target.ok ? new Date(target.due) : null }
  scene.later.push((tx) => tx.deskTask.createMany({ data: [data], skipDuplicates: true }))
}

/** Marks the open tasks of these kinds as done by whoever acts. */
export function finishTasks(scene: Scene, kinds: readonly DeskTaskKind[]): void {
  const { ticket, now, actor } = scene
  scene.later.push((tx) =>
    tx.deskTask.updateMany({ where: { ticketId: ticket.id, kind: { in: [...kinds] }, doneAt: null }, data: { doneAt: now, doneById: actor.id } }),
  )
}

/** A draft's task: somebody has to finish it. The target is asked for before the transaction, which then only writes. */
export async function draftTask({ book, clock }: TicketDeps, ticketId: string): Promise<(tx: Transaction) => Promise<unknown>> {
  const now = clock.now()
  const target = deskTarget('draft', now.getTime(), await book.settings(), await book.hotline())
  const data = { id: randomUUID(), ticketId, kind: 'draft', since: now, dueAt: target.ok ? new Date(target.due) : null }
  return (tx) => tx.deskTask.createMany({ data: [data], skipDuplicates: true })
}

/** The draft has become a petition. */
export async function draftDone(tx: Transaction, ticketId: string, personId: string, now: Date): Promise<void> {
  await tx.deskTask.updateMany({ where: { ticketId, kind: 'draft', doneAt: null }, data: { doneAt: now, doneById: personId } })
}
