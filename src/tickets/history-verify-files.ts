// The signed files held against the rows: what was signed must stand there, and what is old enough must have been signed.
import type { Database } from '../platform/database/client.ts'
import { type FileFault, readAnchors } from './history-anchor.ts'
import type { HistoryReport, VerifyOptions } from './history-verify.ts'

const HEADS_AT_ONCE = 1_000
/** Nothing stays unsigned for longer: two nights, ms. */
const UNSIGNED_MS = 2 * 86_400_000

const fileWords: Record<FileFault, string> = {
  unreadable: 'không đọc được',
  signature: 'chữ ký không đúng',
  previous: 'không nối tiếp tệp trước: có tệp đã bị lấy đi hoặc thay',
}

/**
 * What was signed must still stand there: also where somebody with the key computed all later hashes anew. Answers up to which row
 * each ticket is signed.
 */
export async function checkFiles(
  db: Database,
  historyDir: string,
  { publicKeyFile, since }: VerifyOptions,
  report: HistoryReport,
): Promise<Map<string, number>> {
  const signed = new Map<string, number>()
  for (const { name, body, fault } of readAnchors(historyDir, publicKeyFile)) {
    if (fault) report.faults.push(`Tệp ${name}: ${fileWords[fault]}`)
    if (!body) continue
    report.files += 1
    if (since && new Date(body.until) < since) continue
    for (const [ticketId, seq] of body.heads) signed.set(ticketId, Math.max(seq, signed.get(ticketId) ?? 0))
    for (let from = 0; from < body.heads.length; from += HEADS_AT_ONCE) await checkHeads(db, name, body.heads.slice(from, from + HEADS_AT_ONCE), report)
  }
  return signed
}

async function checkHeads(db: Database, file: string, heads: readonly [string, number, string][], report: HistoryReport): Promise<void> {
  const asked = heads.map(([ticket_id, seq]) => ({ ticket_id, seq }))
  const rows = await db.$queryRaw<{ ticket_id: string; seq: number; hash: string | null; code: string | null }[]>`
    SELECT r.ticket_id, r.seq, encode(h.hash, 'hex') AS hash, t.code
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS r(ticket_id uuid, seq int)
    LEFT JOIN ticket t ON t.id = r.ticket_id LEFT JOIN ticket_history h ON h.ticket_id = r.ticket_id AND h.seq = r.seq`
  const kept = new Map(rows.map((row) => [`${row.ticket_id} ${row.seq}`, row]))
  for (const [ticketId, seq, hash] of heads) {
    const row = kept.get(`${ticketId} ${seq}`)
    const name = row?.code ?? ticketId
    if (!row?.hash) report.faults.push(`${name}: dòng lịch sử ${seq}, đã ký trong ${file}, không còn`)
    else if (row.hash !== hash) report.faults.push(`${name}: lịch sử đến dòng ${seq} khác với bản đã ký trong ${file}`)
  }
}

/** What should have been signed and was not: the newest files or all of them taken away, or the nights' signing does not run. */
export async function checkUnsigned(db: Database, signed: ReadonlyMap<string, number>, since: Date | undefined, report: HistoryReport): Promise<void> {
  let [after, unsigned] = ['00000000-0000-0000-0000-000000000000', 0]
  const [time] = await db.$queryRaw<{ now: Date }[]>`SELECT now()`
  const before = new Date((time?.now.getTime() ?? 0) - UNSIGNED_MS)
  for (;;) {
    const heads = await db.historyHead.findMany({
      where: { ticketId: { gt: after }, changedAt: { lt: before, ...(since ? { gte: since } : {}) } },
      orderBy: { ticketId: 'asc' },
      take: HEADS_AT_ONCE,
      select: { ticketId: true, seq: true },
    })
    const last = heads.at(-1)
    if (!last) break
    unsigned += heads.filter(({ ticketId, seq }) => (signed.get(ticketId) ?? 0) < seq).length
    after = last.ticketId
  }
  if (unsigned > 0) report.faults.push(`${unsigned} phiếu đổi hơn hai ngày trước không có trong tệp ký nào: tệp đã bị lấy đi, hoặc việc ký mỗi đêm không chạy`)
}
