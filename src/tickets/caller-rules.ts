// How an earlier call ended, in the words of the caller's card. Pure.
import { CallOutcome } from '../contract/values.ts'

const words: Record<CallOutcome, string> = {
  answered: 'Đã nghe máy',
  abandoned: 'Gọi nhỡ',
  'out-of-hours': 'Gọi ngoài giờ',
  interrupted: 'Bị ngắt giữa chừng',
}

/** A call that led to a petition is told by it; else by how the caller met its end. */
export function callResult(outcome: string | null, code: string | null): string {
  if (code !== null) return `Lập phiếu ${code}`
  const known = CallOutcome.safeParse(outcome)
  return known.success ? words[known.data] : 'Chưa rõ'
}
