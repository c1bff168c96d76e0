// What a dialog asks before it is sent: where a promised date would fall, and to whom a slip may be passed on.
import type { z } from 'zod'
import type { ExtensionPreview, ExtensionPreviewBody } from '../contract/acts.ts'
import { Refusal } from '../contract/errors.ts'
import { planExtension } from '../deadlines/extension-rules.ts'
import { calendarOf } from '../deadlines/term-rules.ts'
import { colleaguesOf } from './acts-handling.ts'
import type { TicketDeps } from './deps.ts'
import { extensionsBefore } from './extensions-before.ts'
import { createAsking } from './scene.ts'
import { slipOf } from './slip-rows.ts'
import { maySeeTicket, unitsOfViewer, type Viewer } from './visibility-rules.ts'

/** The extension as it would be made now; the refusals are those of making it. */
export async function previewExtension(
  deps: TicketDeps,
  ticketId: string,
  wish: z.output<typeof ExtensionPreviewBody>,
  viewer: Viewer,
): Promise<z.infer<typeof ExtensionPreview>> {
  const slip = (await slipsFor(deps, ticketId, viewer)).find(({ id }) => id === wish.slipId)
  if (!slip) throw new Refusal('not-found', 'Không có phiếu chuyển này')
  const settings = await deps.book.settings()
  const calendar = calendarOf(slip.clock.term.level, await deps.book.calendarsOf(slip.unitId))
  const usedBefore = await extensionsBefore(deps.db, slip)
  const at = Math.floor(deps.clock.now().getTime() / 1000) * 1000
  const plan = planExtension(slip.clock, { ...wish, usedBefore }, at, settings, calendar)
  if (!plan.ok) throw new Refusal('illegal-transition', plan.message, { reason: plan.code })
  return {
    endsAt: new Date(plan.extension.endsAt).toISOString(),
    movedFrom: plan.movedFrom === null ? null : new Date(plan.movedFrom).toISOString(),
    reminders: plan.alerts.map((alert) => new Date(alert.at).toISOString()),
    shortens: plan.shortens,
  }
}

/** People and sub-units of the unit whose slip the viewer works on. */
export async function readColleagues(deps: TicketDeps, ticketId: string, viewer: Viewer) {
  const now = deps.clock.now()
  const own = [...unitsOfViewer(viewer), ...viewer.memberships.filter(({ role }) => role === 'provincial-office').map(({ unitId }) => unitId)]
  const slips = await slipsFor(deps, ticketId, viewer)
  const slip = slips.find(
    ({ clock, unitId, withinUnitId }) => clock.state !== 'closed' && [unitId, withinUnitId, clock.term.unitId].some((id) => id !== null && own.includes(id)),
  )
  if (!slip) return { people: [], units: [] }
  const { people, units } = await colleaguesOf({ ask: createAsking(deps, now) }, slip)
  return { people: people.map(({ personId, name, title, unitName }) => ({ id: personId, name, title, unitName })), units }
}

async function slipsFor({ db }: TicketDeps, ticketId: string, viewer: Viewer) {
  const ticket = await db.ticket.findUnique({ where: { id: ticketId }, select: { code: true, assignments: true } })
  if (!ticket || !maySeeTicket(viewer, ticket, ticket.assignments)) throw new Refusal('not-found', 'Không có phiếu này')
  return ticket.assignments.map(slipOf)
}
