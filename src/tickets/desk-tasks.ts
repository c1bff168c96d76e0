// What lies on the operators' desk (§27): opened and done with the acts, with a target in hotline hours.
import { randomUUID } from 'node:crypto'
import { type DeskTaskKind, deskTaskKinds } from '../contract/slips.ts'
import { deskDue } from '../deadlines/desk-due.ts'
import type { TicketDeps, Transaction } from './deps.ts'
import type { Scene } from './scene.ts'

/** How many missing targets are computed at once; the next look computes the next ones. */
const FILLED = 500

async function newTask({ book }: Pick<TicketDeps, 'book'>, kind: DeskTaskKind, ticketId: string, since: Date) {
  return { id: randomUUID(), ticketId, kind, since, dueAt: await deskDue(book, kind, since) }
}

/** Opens a task; one of its kind that is open already stays as it is. */
export async function openTask(scene: Scene, kind: DeskTaskKind): Promise<void> {
  const data = await newTask(scene.deps, kind, scene.ticket.id, scene.now)
  scene.later.push((tx) => tx.deskTask.createMany({ data: [data], skipDuplicates: true }))
}

const doneIn = ({ ticket, now, actor }: Scene, kinds: readonly DeskTaskKind[]) => ({
  where: { ticketId: ticket.id, kind: { in: [...kinds] }, doneAt: null },
  data: { doneAt: now, doneById: actor.id },
})

/** Marks the open tasks of these kinds as done by whoever acts. */
export function finishTasks(scene: Scene, kinds: readonly DeskTaskKind[] = deskTaskKinds): void {
  scene.later.push((tx) => tx.deskTask.updateMany(doneIn(scene, kinds)))
}

/** Puts a task of another kind in the place of those that are open, if any is. */
export async function replaceTasks(scene: Scene, kinds: readonly DeskTaskKind[], by: DeskTaskKind): Promise<void> {
  const data = await newTask(scene.deps, by, scene.ticket.id, scene.now)
  scene.later.push(async (tx) => {
    const { count } = await tx.deskTask.updateMany(doneIn(scene, kinds))
    if (count > 0) await tx.deskTask.createMany({ data: [data], skipDuplicates: true })
  })
}

/** Shows on the desk's open tasks that somebody waits for them. */
export function markUrged(scene: Scene): void {
  const { ticket, now } = scene
  scene.later.push((tx) => tx.deskTask.updateMany({ where: { ticketId: ticket.id, doneAt: null }, data: { urgedAt: now } }))
}

/** A task outside the acts: of a draft, of a petition just saved. Its target is asked for before the transaction, which then only writes. */
export async function taskOf(deps: TicketDeps, kind: 'draft' | 'new', ticketId: string): Promise<(tx: Transaction) => Promise<unknown>> {
  const data = await newTask(deps, kind, ticketId, deps.clock.now())
  return (tx) => tx.deskTask.createMany({ data: [data], skipDuplicates: true })
}

/** The draft has become a petition. */
export async function draftDone(tx: Transaction, ticketId: string, personId: string, now: Date): Promise<void> {
  await tx.deskTask.updateMany({ where: { ticketId, kind: 'draft', doneAt: null }, data: { doneAt: now, doneById: personId } })
}

/** Targets of tasks that were opened without one: before petitions had any, or while the hotline had no hours. */
export async function fillTargets({ db, book }: TicketDeps): Promise<void> {
  const rows = await db.deskTask.findMany({ where: { doneAt: null, dueAt: null }, select: { id: true, kind: true, since: true }, take: FILLED })
  for (const { id, kind, since } of rows) {
    const known = deskTaskKinds.find((one) => one === kind)
    const dueAt = known && (await deskDue(book, known, since))
    if (dueAt) await db.deskTask.updateMany({ where: { id, dueAt: null }, data: { dueAt } })
  }
}
