// Going through the whole history: every row's hash, every chain's end, every signed file. In pieces, so that it never fills the memory.
import type { Database } from '../platform/database/client.ts'
import { type ChainedRow, type ChainFault, checkChain } from './history-chain-rules.ts'
import { keyedHash } from './history-key.ts'
import { fingerprint, readPublicKey } from './history-signing.ts'
import { checkFiles, checkUnsigned } from './history-verify-files.ts'

const TICKETS_AT_ONCE = 200
/** Fewer may all have been changed by somebody. */
const ENOUGH_TO_BLAME_THE_KEY = 10

export interface HistoryReport {
  tickets: number
  rows: number
  files: number
  /** Of the key the files were checked with: to be compared with what was noted when it was made; null without one. */
  keyFingerprint: string | null
  /** In Vietnamese, for whoever runs the command. */
  faults: string[]
}

export interface VerifyOptions {
  /** Kept elsewhere, where nobody of this machine can change it; else the one beside the private key. */
  publicKeyFile?: string | undefined
  /** Only what was written from this moment on. */
  since?: Date | undefined
}

/** Checks everything with the key of this process; an untouched history has no faults. `historyDir` holds the signed files. */
export async function verifyHistory(db: Database, historyDir: string, { publicKeyFile, since }: VerifyOptions = {}): Promise<HistoryReport> {
  const key = readPublicKey(historyDir, publicKeyFile)
  const report: HistoryReport = { tickets: 0, rows: 0, files: 0, keyFingerprint: key && fingerprint(key), faults: [] }
  const changed = since ? { OR: [{ historyHead: { changedAt: { gte: since } } }, { reportedAt: { gte: since } }] } : {}
  const told = { fit: 0, misfit: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const tickets = await db.ticket.findMany({
      where: { id: { gt: after }, ...changed },
      orderBy: { id: 'asc' },
      take: TICKETS_AT_ONCE,
      select: { id: true, code: true },
    })
    const last = tickets.at(-1)
    if (!last) break
    await checkTickets(db, tickets, report, told)
    after = last.id
  }
  // Nobody changes all of them: then it is the key that is another one.
  if (told.misfit >= ENOUGH_TO_BLAME_THE_KEY && told.fit === 0)
    report.faults = [
      ...report.faults.filter((fault) => !fault.endsWith(CHANGED)),
      'Không một dòng lịch sử nào khớp với khóa: HISTORY_KEY (hay SESSION_SECRET) không phải khóa đã dùng khi ghi',
    ]
  const signed = await checkFiles(db, historyDir, { publicKeyFile, since }, report)
  await checkUnsigned(db, signed, since, report)
  return report
}

const CHANGED = 'đã bị sửa, chèn vào hoặc đổi chỗ'
const rowsWords = (seq: number, to: number) => (seq === to ? `dòng lịch sử ${seq}` : `dòng lịch sử ${seq} đến ${to}`)
function words(fault: ChainFault): string {
  if (fault.kind === 'changed') return `dòng lịch sử ${fault.seq} ${CHANGED}`
  if (fault.kind === 'inserted') return `dòng lịch sử ${fault.seq} bị chèn thêm`
  if (fault.kind === 'missing') return `${rowsWords(fault.seq, fault.to)} đã bị xóa`
  return `điểm cuối của chuỗi không khớp ở dòng ${fault.seq}`
}

/** Counts in `told` the rows that fit their hash, and those that do not. */
async function checkTickets(
  db: Database,
  tickets: readonly { id: string; code: string | null }[],
  report: HistoryReport,
  told: { fit: number; misfit: number },
): Promise<void> {
  const ticketId = { in: tickets.map(({ id }) => id) }
  // As of one moment: people go on working meanwhile.
  const [rows, heads] = await db.$transaction(
    [
      db.ticketHistory.findMany({ where: { ticketId }, orderBy: [{ ticketId: 'asc' }, { seq: 'asc' }, { id: 'asc' }] }),
      db.historyHead.findMany({ where: { ticketId } }),
    ],
    { isolationLevel: 'RepeatableRead' },
  )
  const headOf = new Map(heads.map((head) => [head.ticketId, { seq: head.seq, hash: Buffer.from(head.hash).toString('hex') }]))
  const byTicket = Map.groupBy(rows, (row) => row.ticketId)
  for (const { id, code } of tickets) {
    const own = byTicket.get(id) ?? []
    report.tickets += 1
    report.rows += own.length
    const say = (what: string) => report.faults.push(`${code ?? id}: ${what}`)
    const chained = own.flatMap(({ seq, hash, ...row }) =>
      seq === null || hash === null ? [] : [{ row: { ...row, seq, at: row.at.getTime() } satisfies ChainedRow, hash: Buffer.from(hash).toString('hex') }],
    )
    if (chained.length < own.length) say('có dòng lịch sử chưa được niêm phong')
    const head = headOf.get(id) ?? null
    let hashed = 0
    const faults = checkChain(chained, head, (text) => {
      hashed += 1
      return keyedHash(text).toString('hex')
    })
    const misfit = faults.filter(({ kind }) => kind === 'changed').length
    told.misfit += misfit
    told.fit += hashed - misfit
    for (const fault of faults) say(words(fault))
    // Every ticket was opened by somebody: one without any row has lost them.
    if (own.length === 0 && !head) say(words({ kind: 'missing', seq: 1, to: 1 }))
  }
}
