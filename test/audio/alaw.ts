/**
 * G.711 A-law, the codec of the public telephone network in Vietnam.
 * Both directions are tables, because a test with many calls converts millions of samples.
 */

function expand(code: number): number {
  const value = code ^ 0x55
  const exponent = (value & 0x70) >> 4
  const mantissa = value & 0x0f
  const magnitude = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1)
  // In A-law a set top bit means positive.
  return (value & 0x80) !== 0 ? magnitude : -magnitude
}

function compress(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0
  const magnitude = Math.min(sample >= 0 ? sample : -sample - 1, 32767)
  let exponent = 7
  while (exponent > 0 && (magnitude & (0x80 << exponent)) === 0) exponent -= 1
  const mantissa = exponent === 0 ? magnitude >> 4 : magnitude >> (exponent + 3)
  return (sign | (exponent << 4) | (mantissa & 0x0f)) ^ 0x55
}

const EXPANDED = Int16Array.from({ length: 256 }, (_, code) => expand(code))
const COMPRESSED = Uint8Array.from({ length: 65536 }, (_, index) => compress(index - 32768))

/** The A-law byte of digital silence. */
export const ALAW_SILENCE = compress(0)

/** 16-bit samples to A-law bytes. */
export function encodeAlaw(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, (sample) => COMPRESSED[sample + 32768] ?? ALAW_SILENCE)
}

/** A-law bytes to 16-bit samples. */
export function decodeAlaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (code) => EXPANDED[code] ?? 0)
}
