// The one shape of every refusal, over HTTP and over the socket.
import { z } from 'zod'

export const errorCodes = [
  'invalid-input',
  'not-signed-in',
  'wrong-credentials',
  'locked',
  'forbidden',
  'not-found',
  'conflict',
  'illegal-transition',
  'too-many-requests',
  'unavailable',
  'internal',
  // Calls out: there is no trunk for them, or this number is not dialled from here.
  'no-trunk',
  'number-unreadable',
  'number-own',
  'number-emergency',
  'number-premium',
  'number-foreign',
  'number-not-allowed',
] as const
export const ErrorCode = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof ErrorCode>

/** `code` is stable for programs, `message` is Vietnamese for people, `fields` names each bad field by its path. */
export const Problem = z.object({
  code: ErrorCode,
  message: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
})
export type Problem = z.infer<typeof Problem>

/** HTTP status of each code. */
export const httpStatus: Readonly<Record<ErrorCode, number>> = {
  'invalid-input': 400,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  locked: 423,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'illegal-transition': 409,
  'too-many-requests': 429,
  unavailable: 503,
  internal: 500,
  'no-trunk': 503,
  'number-unreadable': 400,
  'number-own': 409,
  'number-emergency': 409,
  'number-premium': 409,
  'number-foreign': 409,
  'number-not-allowed': 409,
}

/** Thrown by services; the edge turns it into a Problem. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly fields: Record<string, string> | undefined
  constructor(code: ErrorCode, message: string, fields?: Record<string, string>) {
    super(message)
    this.code = code
    this.fields = fields
  }
  toProblem(): Problem {
    return { code: this.code, message: this.message, ...(this.fields ? { fields: this.fields } : {}) }
  }
}
