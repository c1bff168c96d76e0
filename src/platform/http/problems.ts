// Every refusal leaves as a Problem: a code for programs, Vietnamese words for people, the bad fields by name.
import type { NextFunction, Request, Response } from 'express'
import { z } from 'zod'
import { httpStatus, type Problem, Refusal } from '../../contract/errors.ts'
import { isDatabaseAway } from '../database/errors.ts'
import type { Logger } from '../logging/logger.ts'

z.config(z.locales.vi())

export const notSignedIn = (): Refusal => new Refusal('not-signed-in', 'Bạn chưa đăng nhập hoặc phiên đã hết')
export const forbidden = (): Refusal => new Refusal('forbidden', 'Tài khoản của bạn không có quyền làm việc này')
export const notFound = (): Refusal => new Refusal('not-found', 'Không tìm thấy')

/** What the schema found wrong, by the field's path; the first message of each field counts. */
export function invalidInput(error: z.ZodError): Refusal {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.') || 'body'] ??= issue.message
  return new Refusal('invalid-input', 'Thông tin chưa đúng, xem lại các ô được đánh dấu', fields)
}

/** Brings anything thrown to a Problem; what is unexpected is logged and told without details. */
export function toProblem(error: unknown, logger: Logger, where: Record<string, unknown>): Problem {
  if (error instanceof Refusal) return error.toProblem()
  if (error instanceof z.ZodError) return invalidInput(error).toProblem()
  if (isDatabaseAway(error)) {
    logger.warn('database away', { ...where, error })
    return { code: 'unavailable', message: 'Hệ thống tạm thời không lưu được dữ liệu, xin thử lại sau ít phút' }
  }
  const status = statusOf(error)
  if (status !== null) return { code: status === 404 ? 'not-found' : 'invalid-input', message: clientErrors[status] ?? 'Yêu cầu không hợp lệ' }
  logger.error('request failed', { ...where, error })
  return { code: 'internal', message: 'Có lỗi trong hệ thống, chúng tôi đã ghi nhận' }
}

const clientErrors: Readonly<Record<number, string>> = {
  400: 'Nội dung gửi lên không đọc được',
  404: 'Không tìm thấy',
  413: 'Nội dung gửi lên lớn quá 1 MB',
  415: 'Nội dung phải ở dạng JSON (UTF-8)',
  416: 'Tệp không có đoạn được yêu cầu',
}

// The body parser, the router and the file sender throw errors of their own for what the client sent wrong.
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null
  return error.status >= 400 && error.status < 500 ? error.status : null
}

/** Writes a Problem with its HTTP status. */
export function sendProblem(res: Response, problem: Problem): void {
  res.status(httpStatus[problem.code]).set('Cache-Control', 'no-store').json(problem)
}

/** The last stop of every request that failed. */
export function problemHandler(logger: Logger) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    const problem = toProblem(error, logger, { method: req.method, path: req.route?.path })
    // A stream already under way cannot change its status: the connection is cut so that the client notices.
    if (res.headersSent) next(error)
    // A player must learn that its range was wrong (416), which no code of ours says.
    else if (statusOf(error) === 416) res.status(416).json(problem)
    else sendProblem(res, problem)
  }
}
