// A multipart request's files on the disk: streamed there, cut off when too large or silent, and nothing of what was refused is left.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import multer from 'multer'
import { LARGEST_UPLOAD, MOST_FILES } from '../../contract/attachments.ts'
import { Refusal } from '../../contract/errors.ts'

/** All files of a request together, with what stands around them. */
const LARGEST_REQUEST = LARGEST_UPLOAD + 2 ** 20

/** How long a sender who is told no has to hear it, ms. */
const LINGER_MS = 10_000

/** A line this long without a byte is a sender who is gone, ms; however slow it is otherwise, it may go on. */
const SILENCE_MS = 60_000

export const megabytes = (bytes: number): string => `${Math.floor(bytes / 2 ** 20)} MB`

/** The disk is full, whoever found out: the system or the picture library, which only says it in words. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) || /no space left|disk quota/i.test(error.message))

export const diskFull = (): Refusal => new Refusal('unavailable', 'Máy chủ hết chỗ lưu tệp, xin báo quản trị. Nội dung đã nhập vẫn còn.')

const tooLarge = (): Refusal => {
  const why = `Tệp lớn quá ${megabytes(LARGEST_UPLOAD)}`
  return new Refusal('invalid-input', why, { files: why })
}

/** The request's files in `folder`; whoever calls takes them over or removes them. */
export function receive(req: Request, res: Response, folder: string): Promise<Express.Multer.File[]> {
  const begun = new Map<string, Promise<void>>()
  const stop = new AbortController()
  const storage: multer.StorageEngine = {
    _handleFile(_req, file, done) {
      const to = path.join(folder, randomUUID())
      const out = createWriteStream(to, { mode: 0o600 })
      begun.set(to, new Promise((resolve) => out.once('close', resolve)))
      pipeline(file.stream, out, { signal: stop.signal }).then(
        () => done(null, { path: to, size: out.bytesWritten }),
        (error: unknown) => done(error),
      )
    },
    _removeFile(_req, file, done) {
      rm(file.path, { force: true }).then(() => done(null), done)
    },
  }
  const limits = { fileSize: LARGEST_UPLOAD, files: MOST_FILES, fields: 0, parts: MOST_FILES }
  const read = multer({ storage, limits, defParamCharset: 'utf8' }).array('files', MOST_FILES)
  return new Promise((resolve, reject) => {
    let refused = false
    const refuse = (refusal: Refusal) => {
      if (refused) return
      refused = true
      // What still comes is thrown away for a while: were the connection closed at once, the answer would be lost with it.
      res.once('finish', () => setTimeout(() => req.complete || req.destroy(), LINGER_MS).unref())
      req.unpipe()
      req.resume()
      stop.abort()
      const removed = [...begun].map(([file, closed]) => closed.then(() => rm(file, { force: true })))
      void Promise.allSettled(removed).then(() => reject(refusal))
    }
    req.setTimeout(SILENCE_MS, () => req.destroy())
    if (Number(req.headers['content-length'] ?? 0) > LARGEST_REQUEST) return refuse(tooLarge())
    let bytes = 0
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > LARGEST_REQUEST) refuse(tooLarge())
    })
    read(req, res, (error: unknown) => {
      if (error) return refuse(refusalFor(error))
      req.setTimeout(0)
      if (!refused) resolve((req.files as Express.Multer.File[] | undefined) ?? [])
    })
  })
}

function refusalFor(error: unknown): Refusal {
  if (isDiskFull(error)) return diskFull()
  const code = error instanceof multer.MulterError ? error.code : ''
  if (code === 'LIMIT_FILE_SIZE') return tooLarge()
  if (code === 'LIMIT_FILE_COUNT' || code === 'LIMIT_PART_COUNT') return new Refusal('invalid-input', `Mỗi lần gửi nhiều nhất ${MOST_FILES} tệp`)
  return new Refusal('invalid-input', 'Tệp gửi lên không trọn vẹn, xin gửi lại')
}
