// What the database's refusals mean.
import { Prisma } from './generated/client.ts'

/** Did a unique index refuse the row? Narrowed to one index when its name is given. */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false
  if (!index) return true
  const text = JSON.stringify(error.meta ?? {})
  return text.includes(index)
}

// Prisma's codes for a server out of reach, a closed connection, a full pool, a transaction that could not begin.
const awayCodes = new Set(['P1000', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'])
// Raw queries and transactions under way get the server's or the driver's own words instead of a code.
const awayWords =
  /can't reach database|connection terminated|connection closed|connection error and is not queryable|query read timeout|timeout exceeded when trying to connect|statement timeout|shutting down|starting up|recovery mode|terminating connection/i

/** Is the database away, as against a mistake in what was asked of it? */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && awayCodes.has(error.code)) return true
  if (error instanceof Prisma.PrismaClientInitializationError || awayWords.test(error.message)) return true
  return isDatabaseAway(error.cause)
}

/** PostgreSQL's own code of a refusal (SQLSTATE), or null where the error is none of its refusals. */
function refusalCode(error: unknown): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null
  const { driverAdapterError } = (error.meta ?? {}) as { driverAdapterError?: { cause?: { originalCode?: unknown } } }
  const code = driverAdapterError?.cause?.originalCode
  return typeof code === 'string' ? code : null
}

/** Did an exclusion constraint refuse the row: something that may not overlap does. */
export function isOverlapViolation(error: unknown): boolean {
  return refusalCode(error) === '23P01'
}

/**
 * Is the error about what was to be written, so that it will be refused for ever? A full disk, a lock, a database that can
 * only be read or lacks a migration refuse anything: what waits for them is not to blame.
 */
export function isAboutTheData(error: unknown): boolean {
  const code = refusalCode(error)
  // Data exceptions, integrity, limits.
  return code === null ? !isDatabaseAway(error) : /^(22|23|54)/.test(code)
}
