// Why something is not done, as rules say it before a command is refused with it.
import type { ErrorCode } from '../contract/errors.ts'

export interface Refused {
  code: ErrorCode
  message: string
}

/** Makes one. */
export const refused = (code: ErrorCode, message: string): Refused => ({ code, message })
