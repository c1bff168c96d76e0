// One JSON line an event, on standard output (the launcher keeps it in a file).
import winston from 'winston'
import { redact, redactText } from './redact.ts'

/** Details of a log line: ids and figures. Personal fields are blanked whatever the caller passes. */
export type LogFields = Readonly<Record<string, unknown>>

/** What the rooms need of a logger; winston's own fits. */
export interface Logger {
  debug(message: string, fields?: LogFields): unknown
  info(message: string, fields?: LogFields): unknown
  warn(message: string, fields?: LogFields): unknown
  error(message: string, fields?: LogFields): unknown
  /** A logger that adds these fields to every line, e.g. the room or the call's id. */
  child(fields: LogFields): Logger
}

export interface LoggerConfig {
  logLevel?: string
}

// The last step before a line is written, so that nothing passes by it.
const withoutPersons = winston.format((info) => {
  const { level, message, timestamp, ...fields } = info
  const clean = redact(fields) as Record<string, unknown>
  // winston keeps the level for its own use under a symbol, which spreading would not lose but redact does.
  for (const key of Object.getOwnPropertySymbols(info)) Object.assign(clean, { [key]: Reflect.get(info, key) })
  return Object.assign(clean, { timestamp, level, message: redactText(String(message)) })
})

/** Makes the process's logger. */
export function createLogger(config: LoggerConfig = {}): winston.Logger {
  return winston.createLogger({
    level: config.logLevel ?? 'info',
    format: winston.format.combine(winston.format.timestamp(), withoutPersons(), winston.format.json()),
    transports: [new winston.transports.Console()],
  })
}

/** Swallows everything; for tests that do not look at the log. */
export const silentLogger: winston.Logger = winston.createLogger({ silent: true, transports: [new winston.transports.Console({ silent: true })] })
