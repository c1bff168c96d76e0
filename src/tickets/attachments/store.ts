// Where contents lie: by their hash, each once, written whole or not at all.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import { Refusal } from '../../contract/errors.ts'

/** More points than this is no photograph but a bomb. */
const MOST_PIXELS = 100_000_000

export interface ContentStore {
  /** Takes a file over (it is moved); answers its hash. */
  take(file: string): Promise<string>
  pathOf(sha256: string): string
  /** A picture 320 points wide, made when first asked for. */
  thumbnail(sha256: string): Promise<string>
  /** Where uploads are written before they are known to be good. */
  incoming: string
}

/** Makes the store; its folders are made here. */
export function createContentStore(folder: string): ContentStore {
  const incoming = path.join(folder, 'incoming')
  mkdirSync(incoming, { recursive: true, mode: 0o700 })
  const pathOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256)
  return {
    incoming,
    pathOf,
    async take(file) {
      const sha256 = await hashOf(file)
      const target = pathOf(sha256)
      if (existsSync(target)) await rm(file, { force: true })
      else {
        mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 })
        const handle = await open(file, 'r+')
        await handle.sync()
        await handle.close()
        await rename(file, target)
      }
      return sha256
    },
    async thumbnail(sha256) {
      const target = `${pathOf(sha256)}.thumb.webp`
      if (!existsSync(target)) {
        await sharp(pathOf(sha256), { limitInputPixels: MOST_PIXELS })
          .resize({ width: 320, withoutEnlargement: true })
          .webp({ quality: 75 })
          .toFile(`${target}.${process.pid}`)
        await rename(`${target}.${process.pid}`, target)
      }
      return target
    },
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** Writes a picture anew: turned as it is meant to be seen, and without where and with what it was taken (EXIF, GPS). */
export async function withoutTraces(file: string, type: string): Promise<void> {
  const clean = `${file}.clean`
  try {
    const picture = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).rotate()
    const out = type === 'image/png' ? picture.png() : type === 'image/webp' ? picture.webp({ quality: 90 }) : picture.jpeg({ quality: 90, mozjpeg: false })
    await out.toFile(clean)
    await rename(clean, file)
  } catch {
    await rm(clean, { force: true })
    throw new Refusal('invalid-input', 'Ảnh bị hỏng hoặc quá lớn, không đọc được')
  }
}
