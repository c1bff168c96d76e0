// What a caller who waits is told, as prompts in their order. Pure.
import { MOST_SPOKEN, spokenNumber, spokenPlace } from './spoken-number-rules.ts'

export interface WaitingWords {
  /** The first time he is told why he waits, later that he should go on waiting. */
  first: boolean
  /** His place in the queue, 1 is next; null: not said. */
  position: number | null
  /** null: not said. */
  estimateMinutes: number | null
}

/** Longer waits are not said: nobody is helped by the number. */
export const MOST_MINUTES = 120

/** "Hiện các nhân viên trực đều bận… Quý vị đang ở vị trí thứ 3. Thời gian chờ ước tính khoảng 5 phút." */
export function waitingWords({ first, position, estimateMinutes }: WaitingWords): string[] {
  const place = position !== null && position >= 1 && position <= MOST_SPOKEN ? ['waiting-position', ...spokenPlace(position)] : []
  const wait =
    estimateMinutes !== null && estimateMinutes >= 1 && estimateMinutes <= MOST_MINUTES
      ? ['waiting-estimate', ...spokenNumber(estimateMinutes), 'waiting-minutes']
      : []
  return [...(first ? ['all-busy'] : []), ...place, ...wait, ...(first ? [] : ['waiting-stay'])]
}
