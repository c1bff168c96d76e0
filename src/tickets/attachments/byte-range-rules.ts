// Where in a PDF its signatures are. Pure: bytes in, places out. A signature dictionary names two stretches, the file without the
// place of the signature itself; whether they reach to the file's end says whether something was added afterwards.

export interface SignedRange {
  /** start, length, start, length. */
  parts: [number, number, number, number]
  /** The CMS in the gap between them, DER. */
  cms: Buffer
  coversAll: boolean
}

/** White space some writers add behind the last %%EOF. */
const SLACK = 2

/** Every signature whose ByteRange is possible; what is not is left out. */
export function byteRanges(pdf: Buffer): SignedRange[] {
  const text = pdf.toString('latin1')
  const found: SignedRange[] = []
  for (const match of text.matchAll(/\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g)) {
    const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number)
    if (a !== 0 || b <= 0 || c <= a + b || d < 0 || c + d > pdf.length) continue
    const cms = hexBetween(text.slice(a + b, c))
    if (cms) found.push({ parts: [a, b, c, d], cms, coversAll: c + d >= pdf.length - SLACK })
  }
  return found
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
