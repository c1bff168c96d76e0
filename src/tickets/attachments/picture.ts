// Pictures: written anew on arrival, and small ones for lists.
import { rename, rm } from 'node:fs/promises'
import sharp from 'sharp'
import { isDiskFull } from './incoming.ts'

/** More points than this is no photograph but a bomb. */
const MOST_PIXELS = 120_000_000

/** Writes a picture anew, in sRGB, turned as it is meant to be seen, without where and with what it was taken (EXIF, GPS); false: it is broken. */
export async function withoutTraces(file: string, type: string): Promise<boolean> {
  const clean = `${file}.clean`
  try {
    const picture = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).rotate()
    const out = type === 'image/png' ? picture.png() : type === 'image/webp' ? picture.webp({ quality: 90 }) : picture.jpeg({ quality: 90, mozjpeg: false })
    await out.toFile(clean)
    await rename(clean, file)
    return true
  } catch (error) {
    await rm(clean, { force: true })
    if (isDiskFull(error)) throw error
    return false
  }
}

/** Writes a picture 320 points wide. */
export async function writeThumbnail(from: string, to: string): Promise<void> {
  await sharp(from, { limitInputPixels: MOST_PIXELS }).resize({ width: 320, withoutEnlargement: true }).webp({ quality: 75 }).toFile(to)
}
