// Messages about many petitions at once: whoever would get one for each of a unit's slips gets a single one. Pure.
import type { NewMessage } from '../channels/outbox.ts'

/** A message about a slip, with the unit that has the slip in hand. */
export interface SlipNotice {
  unit: { id: string; name: string }
  message: NewMessage
}

/** So many codes are named; the others are counted. */
const NAMED = 3

/** The messages of new deadlines as they are sent: one alone as it is, several of one unit to one person as one that names the first codes. */
export function gatherNewDeadlines(notices: readonly SlipNotice[]): NewMessage[] {
  const groups = Map.groupBy(notices, ({ unit, message: { template, to, key } }) =>
    template === 'due-recomputed' ? JSON.stringify([unit.id, to.name, to.phone, to.email]) : key,
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first || group.length === 1) return group.map(({ message }) => message)
    const messages = group.map(({ message }) => message)
    return [
      {
        ...first.message,
        // A slip's clock has each revision once, so the first one's key stands for all that were done together with it.
        key: `${first.message.key} +${group.length - 1}`,
        ticketId: null,
        template: 'dues-recomputed',
        values: { count: String(group.length), codes: codesOf(messages), unit: first.unit.name },
        at: new Date(Math.max(...messages.map(({ at }) => at.getTime()))),
      },
    ]
  })
}

function codesOf(messages: readonly NewMessage[]): string {
  const codes = messages.map(({ values }) => values['code'] ?? '')
  const rest = codes.length - NAMED
  return `${codes.slice(0, NAMED).join(', ')}${rest > 0 ? ` và ${rest} phiếu khác` : ''}`
}
