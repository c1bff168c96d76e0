// npm run verify-history [-- --public-key FILE] [--json]: finds rows of the history that were changed, deleted or put in.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { BadSettings, loadConfig, readEnvironment } from './config.ts'
import { runningPostgresUrl } from './launcher/postgres.ts'
import { loadSecrets } from './launcher/secrets.ts'
import { createDatabase } from './platform/database/client.ts'
import { silentLogger } from './platform/logging/logger.ts'
import { setHistoryKey } from './tickets/history-key.ts'
import { verifyHistory } from './tickets/history-verify.ts'

/** Gives the exit code: 1 when anything is wrong. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { 'public-key': { type: 'string' }, json: { type: 'boolean', default: false } } })
  const config = loadConfig(readEnvironment())
  const url = config.databaseUrl || runningPostgresUrl(config.dataDir)
  if (!url) throw new BadSettings('Cơ sở dữ liệu không chạy: npm start trước, hoặc đặt DATABASE_URL.')
  setHistoryKey(config.historyKey || config.sessionSecret || loadSecrets(config.dataDir).sessionSecret)
  const db = createDatabase({ url, logger: silentLogger, poolSize: 2 })
  try {
    const report = await verifyHistory(db, config.dataDir, values['public-key'] && path.resolve(values['public-key']))
    if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`)
    else {
      for (const fault of report.faults) process.stdout.write(`✗ ${fault}\n`)
      process.stdout.write(
        `${report.tickets} phiếu, ${report.rows} dòng lịch sử, ${report.files} tệp đã ký: ${report.faults.length === 0 ? 'nguyên vẹn' : `${report.faults.length} chỗ sai`}\n`,
      )
    }
    return report.faults.length === 0 ? 0 : 1
  } finally {
    await db.$disconnect()
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  },
)
