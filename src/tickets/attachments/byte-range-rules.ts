// Where in a PDF its signatures are. Pure: bytes in, places out. A signature dictionary names two stretches, the file without the
// place of the signature itself; whether they reach to the file's end says whether something was added afterwards.

export interface SignedRange {
  /** start, length, start, length. */
  parts: [number, number, number, number]
  /** The CMS in the gap between them, DER. */
  cms: Buffer
  coversAll: boolean
  /** /M of the signature dictionary, for signers who put no time into the signature itself; ISO, or null. */
  statedAt: string | null
}

/** White space some writers add behind the last %%EOF. */
const SLACK = 2

/** More signatures than any office gives: a file made of them would keep the machine busy. */
export const MOST_SIGNATURES = 40

/** Room for a signature with its certificates and revocation lists, characters. */
const LARGEST_GAP = 4 * 2 ** 20

/** How far around its ByteRange a signature dictionary is looked at, characters. */
const NEAR = 20_000

const BYTE_RANGE = /\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g

/** Every signature in the order of the file; null for one whose ByteRange fits no file like this. A place kept for a signature is none. */
export function byteRanges(pdf: Buffer): (SignedRange | null)[] {
  const text = pdf.toString('latin1')
  const found: (SignedRange | null)[] = []
  for (const match of text.matchAll(BYTE_RANGE)) {
    const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number)
    if (a + b + c + d === 0) continue
    found.push(rangeAt(text, [a, b, c, d], match.index))
    if (found.length === MOST_SIGNATURES) break
  }
  return found
}

function rangeAt(text: string, [a, b, c, d]: [number, number, number, number], at: number): SignedRange | null {
  if (a !== 0 || b <= 0 || c <= b || c - b > LARGEST_GAP || d < 0 || c + d > text.length) return null
  const cms = hexBetween(text.slice(b, c))
  if (!cms) return null
  return { parts: [a, b, c, d], cms, coversAll: c + d >= text.length - SLACK, statedAt: statedTime(text, b, c, at) }
}

/** `<3082…0000>`: the DER tells its own length, the rest is room that was kept. */
function hexBetween(gap: string): Buffer | null {
  const hex = /^\s*<([0-9a-fA-F\s]+)>\s*$/.exec(gap)?.[1]?.replace(/\s/g, '')
  if (!hex || hex.length < 8) return null
  const all = Buffer.from(hex, 'hex')
  const length = derLength(all)
  return length === null || length > all.length ? null : all.subarray(0, length)
}

function derLength(der: Buffer): number | null {
  const first = der[1]
  if (der[0] !== 0x30 || first === undefined) return null
  if (first < 0x80) return first + 2
  const bytes = first & 0x7f
  // Indefinite length: the reader finds its end itself.
  if (bytes === 0) return der.length
  if (bytes > 4 || der.length < 2 + bytes) return null
  return der.readUIntBE(2, bytes) + 2 + bytes
}

/** `/M (D:20261118090000+07'00')` in the dictionary around the gap. */
function statedTime(text: string, gapFrom: number, gapTo: number, at: number): string | null {
  const from = Math.max(text.lastIndexOf(' obj', Math.min(at, gapFrom)), Math.min(at, gapFrom) - NEAR, 0)
  const end = text.indexOf('endobj', Math.max(at, gapTo))
  const to = Math.min(end < 0 ? text.length : end, Math.max(at, gapTo) + NEAR)
  const around = text.slice(from, gapFrom) + text.slice(gapTo, to)
  const parts = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d))?/.exec(around)
  if (!parts) return null
  const [, year, month, day, hour, minute, second, zoneHours, zoneMinutes] = parts
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zoneHours ? `${zoneHours}:${zoneMinutes}` : 'Z'}`)
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString()
}
