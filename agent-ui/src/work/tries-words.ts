// "Đã gọi 1/3, gọi lại từ 14:30": how often a citizen was called in vain, and when the next call counts.
import type { TFunction } from 'i18next'
import type { CitizenTries } from '../../../src/contract/slips.ts'
import { formatDate, formatDayMonth, formatTime, serverNow } from '../kit/time.ts'

/** The tries in words; the day is said when it is not today. */
export function triesWords({ made, most, nextFrom }: CitizenTries, t: TFunction): string {
  const today = formatDate(nextFrom) === formatDate(serverNow())
  return t('deskWork.tries', { made, most, at: today ? formatTime(nextFrom) : `${formatTime(nextFrom)} ${formatDayMonth(nextFrom)}` })
}
