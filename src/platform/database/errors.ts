// What the database's refusals mean.
import { Prisma } from './generated/client.ts'

/** Did a unique index refuse the row? Narrowed to one index when its name is given. */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false
  if (!index) return true
  const text = JSON.stringify(error.meta ?? {})
  return text.includes(index)
}

// Prisma's codes for a server out of reach, a closed connection, a full pool; and Node's own for sockets.
const awayCodes = new Set(['P1000', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOENT'])
const awayWords = /connect|terminat|timeout|timed out|shutting down|starting up|Closed|recovery mode|can't reach/i

/** Is the database away, as against a mistake in what was asked of it? */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && awayCodes.has(error.code)) return true
  if (error instanceof Prisma.PrismaClientInitializationError) return true
  if (error instanceof Prisma.PrismaClientKnownRequestError || error.name === 'DriverAdapterError') return awayWords.test(error.message)
  return isDatabaseAway(error.cause)
}
