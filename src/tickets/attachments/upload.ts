// Receiving files: streamed to the disk, cut off when too large, looked at, cleaned, and only then attached.
import { randomUUID } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Request, Response } from 'express'
import multer from 'multer'
import { type AttachmentType, LARGEST_UPLOAD, largestBytes, MOST_FILES } from '../../contract/attachments.ts'
import { Refusal } from '../../contract/errors.ts'
import { readSignatures } from './pdf-signatures.ts'
import { sniff } from './sniff.ts'
import { type ContentStore, withoutTraces } from './store.ts'

export interface ReceivedFile {
  name: string
  type: AttachmentType
  bytes: number
  sha256: string
  signatures: Awaited<ReturnType<typeof readSignatures>>
}

/** All files of a request together, with what stands around them. */
const LARGEST_REQUEST = LARGEST_UPLOAD + 2 ** 20

/** How long a sender who is told no has to hear it, ms. */
const LINGER_MS = 10_000

const megabytes = (bytes: number) => `${Math.floor(bytes / 2 ** 20)} MB`

/** Reads the files of a multipart request; when one is refused, none is kept. `trustedRoots`: a folder of certificates, or null. */
export async function receiveFiles(req: Request, res: Response, store: ContentStore, trustedRoots: string | null): Promise<ReceivedFile[]> {
  const files = await received(req, res, store)
  try {
    if (files.length === 0) throw new Refusal('invalid-input', 'Chưa chọn tệp nào')
    const good: { file: Express.Multer.File; type: AttachmentType }[] = []
    for (const file of files) good.push({ file, type: await accept(file) })
    const all: ReceivedFile[] = []
    for (const { file, type } of good) {
      if (type.startsWith('image/')) await withoutTraces(file.path, type)
      const signatures = type === 'application/pdf' ? await readSignatures(file.path, trustedRoots) : []
      const { size } = await stat(file.path)
      all.push({ name: nameOf(file.originalname), type, bytes: size, sha256: await store.take(file.path), signatures })
    }
    return all
  } finally {
    await Promise.all(files.map((file) => rm(file.path, { force: true })))
  }
}

/**
 * The request's files on the disk. What is larger than any request may be ends the reading at once: nobody sends 200 MB to be told no,
 * and nothing of it is left.
 */
function received(req: Request, res: Response, store: ContentStore): Promise<Express.Multer.File[]> {
  const begun: string[] = []
  const storage = multer.diskStorage({
    destination: store.incoming,
    filename: (_req, _file, done) => {
      const name = randomUUID()
      begun.push(path.join(store.incoming, name))
      done(null, name)
    },
  })
  const read = multer({ storage, limits: { fileSize: LARGEST_UPLOAD, files: MOST_FILES, fields: 0, parts: MOST_FILES }, defParamCharset: 'utf8' }).array(
    'files',
    MOST_FILES,
  )
  return new Promise((resolve, reject) => {
    const refuse = (refusal: Refusal) => {
      void Promise.allSettled(begun.map((file) => rm(file, { force: true }))).then(() => reject(refusal))
    }
    const tooLarge = () => {
      // What still comes is thrown away for a while: were the connection closed at once, the answer would be lost with it.
      res.once('finish', () => setTimeout(() => req.complete || req.destroy(), LINGER_MS).unref())
      req.unpipe()
      req.resume()
      refuse(new Refusal('invalid-input', `Tệp lớn quá ${megabytes(LARGEST_UPLOAD)}`, { files: `Tệp lớn quá ${megabytes(LARGEST_UPLOAD)}` }))
    }
    if (Number(req.headers['content-length'] ?? 0) > LARGEST_REQUEST) return tooLarge()
    let bytes = 0
    req.on('data', (chunk: Buffer) => {
      const before = bytes
      bytes += chunk.length
      if (before <= LARGEST_REQUEST && bytes > LARGEST_REQUEST) tooLarge()
    })
    read(req, res, (error: unknown) => {
      if (!error) return resolve((req.files as Express.Multer.File[] | undefined) ?? [])
      const code = (error as { code?: string }).code
      if (code === 'LIMIT_FILE_SIZE')
        return refuse(new Refusal('invalid-input', `Tệp lớn quá ${megabytes(LARGEST_UPLOAD)}`, { files: `Tệp lớn quá ${megabytes(LARGEST_UPLOAD)}` }))
      if (code === 'LIMIT_FILE_COUNT' || code === 'LIMIT_UNEXPECTED_FILE' || code === 'LIMIT_PART_COUNT')
        return refuse(new Refusal('invalid-input', `Mỗi lần gửi nhiều nhất ${MOST_FILES} tệp`))
      if (code === 'ENOSPC') return refuse(new Refusal('unavailable', 'Máy chủ hết chỗ lưu tệp, xin báo quản trị. Nội dung đã nhập vẫn còn.'))
      refuse(new Refusal('invalid-input', 'Tệp gửi lên không trọn vẹn, xin gửi lại'))
    })
  })
}

async function accept(file: Express.Multer.File): Promise<AttachmentType> {
  const name = nameOf(file.originalname)
  const refuse = (why: string) => new Refusal('invalid-input', `${name}: ${why}`, { files: `${name}: ${why}` })
  if (file.size === 0) throw refuse('tệp rỗng')
  const found = await sniff(file.path)
  if (!found.ok) throw refuse(`thực chất là ${found.really}. Chỉ nhận ảnh JPEG, PNG, WebP, PDF, MP3, MP4 và văn bản thuần`)
  const most = largestBytes[found.type]
  if (file.size > most) throw refuse(`lớn quá ${megabytes(most)}`)
  return found.type
}

/** The last part of a path, composed accents, no signs a file system or a header minds. */
export function nameOf(original: string): string {
  const last = original.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no place in a name
  const clean = last.replace(/[\u0000-\u001f\u007f"<>|:*?]/g, '').trim()
  const [base = '', ext = ''] = /^(.*?)(\.[^.]{1,10})?$/s.exec(clean)?.slice(1) ?? []
  return `${base.slice(0, 180) || 'tep'}${ext}`
}
