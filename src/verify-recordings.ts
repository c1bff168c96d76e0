// npm run verify-recordings [-- --note] [--json]: compares every kept recording with its checksum in the ledger and names files that are
// missing, changed, left behind or unknown. Ends with 0 when all is well, 1 when something is wrong, 2 when it could not look.
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type RecordingFaultKind, type RecordingReport, verifyRecordings } from './calls/recording-verify.ts'
import { BadSettings, loadConfig, readEnvironment } from './config.ts'
import { runningPostgresUrl } from './launcher/postgres.ts'
import { systemClock } from './platform/clock.ts'
import { createDatabase } from './platform/database/client.ts'
import { silentLogger } from './platform/logging/logger.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

const words: Readonly<Record<RecordingFaultKind, string>> = {
  missing: 'thiếu tệp',
  changed: 'tệp đã bị sửa',
  left: 'tệp lẽ ra đã xoá',
  unknown: 'tệp không có trong sổ',
}

/** Gives the exit code. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { note: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } })
  const config = loadConfig(readEnvironment())
  const url = config.databaseUrl || runningPostgresUrl(config.dataDir)
  if (!url) throw new BadSettings('Cơ sở dữ liệu không chạy: npm start trước, hoặc đặt DATABASE_URL.')
  // A folder that is not mounted would make every recording look lost.
  if (!existsSync(config.recordingDir)) throw new BadSettings(`Không thấy thư mục ghi âm ${config.recordingDir}: kiểm tra RECORDING_DIR.`)
  const db = createDatabase({ url, logger: silentLogger, poolSize: 2 })
  try {
    const report = await verifyRecordings(db, config.recordingDir, { now: systemClock.now(), note: values.note })
    if (values.json) say(JSON.stringify(report))
    else tell(report)
    return report.faults.length === 0 ? 0 : 1
  } finally {
    await db.$disconnect()
  }
}

function tell({ recordings, files, bytes, unmeasured, removed, held, faults }: RecordingReport): void {
  for (const { kind, path, recordingId } of faults) say(`✗ ${words[kind]}: ${path}${recordingId ? ` (${recordingId})` : ''}`)
  const counted = [`${recordings} bản ghi âm`, `${files} tệp đã so (${(bytes / 1e6).toFixed(1).replace('.', ',')} MB)`]
  if (unmeasured > 0) counted.push(`${unmeasured} đang ghi hoặc chưa đo`)
  if (removed > 0) counted.push(`${removed} đã xoá theo thời hạn`)
  if (held > 0) counted.push(`${held} được giữ theo yêu cầu`)
  say(`${counted.join(', ')}: ${faults.length === 0 ? 'nguyên vẹn' : `${faults.length} chỗ sai`}`)
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  },
)
