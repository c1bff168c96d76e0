// npm run verify-history [-- --since DAY] [--public-key FILE] [--sign] [--json]: finds rows of the history that were changed,
// deleted or put in. With --sign it first signs what the night should have signed.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { BadSettings, loadConfig, readEnvironment } from './config.ts'
import { runningPostgresUrl } from './launcher/postgres.ts'
import { loadSecrets } from './launcher/secrets.ts'
import { systemClock } from './platform/clock.ts'
import { createDatabase } from './platform/database/client.ts'
import { silentLogger } from './platform/logging/logger.ts'
import { createAnchors } from './tickets/history-anchor.ts'
import { setHistoryKey } from './tickets/history-key.ts'
import { type HistoryReport, verifyHistory } from './tickets/history-verify.ts'
import { startOfDay } from './tickets/local-day.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

/** Gives the exit code: 1 when anything is wrong. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      since: { type: 'string' },
      'public-key': { type: 'string' },
      sign: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const since = values.since === undefined ? undefined : readDay(values.since)
  const config = loadConfig(readEnvironment())
  const url = config.databaseUrl || runningPostgresUrl(config.dataDir)
  if (!url) throw new BadSettings('Cơ sở dữ liệu không chạy: npm start trước, hoặc đặt DATABASE_URL.')
  setHistoryKey(config.historyKey || config.sessionSecret || loadSecrets(config.dataDir).sessionSecret)
  const db = createDatabase({ url, logger: silentLogger, poolSize: 2 })
  try {
    if (values.sign) await createAnchors({ db, historyDir: config.historyDir, logger: silentLogger }).write(systemClock.now())
    const publicKeyFile = values['public-key'] && path.resolve(values['public-key'])
    const report = await verifyHistory(db, config.historyDir, { publicKeyFile, since })
    if (values.json) say(JSON.stringify(report))
    else tell(report)
    return report.faults.length === 0 ? 0 : 1
  } finally {
    await db.$disconnect()
  }
}

function tell({ tickets, rows, files, keyFingerprint, faults }: HistoryReport): void {
  for (const fault of faults) say(`✗ ${fault}`)
  if (keyFingerprint) say(`Dấu khóa công khai (SHA-256): ${keyFingerprint}`)
  say(`${tickets} phiếu, ${rows} dòng lịch sử, ${files} tệp đã ký: ${faults.length === 0 ? 'nguyên vẹn' : `${faults.length} chỗ sai`}`)
}

/** A day of Gia Lai, `2026-11-18`. */
function readDay(text: string): Date {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? startOfDay(text) : new Date(Number.NaN)
  if (Number.isNaN(day.getTime())) throw new BadSettings(`--since ${text}: viết ngày như 2026-11-18.`)
  return day
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  },
)
