// The door to PostgreSQL.
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import type { Logger } from '../logging/logger.ts'
import { PrismaClient } from './generated/client.ts'

export type Database = PrismaClient
/** What a function that runs inside a transaction is given. */
export type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0]
export { Prisma } from './generated/client.ts'

export interface DatabaseConfig {
  url: string
  logger: Logger
  /** Connections of the pool. */
  poolSize?: number
}

/** What is longer has long lists in it and hardly ever comes again word by word. */
const LONGEST_KEPT = 4_000

/** The name under which a connection keeps a statement that it has parsed and planned; planning takes longer than most answers. */
function statementName(sql: string): string {
  // An empty name is a statement that is not kept.
  return sql.length <= LONGEST_KEPT ? createHash('sha1').update(sql).digest('base64url') : ''
}

/**
 * Makes the database client. Nothing connects before the first query, so a database that is away at the start
 * does not keep the telephones from working.
 */
export function createDatabase({ url, logger, poolSize = 10 }: DatabaseConfig): Database {
  const log = logger.child({ room: 'database' })
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: poolSize,
      // A server that takes connections but never answers must not hold requests for ever.
      connectionTimeoutMillis: 3_000,
      query_timeout: 20_000,
      // Compiling a statement takes a tenth of a second and more; none here runs long enough to win that back.
      options: '-c timezone=UTC -c statement_timeout=20000 -c jit=off',
    },
    {
      onPoolError: (error) => log.warn('database connection lost', { error }),
      onConnectionError: (error) => log.warn('database connection failed', { error }),
      statementNameGenerator: ({ sql }) => statementName(sql),
    },
  )
  return new PrismaClient({ adapter, errorFormat: 'minimal', transactionOptions: { maxWait: 5_000, timeout: 15_000 } })
}
