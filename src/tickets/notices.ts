// Whom a step of a petition tells, and what (§36): to those who handle it when the clock says so, to the citizen when it happens.
import { type MessageTemplate, type NewMessage, SECRET_TITLE, writtenValues } from '../channels/outbox.ts'
import { toE164 } from '../contract/phone-number.ts'
import type { TicketForm } from '../contract/tickets.ts'
import { momentText } from '../deadlines/civil-time-rules.ts'
import type { TicketDeps, Transaction, UnitPerson } from './deps.ts'
import type { Scene } from './scene.ts'
import type { SlipRow } from './slip-rows.ts'

interface Notice {
  template: MessageTemplate
  values: Record<string, string>
  /** Makes the key of one message: the same step said twice tells once. */
  occasion: string
  at?: number
}

/** Stands for what was written about a secret: reason, question, answer. Whoever may read it opens the petition or asks the hotline. */
const SECRET_TEXT = '(nội dung mật, không gửi qua tin nhắn)'

/** What the text names. A secret's words never leave in a message. */
function valuesOf({ ticket }: Scene, given: Record<string, string>): Record<string, string> {
  const values = { code: ticket.code ?? '', title: ticket.stateSecret ? SECRET_TITLE : ticket.title, ...given }
  if (!ticket.stateSecret) return values
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, writtenValues.has(name) ? SECRET_TEXT : value]))
}

/** What concerns whoever works on a slip, wherever in the unit he is: a specialist of a sub-unit, or the head who took it himself (Đ10.5). */
const forHandler: ReadonlySet<Notice['template']> = new Set(['deadline-warning', 'extension-reminder', 'result-sent-back', 'urged'])

/** Tells the people of a unit in one role; whoever took the slip, if he is among them, alone. Nobody is there: whoever else of the unit is. */
export async function tellUnit(scene: Scene, slip: SlipRow, unitId: string, role: UnitPerson['role'], notice: Notice): Promise<void> {
  const people = [...(await scene.ask.people(unitId, role))]
  if (people.length === 0) people.push(...(await handlersOf(scene, unitId)))
  if (people.length === 0) return tellNobodyThere(scene, unitId, notice)
  if (forHandler.has(notice.template) && unitId === slip.unitId) {
    const within = slip.withinUnitId === null ? [] : await handlersOf(scene, slip.withinUnitId)
    people.push(...within, ...(slip.handlerId === null ? [] : (await handlersOf(scene, unitId)).filter(({ personId }) => personId === slip.handlerId)))
  }
  const handler = people.filter(({ personId }) => personId === slip.handlerId)
  tellPeople(scene, handler.length > 0 ? handler : people, notice)
}

/** Everybody of a unit who may work on a slip. */
export async function handlersOf({ ask }: Pick<Scene, 'ask'>, unitId: string): Promise<UnitPerson[]> {
  return (await Promise.all(handlerRoles.map((role) => ask.people(unitId, role)))).flat()
}
const handlerRoles = ['focal-point', 'unit-head', 'provincial-office'] as const

/** A slip that nobody could be told of must not lie there unseen: the supervisors hear of it. */
async function tellNobodyThere(scene: Scene, unitId: string, notice: Notice): Promise<void> {
  const unit = await scene.ask.unit(unitId)
  scene.deps.logger.warn('nobody in a unit to tell', { unitId, ticketId: scene.ticket.id, template: notice.template })
  await tellDesk(scene, { template: 'nobody-there', occasion: `${notice.template} ${notice.occasion}`, values: { unit: unit?.name ?? '' } })
}

/** Tells the supervisors of the operators' desk of what came back to it: the operators have their list, and a message to each would be too many. */
export async function tellDesk(scene: Scene, notice: Notice): Promise<void> {
  tellPeople(scene, await scene.ask.holders('supervisor'), notice)
}

/** Tells certain people; each once a step. */
export function tellPeople(scene: Scene, people: readonly UnitPerson[], notice: Notice): void {
  const told = new Map(people.map((person) => [person.personId, person]))
  for (const { personId, name, phone, email } of told.values())
    scene.messages.push(message(scene, 'staff', `${notice.occasion} ${personId}`, { name, phone, email }, notice))
}

/** Tells the citizen; without a number or an address the outbox notes that he could not be told. */
export function tellCitizen(scene: Scene, notice: Notice): void {
  const { reporterName, reporterNumber, reporterEmail } = scene.ticket
  scene.messages.push(message(scene, 'citizen', notice.occasion, { name: reporterName, phone: reporterNumber, email: reporterEmail || null }, notice))
}

function message(scene: Scene, audience: NewMessage['audience'], occasion: string, to: NewMessage['to'], notice: Notice): NewMessage {
  return {
    key: `${scene.ticket.id} ${notice.template} ${occasion}`,
    ticketId: scene.ticket.id,
    template: notice.template,
    values: valuesOf(scene, notice.values),
    audience,
    to,
    at: new Date(notice.at ?? scene.at),
  }
}

/** A deadline as messages and history write it. */
export const dueText = (at: number): string => momentText(at)

/** The citizen is told the code of what he reported. */
export async function tellReceived(
  { outbox }: TicketDeps,
  tx: Transaction,
  { id, code, form, now }: { id: string; code: string; form: TicketForm; now: Date },
): Promise<void> {
  const to = { name: form.reporterName, phone: toE164(form.reporterPhone), email: form.reporterEmail || null }
  const values = { code, title: form.stateSecret ? SECRET_TITLE : form.title }
  await outbox.put(tx, [{ key: `${id} citizen-received`, ticketId: id, template: 'citizen-received', values, audience: 'citizen', to, at: now }])
}
