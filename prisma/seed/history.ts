// What happened before the demonstration begins: petitions with their codes, and the calls they came by.
import { createHash } from 'node:crypto'
import { formatPhone, toE164 } from '../../src/contract/phone-number.ts'
import type { Database, Prisma } from '../../src/platform/database/client.ts'
import { appendHistory, type NewHistoryRow } from '../../src/tickets/history-append.ts'
import { codeYear, trackingCode } from '../../src/tickets/tracking-code.ts'
import { actOut } from './acted-out.ts'
import { inventedCalls } from './invented-calls.ts'
import type { InventedTicket } from './invented-ticket.ts'
import { latestTickets } from './invented-tickets-latest.ts'
import { olderTickets } from './invented-tickets-older.ts'

interface Person {
  id: string
  name: string
}
const dayMs = 24 * 60 * 60 * 1000
const agents = ['+84900000001', '+84900000002', '+84900000003']

/** Writes the invented past once, into a database that has no petitions yet. */
export async function seedHistory(db: Database, ids: ReadonlyMap<string, string>): Promise<void> {
  if (await db.ticket.findFirst({ select: { id: true } })) return
  const now = new Date()
  const operators = await db.person.findMany({ where: { id: { in: agents.flatMap((phone) => ids.get(phone) ?? []) } }, select: { id: true, name: true } })
  const categories = new Map((await db.category.findMany({ select: { id: true, code: true } })).map((row) => [row.code, row.id]))
  const counters = new Map<number, number>()
  const tickets: Prisma.TicketCreateManyInput[] = []
  const history: NewHistoryRow[] = []
  const calls: Prisma.CallCreateManyInput[] = []
  const stories: { id: string; status: string; step: string }[] = []
  for (const [index, invented] of [...olderTickets, ...latestTickets].entries()) {
    const arrivedAt = moment(now, invented.daysAgo, invented.at)
    const operator = operators[index % operators.length]
    if (!operator) throw new Error('the demonstration has no operators')
    const year = codeYear(arrivedAt)
    const number = (counters.get(year) ?? 0) + 1
    counters.set(year, number)
    const ticket = ticketRow(invented, trackingCode(year, number), arrivedAt, operator, categories.get(invented.category) ?? null)
    const goesOn = ['waiting', 'processing', 'scheduled'].includes(ticket.status)
    if (goesOn) stories.push({ id: ticket.id, status: ticket.status, step: ticket.step })
    // What is still to be handled lies on the operators' desk first; the rest of its way is acted out.
    tickets.push(goesOn ? { ...ticket, status: 'processing', step: 'operator', progress: 'not-due' } : ticket)
    history.push(...historyRows(ticket, operator, invented))
    if (invented.talk !== undefined)
      calls.push({ ...callRow(invented.phone, arrivedAt, 'answered', invented.talk, index), agentId: operator.id, ticketId: ticket.id })
  }
  for (const [index, one] of inventedCalls.entries()) {
    const agentId = one.outcome === 'answered' ? (operators[index % operators.length]?.id ?? null) : null
    calls.push({ ...callRow(one.phone, moment(now, one.daysAgo, one.at), one.outcome, one.talk, 100 + index), agentId })
  }
  await db.$transaction(async (tx) => {
    await tx.ticket.createMany({ data: tickets })
    const waiting = new Set(stories.map(({ id }) => id))
    await tx.deskTask.createMany({
      data: tickets.flatMap(({ id, savedAt }) =>
        waiting.has(id) && savedAt ? [{ id: idOf(`to send ${id}`), ticketId: id, kind: 'new', since: savedAt }] : [],
      ),
    })
    await appendHistory(tx, history)
    await tx.call.createMany({ data: calls })
    await tx.codeCounter.createMany({ data: [...counters].map(([year, last]) => ({ year, last })) })
  })
  await actOut(db, ids, stories)
}

/** That time of day in Gia Lai (UTC+7 all year), so many days ago. */
function moment(now: Date, daysAgo: number, at: string): Date {
  const day = new Date(now.getTime() + 7 * 60 * 60 * 1000 - daysAgo * dayMs).toISOString().slice(0, 10)
  return new Date(`${day}T${at}:00+07:00`)
}

/** The same id at every seed, so that links in notes stay good. */
function idOf(key: string): string {
  const hex = createHash('sha256').update(`demo ${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function ticketRow(invented: InventedTicket, code: string, reportedAt: Date, operator: Person, categoryId: string | null) {
  const number = toE164(`0900000${invented.phone}`)
  const { title, place, content, status, progress, step } = invented
  return {
    id: idOf(code),
    code,
    version: 1,
    status,
    progress,
    step,
    ...(status === 'refused'
      ? { refusalReason: 'Nội dung không thuộc phạm vi tiếp nhận của Tổng đài 1022', refusalGuidance: 'Liên hệ cơ quan phụ trách lĩnh vực này.' }
      : {}),
    kind: invented.kind ?? (invented.category.startsWith('bcci') ? 'bcci' : 'petition'),
    channel: invented.channel ?? 'hotline',
    reporterPhone: formatPhone(number),
    reporterNumber: number,
    reporterName: invented.name,
    reporterKind: invented.reporterKind ?? 'person',
    reporterAddress: invented.address,
    title,
    categoryId,
    place,
    content,
    identityHidden: invented.identityHidden ?? false,
    ...(invented.category === 'bcci-return'
      ? {
          bcci: {
            direction: 'return',
            procedure: 'Cấp hộ chiếu phổ thông',
            agency: 'Công an tỉnh',
            pickupAddress: invented.address,
            preferredTime: 'Giờ hành chính',
          },
        }
      : {}),
    createdById: operator.id,
    reportedAt,
    savedAt: after(reportedAt, 240),
    updatedAt: after(reportedAt, 240),
  } satisfies Prisma.TicketCreateManyInput
}

const nothing = { field: null, oldValue: null, actId: null }

function historyRows(ticket: { id: string; code: string; reportedAt: Date }, operator: Person, invented: InventedTicket): NewHistoryRow[] {
  const byTelephone = invented.talk !== undefined
  return [
    {
      ticketId: ticket.id,
      at: ticket.reportedAt,
      actorId: byTelephone ? null : operator.id,
      actor: byTelephone ? 'Hệ thống' : operator.name,
      action: 'draft-opened',
      newValue: null,
      ...nothing,
    },
    {
      ticketId: ticket.id,
      at: after(ticket.reportedAt, 240),
      actorId: operator.id,
      actor: operator.name,
      action: 'petition-saved',
      newValue: ticket.code,
      ...nothing,
    },
  ]
}

function callRow(phone: string, arrivedAt: Date, outcome: string, talk: number, index: number): Prisma.CallCreateManyInput {
  const waited = 4 + ((index * 7) % 40)
  const answered = outcome === 'answered'
  const endedAt = after(arrivedAt, outcome === 'out-of-hours' ? 18 : answered ? waited + 12 + talk : waited + 31)
  return {
    id: idOf(`call ${index}`),
    serverId: 'demo',
    channelId: `demo-${index}`,
    callerNumber: toE164(`0900000${phone}`),
    callerRaw: `0900000${phone}`,
    hotlineNumber: '1022',
    arrivedAt,
    queuedAt: outcome === 'out-of-hours' ? null : after(arrivedAt, 8),
    answeredAt: answered ? after(arrivedAt, waited + 12) : null,
    endedAt,
    outcome,
    talkMs: talk * 1000,
  }
}

function after(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000)
}
