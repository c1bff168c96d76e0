// What a provider's report says became of a message. Pure.
import type { DeliveryReport } from '../contract/messages.ts'

/** eSMS: 1 and 2 wait, 3 is being sent, 7 is with the carrier; 5 is over, and the counts say how; 4 is refused, 6 taken out. */
const OVER = '5'
const REFUSED = new Set(['4', '6'])

/** Null: nothing final yet, or a word nobody knows; the message stays as it is. */
export function deliveryOf(report: Pick<DeliveryReport, 'SendStatus' | 'SendResult' | 'SendFailed'>): 'delivered' | 'undelivered' | null {
  const status = report.SendStatus || report.SendResult || ''
  if (REFUSED.has(status)) return 'undelivered'
  if (status !== OVER) return null
  // One message has one receiver: a failure among them is his.
  return report.SendFailed > 0 ? 'undelivered' : 'delivered'
}
