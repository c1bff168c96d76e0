// Tracking codes without gaps or doubles.
import type { Transaction } from './deps.ts'
import { codeYear, trackingCode } from './tracking-code.ts'

/** Takes the year's next code. The counter's row stays locked until the transaction ends, so codes have no gaps and no doubles. */
export async function takeCode(tx: Transaction, now: Date): Promise<string> {
  const year = codeYear(now)
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO code_counter (year, last) VALUES (${year}, 1)
    ON CONFLICT (year) DO UPDATE SET last = code_counter.last + 1
    RETURNING last`
  if (!row) throw new Error('the code counter answered nothing')
  return trackingCode(year, row.last)
}
