// One petition under its lock, and everything an act or the clock does to it: gathered first, written at once at the end.
import { randomUUID } from 'node:crypto'
import type { NewMessage } from '../channels/outbox.ts'
import type { AssignmentClock } from '../deadlines/assignment-clock.ts'
import type { DeadlineSettings } from '../deadlines/deadline-settings-rules.ts'
import type { Prisma } from '../platform/database/client.ts'
import type { TicketDeps, Transaction, UnitFacts, UnitPerson } from './deps.ts'
import type { Actor, HistoryAction } from './history.ts'
import type { NewHistoryRow } from './history-append.ts'
import type { TicketStanding } from './lifecycle-rules.ts'
import { standingOf } from './saving.ts'
import { type SlipRow, slipOf } from './slip-rows.ts'

export type TicketRow = Prisma.TicketGetPayload<Record<string, never>>

export interface Scene {
  deps: TicketDeps
  tx: Transaction
  now: Date
  /** Whole seconds, as the clocks count. */
  at: number
  settings: DeadlineSettings
  ask: Asking
  actor: Actor
  actId: string | null
  /** Whether whoever comes next is sent a message (the checkbox). */
  notifyNext: boolean
  ticket: TicketRow
  standing: TicketStanding
  /** The petition a draft is attached to, under its lock as well. */
  other: Scene | null
  /** All slips of the ticket, oldest first. */
  slips: SlipRow[]
  /** What is to be written. */
  ticketChange: Prisma.TicketUncheckedUpdateInput
  clocks: Map<string, { before: AssignmentClock | null; after: AssignmentClock }>
  slipChanges: Map<string, Prisma.AssignmentUncheckedUpdateInput>
  newSlips: SlipRow[]
  history: NewHistoryRow[]
  messages: NewMessage[]
  /** Other tables' rows, written after the slips they point to. */
  later: ((tx: Transaction) => Promise<unknown>)[]
}

/** Questions to the directory, each asked once a transaction. */
export interface Asking {
  unit(id: string): Promise<UnitFacts | null>
  people(unitId: string, role: UnitPerson['role']): Promise<UnitPerson[]>
  /** Everybody with a role, whatever the unit. */
  holders(role: UnitPerson['role']): Promise<UnitPerson[]>
  officeUnit(): Promise<string | null>
  subUnits(unitId: string): Promise<{ id: string; name: string }[]>
}

/** Remembers what the directory answered. */
export function createAsking({ units }: TicketDeps, now: Date, on?: Transaction): Asking {
  const known = new Map<string, Promise<unknown>>()
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const there = known.get(key) as Promise<T> | undefined
    if (there) return there
    const asked = ask()
    known.set(key, asked)
    return asked
  }
  return {
    unit: (id) => once(`unit ${id}`, () => units.unit(id, now, on)),
    people: (unitId, role) => once(`people ${unitId} ${role}`, () => units.people(unitId, [role], now, on)),
    holders: (role) => once(`holders ${role}`, () => units.holders(role, now, on)),
    subUnits: (unitId) => once(`below ${unitId}`, () => units.subUnits(unitId, now, on)),
    officeUnit: () => once('office', () => units.officeUnit(now, on)),
  }
}

interface Opening {
  now: Date
  settings: DeadlineSettings
  ask: Asking
  actor: Actor
  actId?: string
  notifyNext?: boolean
}

/** Locks the tickets and reads them with their slips; those that are locked by others are left out when `skipLocked`. */
export async function openScenes(deps: TicketDeps, tx: Transaction, ids: readonly string[], opening: Opening, skipLocked = false): Promise<Scene[]> {
  const wanted = [...new Set(ids)]
  const locked = skipLocked
    ? await tx.$queryRaw<{ id: string }[]>`SELECT id FROM ticket WHERE id = ANY(${wanted}::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED`
    : await tx.$queryRaw<{ id: string }[]>`SELECT id FROM ticket WHERE id = ANY(${wanted}::uuid[]) ORDER BY id FOR UPDATE`
  if (locked.length === 0) return []
  const held = locked.map(({ id }) => id)
  const tickets = await tx.ticket.findMany({ where: { id: { in: held } } })
  const slips = await tx.assignment.findMany({ where: { ticketId: { in: held } }, orderBy: { number: 'asc' } })
  const byTicket = Map.groupBy(slips.map(slipOf), ({ ticketId }) => ticketId)
  const { now, settings, ask, actor, actId = null, notifyNext = true } = opening
  return tickets.map((ticket) => ({
    deps,
    tx,
    now,
    at: Math.floor(now.getTime() / 1000) * 1000,
    settings,
    ask,
    actor,
    actId,
    notifyNext,
    ticket,
    standing: standingOf(ticket),
    other: null,
    slips: byTicket.get(ticket.id) ?? [],
    ticketChange: {},
    clocks: new Map(),
    slipChanges: new Map(),
    newSlips: [],
    history: [],
    messages: [],
    later: [],
  }))
}

/** A line of the history. */
export function note(
  scene: Scene,
  action: HistoryAction,
  newValue: string | null = null,
  more: { field?: string; oldValue?: string; actor?: Actor } = {},
): void {
  const actor = more.actor ?? scene.actor
  scene.history.push({
    ticketId: scene.ticket.id,
    at: scene.now,
    actorId: actor.id,
    actor: actor.name,
    action,
    field: more.field ?? null,
    oldValue: more.oldValue ?? null,
    newValue,
    actId: scene.actId,
  })
}

/** Puts another clock on a slip; the row is written at the end. */
export function setClock(scene: Scene, slip: SlipRow, after: AssignmentClock): void {
  const before = scene.clocks.get(slip.id)?.before ?? slip.clock
  if (after === slip.clock) return
  scene.clocks.set(slip.id, { before: scene.newSlips.includes(slip) ? null : before, after })
  slip.clock = after
  slip.officeUnitId = after.officeUnitId
}

/** Changes a slip's plain columns. */
export function setSlip(scene: Scene, slip: SlipRow, change: Partial<Pick<SlipRow, 'handlerId' | 'takenAt' | 'withinUnitId'>>): void {
  if (Object.entries(change).every(([column, value]) => slip[column as keyof typeof change] === value)) return
  Object.assign(slip, change)
  scene.slipChanges.set(slip.id, { ...scene.slipChanges.get(slip.id), ...change })
}

/** A new slip, numbered on. */
export function addSlip(
  scene: Scene,
  slip: Omit<SlipRow, 'id' | 'ticketId' | 'number' | 'cycle' | 'createdAt' | 'handlerId' | 'takenAt' | 'withinUnitId'>,
): SlipRow {
  const row: SlipRow = {
    ...slip,
    id: randomUUID(),
    ticketId: scene.ticket.id,
    number: Math.max(0, ...scene.slips.map(({ number }) => number)) + 1,
    cycle: scene.ticket.cycle,
    createdAt: scene.now,
    handlerId: null,
    takenAt: null,
    withinUnitId: null,
  }
  scene.slips.push(row)
  scene.newSlips.push(row)
  scene.clocks.set(row.id, { before: null, after: row.clock })
  return row
}

/** The main slip that is not closed; null when the ticket is at the operators' desk without a result to check, or over. */
export const mainSlip = (scene: Pick<Scene, 'slips'>): SlipRow | null =>
  scene.slips.find(({ part, clock }) => part === 'main' && clock.state !== 'closed') ?? null

/** The coordinating slips that are not closed. */
export const coordinatingSlips = (scene: Pick<Scene, 'slips'>): SlipRow[] =>
  scene.slips.filter(({ part, clock }) => part === 'coordinating' && clock.state !== 'closed')
