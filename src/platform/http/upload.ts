// A file that is the whole body of a request.
import type { Request, Response } from 'express'
import { Refusal } from '../../contract/errors.ts'

/** Reads it, at most `limit` bytes; what is larger is refused before it is held. */
export async function readUpload(req: Request, limit: number): Promise<Buffer> {
  const tooLarge = () =>
    new Refusal('invalid-input', `Tệp lớn quá ${Math.floor(limit / 1024 / 1024)} MB`, { file: `Tệp lớn quá ${Math.floor(limit / 1024 / 1024)} MB` })
  if (!req.is('application/octet-stream')) throw new Refusal('invalid-input', 'Chưa có tệp nào được gửi lên', { file: 'Chọn tệp' })
  const refuseLarge = () => {
    // The rest is let run out, so that the answer is read; a client that goes on for long is cut off by the server's time limit.
    req.resume()
    return tooLarge()
  }
  if (Number(req.headers['content-length'] ?? 0) > limit) throw refuseLarge()
  const parts: Buffer[] = []
  let size = 0
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length
    if (size > limit) throw tooLarge()
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Answers with a file to keep. */
export function sendFile(res: Response, name: string, type: string, content: Buffer): void {
  res.set({ 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'no-store' }).send(content)
}

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
