// What a file really is: by its content; a name says nothing.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { AttachmentType } from '../../contract/attachments.ts'

export type Sniffed = { ok: true; type: AttachmentType } | { ok: false; really: string }

const words: Readonly<Record<string, string>> = {
  exe: 'chương trình (.exe)',
  elf: 'chương trình',
  zip: 'tệp nén (.zip)',
  rar: 'tệp nén (.rar)',
  docx: 'văn bản Word (.docx)',
  xlsx: 'bảng tính Excel (.xlsx)',
  gif: 'ảnh GIF',
  heic: 'ảnh HEIC',
  bmp: 'ảnh BMP',
  mov: 'video QuickTime (.mov)',
  m4a: 'âm thanh M4A',
  cfb: 'văn bản Office cũ (.doc, .xls)',
  msi: 'bộ cài đặt (.msi)',
}

/** Known by two letters only: a text may begin with them as well ("BM01: biểu mẫu…"). */
const twoLetters: readonly string[] = ['bmp', 'exe']

/** The type of a file on the disk, or what it is instead. */
export async function sniff(file: string): Promise<Sniffed> {
  const found = await fileTypeFromFile(file)
  if (found && twoLetters.includes(found.ext) && (await isText(file))) return { ok: true, type: 'text/plain' }
  if (found) {
    const type = AttachmentType.safeParse(found.mime)
    return type.success ? { ok: true, type: type.data } : { ok: false, really: words[found.ext] ?? `tệp ${found.ext}` }
  }
  if (await isPdf(file)) return { ok: true, type: 'application/pdf' }
  return (await isText(file)) ? { ok: true, type: 'text/plain' } : { ok: false, really: 'tệp không rõ loại' }
}

/** Some writers put a few bytes before %PDF-. */
async function isPdf(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const head = Buffer.alloc(1024)
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    return head.subarray(0, bytesRead).includes('%PDF-')
  } finally {
    await handle.close()
  }
}

/** UTF-8 throughout, without the signs that only programs use. */
async function isText(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let some = false
  try {
    for await (const chunk of createReadStream(file)) {
      const text = decoder.decode(chunk as Buffer, { stream: true })
      some ||= text.length > 0
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells a program from a text
      if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)) return false
    }
    decoder.decode()
    return some
  } catch {
    return false
  }
}
