// One JSON line an event, on standard output (the launcher keeps it in a file).
import winston from 'winston'
import { redact, redactText } from './redact.ts'

/** Details of a log line: ids and figures. Personal fields are blanked whatever the caller passes. */
export type LogFields = Readonly<Record<string, unknown>>

export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** A logger that adds these fields to every line, e.g. the room or the call's id. */
  child(fields: LogFields): Logger
}

export interface LoggerConfig {
  logLevel?: string
}

/** Makes the process's logger. */
export function createLogger(config: LoggerConfig = {}): Logger {
  const root = winston.createLogger({
    level: config.logLevel ?? 'info',
    format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
    transports: [new winston.transports.Console()],
  })
  return wrap(root, {})
}

/** Swallows everything; for tests that do not look at the log. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLogger,
}

function wrap(root: winston.Logger, base: LogFields): Logger {
  const write = (level: string, message: string, fields?: LogFields): void => {
    const clean = redact({ ...base, ...fields })
    root.log({ ...(clean as Record<string, unknown>), level, message: redactText(message) })
  }
  return {
    debug: (message, fields) => write('debug', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
    child: (fields) => wrap(root, { ...base, ...fields }),
  }
}
