// Receiving files: looked at, cleaned, and only then attached; of a request all or none.
import { rm, stat } from 'node:fs/promises'
import type { Request, Response } from 'express'
import { type AttachmentType, largestBytes, type Signature } from '../../contract/attachments.ts'
import { Refusal } from '../../contract/errors.ts'
import { diskFull, isDiskFull, megabytes, receive } from './incoming.ts'
import { readSignatures } from './pdf-signatures.ts'
import { withoutTraces } from './picture.ts'
import { sniff } from './sniff.ts'
import type { ContentStore } from './store.ts'

export interface ReceivedFile {
  name: string
  type: AttachmentType
  bytes: number
  sha256: string
  signatures: Signature[]
}

interface Deps {
  store: ContentStore
  /** A folder of certificates, or null. */
  trustedRoots: string | null
  now: Date
}

/** Reads the files of a multipart request into the store; when one is refused, none is kept. */
export async function receiveFiles(req: Request, res: Response, { store, trustedRoots, now }: Deps): Promise<ReceivedFile[]> {
  const files = await receive(req, res, store.incoming)
  try {
    if (files.length === 0) throw new Refusal('invalid-input', 'Chưa chọn tệp nào')
    const good: { path: string; name: string; type: AttachmentType }[] = []
    for (const file of files) {
      const name = nameOf(file.originalname)
      const type = await accept(name, file)
      if (type.startsWith('image/') && !(await withoutTraces(file.path, type))) throw refusalOf(name, 'ảnh bị hỏng hoặc quá lớn, không đọc được')
      good.push({ path: file.path, name: type === 'text/plain' ? asText(name) : name, type })
    }
    const all: ReceivedFile[] = []
    for (const { path, name, type } of good) {
      const signatures = type === 'application/pdf' ? await readSignatures(path, trustedRoots, now) : []
      const { size } = await stat(path)
      all.push({ name, type, bytes: size, sha256: await store.take(path), signatures })
    }
    return all
  } catch (error) {
    throw isDiskFull(error) ? diskFull() : error
  } finally {
    await Promise.all(files.map((file) => rm(file.path, { force: true })))
  }
}

async function accept(name: string, { path, size }: { path: string; size: number }): Promise<AttachmentType> {
  if (size === 0) throw refusalOf(name, 'tệp rỗng')
  const found = await sniff(path)
  if (!found.ok) throw refusalOf(name, `thực chất là ${found.really}. Chỉ nhận ảnh JPEG, PNG, WebP, PDF, MP3, MP4 và văn bản thuần (UTF-8)`)
  const most = largestBytes[found.type]
  if (size > most) throw refusalOf(name, `lớn quá ${megabytes(most)}`)
  return found.type
}

const refusalOf = (name: string, why: string) => new Refusal('invalid-input', `${name}: ${why}`, { files: `${name}: ${why}` })

/** The last part of a path, composed accents, no signs a file system or a header minds. */
export function nameOf(original: string): string {
  const last = original.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  // Control signs, and those that turn the direction of writing: "gnp.exe" could be made to look like "exe.png".
  const clean = last.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069"<>|:*?]/gu, '').trim()
  const [base = '', ext = ''] = /^(.*?)(\.[^.]{1,10})?$/s.exec(clean)?.slice(1) ?? []
  return `${base.slice(0, 180).toWellFormed() || 'tep'}${ext.toWellFormed()}`
}

/** A text is opened as a text: under the name of a script a double click would run it. */
export const asText = (name: string): string => (/\.(txt|csv|log|md)$/i.test(name) ? name : `${name}.txt`)
