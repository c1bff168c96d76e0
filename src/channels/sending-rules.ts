// By which channels somebody can be told, and when. Pure.
import { isLandline } from '../contract/phone-number.ts'
import { DAY_MS, dayOf, MINUTE_MS, startOfDay } from '../deadlines/civil-time-rules.ts'
import type { NewMessage } from './outbox.ts'
import type { TextChannel } from './template-rules.ts'

/** Minutes of the day in Gia Lai between which no citizen is woken; the same twice: never quiet. */
export interface QuietHours {
  from: number
  to: number
}

export type Way = { channel: TextChannel; address: string; cannot: null } | { channel: TextChannel; address: string; cannot: string }

/** SMS to a mobile, e-mail to an address; a landline gets none, and that is noted. Whoever has neither is noted too. */
export function waysTo({ to }: Pick<NewMessage, 'to'>): Way[] {
  const ways: Way[] = []
  if (to.phone !== null) ways.push({ channel: 'sms', address: to.phone, cannot: cannotText(to.phone) })
  if (to.email !== null && to.email !== '') ways.push({ channel: 'email', address: to.email, cannot: null })
  return ways.length > 0 ? ways : [{ channel: 'sms', address: '', cannot: 'Không có số điện thoại hay e-mail' }]
}

const cannotText = (phone: string): string | null =>
  !phone.startsWith('+84') ? 'Số nước ngoài không nhận được tin nhắn' : isLandline(phone) ? 'Số cố định không nhận được tin nhắn' : null

/** Out of the quiet hours: the morning after. */
export function afterQuietHours(at: number, { from, to }: QuietHours): number {
  if (from === to) return at
  const midnight = startOfDay(dayOf(at))
  const minute = Math.floor((at - midnight) / MINUTE_MS)
  const quiet = from < to ? minute >= from && minute < to : minute >= from || minute < to
  if (!quiet) return at
  const morning = midnight + to * MINUTE_MS
  return morning > at ? morning : morning + DAY_MS
}
