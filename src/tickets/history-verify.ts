// Going through the whole history: every row's hash, every chain's end, every signed file. In pieces, so that it never fills the memory.
import type { Database } from '../platform/database/client.ts'
import { readAnchors } from './history-anchor.ts'
import { type ChainedRow, type ChainFault, checkChain } from './history-chain-rules.ts'
import { keyedHash } from './history-key.ts'

const TICKETS_AT_ONCE = 200
const HEADS_AT_ONCE = 1_000

export interface HistoryReport {
  tickets: number
  rows: number
  files: number
  /** In Vietnamese, for whoever runs the command. */
  faults: string[]
}

const words: Record<ChainFault['kind'], (fault: ChainFault, code: string) => string> = {
  changed: ({ seq }, code) => `${code}: dòng lịch sử ${seq} đã bị sửa`,
  missing: ({ seq }, code) => `${code}: dòng lịch sử ${seq} đã bị xóa`,
  unchained: (_, code) => `${code}: có dòng lịch sử chưa được niêm phong`,
  head: ({ seq }, code) => `${code}: điểm cuối của chuỗi không khớp ở dòng ${seq}`,
}

/** Checks everything with the key of this process; an untouched history has no faults. */
export async function verifyHistory(db: Database, dataDir: string, publicKeyFile?: string): Promise<HistoryReport> {
  const report: HistoryReport = { tickets: 0, rows: 0, files: 0, faults: [] }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const tickets = await db.ticket.findMany({ where: { id: { gt: after } }, orderBy: { id: 'asc' }, take: TICKETS_AT_ONCE, select: { id: true, code: true } })
    const last = tickets.at(-1)
    if (!last) break
    await checkTickets(db, tickets, report)
    after = last.id
  }
  await checkFiles(db, dataDir, publicKeyFile, report)
  return report
}

async function checkTickets(db: Database, tickets: readonly { id: string; code: string | null }[], report: HistoryReport): Promise<void> {
  const ids = tickets.map(({ id }) => id)
  const [rows, heads] = await Promise.all([
    db.ticketHistory.findMany({ where: { ticketId: { in: ids } }, orderBy: [{ ticketId: 'asc' }, { seq: 'asc' }] }),
    db.historyHead.findMany({ where: { ticketId: { in: ids } } }),
  ])
  const headOf = new Map(heads.map(({ ticketId, seq, hash }) => [ticketId, { seq, hash: Buffer.from(hash).toString('hex') }]))
  const byTicket = Map.groupBy(rows, ({ ticketId }) => ticketId)
  for (const { id, code } of tickets) {
    report.tickets += 1
    const own = byTicket.get(id) ?? []
    report.rows += own.length
    const say = (fault: ChainFault) => report.faults.push(words[fault.kind](fault, code ?? id))
    const chained = own.flatMap(({ seq, hash, ...row }) =>
      seq === null || hash === null ? [] : [{ row: { ...row, seq, at: row.at.getTime() } satisfies ChainedRow, hash: Buffer.from(hash).toString('hex') }],
    )
    if (chained.length < own.length) say({ kind: 'unchained', ticketId: id, seq: null })
    const head = headOf.get(id) ?? null
    // Every ticket was opened by somebody: one without any row has lost them.
    if (chained.length === 0) say({ kind: 'missing', ticketId: id, seq: 1 })
    else for (const fault of checkChain(chained, head, (text) => keyedHash(text).toString('hex'))) say(fault)
  }
}

/** What was signed must still stand there: also where somebody with the key computed all later hashes anew. */
async function checkFiles(db: Database, dataDir: string, publicKeyFile: string | undefined, report: HistoryReport): Promise<void> {
  const { files, faults } = readAnchors(dataDir, publicKeyFile)
  report.files = files.length
  const fileWords = { unreadable: 'không đọc được', signature: 'chữ ký không đúng', previous: 'không nối tiếp tệp trước: có tệp đã bị lấy đi hoặc thay' }
  for (const { file, kind } of faults) report.faults.push(`Tệp ${file}: ${fileWords[kind]}`)
  for (const { name, body } of files)
    for (let from = 0; from < body.heads.length; from += HEADS_AT_ONCE) await checkHeads(db, name, body.heads.slice(from, from + HEADS_AT_ONCE), report)
}

async function checkHeads(db: Database, file: string, heads: readonly [string, number, string][], report: HistoryReport): Promise<void> {
  const rows = await db.ticketHistory.findMany({
    where: { OR: heads.map(([ticketId, seq]) => ({ ticketId, seq })) },
    select: { ticketId: true, seq: true, hash: true, ticket: { select: { code: true } } },
  })
  const kept = new Map(rows.map((row) => [`${row.ticketId} ${row.seq}`, row]))
  for (const [ticketId, seq, hash] of heads) {
    const row = kept.get(`${ticketId} ${seq}`)
    const name = row?.ticket.code ?? ticketId
    if (!row?.hash) report.faults.push(`${name}: dòng lịch sử ${seq}, đã ký trong ${file}, không còn`)
    else if (Buffer.from(row.hash).toString('hex') !== hash) report.faults.push(`${name}: lịch sử đến dòng ${seq} khác với bản đã ký trong ${file}`)
  }
}
