// Fills a database with what the service starts from. Every part only adds what is missing: it runs at each start.
import { mkdirSync } from 'node:fs'
import { BadSettings, loadConfig, readEnvironment } from '../src/config.ts'
import { invitationPath } from '../src/directory/invitations.ts'
import { createDatabase } from '../src/platform/database/client.ts'
import { createLogger } from '../src/platform/logging/logger.ts'
import { chainOldRows } from '../src/tickets/history-append.ts'
import { setHistoryKey } from '../src/tickets/history-key.ts'
import { seedAdministrator } from './seed/administrator.ts'
import { seedCategories } from './seed/categories.ts'
import { seedFocalPoints } from './seed/focal-points.ts'
import { seedHistory } from './seed/history.ts'
import { seedPeople } from './seed/people.ts'
import { seedUnits } from './seed/units.ts'

async function seed(): Promise<void> {
  const config = loadConfig(readEnvironment())
  if (!config.databaseUrl) throw new BadSettings('Settings refused:\n  DATABASE_URL must be set (npm start sets it by itself)')
  setHistoryKey(config.historyKey || config.sessionSecret)
  const db = createDatabase({ url: config.databaseUrl, logger: createLogger({ logLevel: 'warn' }), poolSize: 2 })
  try {
    await chainOldRows(db)
    await seedUnits(db)
    await seedCategories(db)
    if (config.demoData && !config.isProduction) {
      mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
      const people = await seedPeople(db, config.dataDir)
      await seedFocalPoints(db)
      await seedHistory(db, people)
    }
    if (config.isProduction && config.adminPhone) {
      const token = await seedAdministrator(db, config.adminPhone)
      const scheme = config.tls ? 'https' : 'http'
      // The only place where the link is ever shown; nothing keeps it.
      if (token)
        process.stdout.write(`First administrator, valid for seven days, once: ${scheme}://<this server>:${config.http.port}${invitationPath(token)}\n`)
    }
  } finally {
    await db.$disconnect()
  }
}

try {
  await seed()
} catch (error) {
  process.stderr.write(`${error instanceof BadSettings ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}
