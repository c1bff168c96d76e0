// Which numbers may be dialled from here: any writing goes in, a number and what the trunk wants come out, or why not. Pure.
import { toE164 } from '../contract/phone-number.ts'

/** How the trunk wants numbers written: `0269…`, `84269…` or `+84269…`. */
export const dialFormats = ['national', 'e164', 'plus'] as const
export type DialFormat = (typeof dialFormats)[number]

export interface OutboundRules {
  /** `mobile`, `landline`, or numbers: whole ones like `18001096`, or beginnings like `+85620*`. */
  allowed: readonly string[]
  format: DialFormat
  /** The hotline's own numbers, as published. */
  own: readonly string[]
}

export type WhyNotDialled = 'unreadable' | 'own' | 'emergency' | 'premium' | 'foreign' | 'not-allowed'

/** `number` is what is kept and shown: E.164, or a short service number as it is; `dial` is what the trunk is sent. */
export type Destination = { number: string; dial: string } | { refused: WhyNotDialled }

const EMERGENCY = new Set(['111', '112', '113', '114', '115'])
const isMobile = (number: string): boolean => /^\+84[35789]\d{8}$/.test(number)
const isLandline = (number: string): boolean => /^\+842\d{8,9}$/.test(number)
/** 1800 and 1900 services, whatever stands before them. */
const premiumOf = (digits: string): string | null => /^(?:\+?84|0)?(1[89]00\d{4,6})$/.exec(digits)?.[1] ?? null

/** Reads what somebody wrote or the network showed. An empty or hidden number is unreadable. */
export function readDestination(written: string | null | undefined, rules: OutboundRules): Destination {
  const digits = (written ?? '').replace(/[\s.\-()/]/g, '')
  if (!/^\+?\d{2,17}$/.test(digits)) return { refused: 'unreadable' }
  if (isOwn(digits, rules.own)) return { refused: 'own' }
  if (EMERGENCY.has(digits)) return { refused: 'emergency' }
  const service = premiumOf(digits)
  if (service) return named(service, rules.allowed) ? { number: service, dial: service } : { refused: 'premium' }
  const number = toE164(digits)
  if (number === null) {
    // Only what is a number of this country's own kind goes to the trunk as it was written.
    if (/^00|^\+/.test(digits)) return { refused: 'foreign' }
    return named(digits, rules.allowed) ? { number: digits, dial: digits } : { refused: 'unreadable' }
  }
  // Written with an area code's zero behind the country's, it is read only now.
  if (isOwn(number, rules.own)) return { refused: 'own' }
  const isHome = number.startsWith('+84')
  const isAllowed =
    (isMobile(number) && rules.allowed.includes('mobile')) || (isLandline(number) && rules.allowed.includes('landline')) || named(number, rules.allowed)
  if (!isAllowed) return { refused: isHome ? 'not-allowed' : 'foreign' }
  return { number, dial: dialled(number, rules.format) }
}

/** A number as the trunk wants it. */
function dialled(number: string, format: DialFormat): string {
  if (format === 'plus') return number
  if (format === 'e164') return number.slice(1)
  return number.startsWith('+84') ? `0${number.slice(3)}` : `00${number.slice(1)}`
}

/** Is it named one by one, or by its beginning? */
function named(number: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) => (pattern.endsWith('*') ? number.startsWith(pattern.slice(0, -1)) : number === pattern))
}

const bare = (number: string): string => number.replace(/^(\+?84|0)/, '')
/** Every way of writing one of our own numbers; `1022` with an area code in front is ours too. */
function isOwn(digits: string, own: readonly string[]): boolean {
  return own.some((number) => bare(number) === bare(digits.replace(/^00(?=84)/, '')))
}

/** What is said of a number that is not dialled. */
export const notDialledWords: Readonly<Record<WhyNotDialled, string>> = {
  unreadable: 'Số điện thoại không đúng, ví dụ đúng: 0900 000 014 hoặc 0269 3 824 123',
  own: 'Đây là số của chính tổng đài, không gọi được',
  emergency: 'Số khẩn cấp 111, 112, 113, 114, 115 không gọi qua tổng đài; hãy dùng điện thoại khác',
  premium: 'Đầu số dịch vụ 1800, 1900 không được gọi từ tổng đài',
  foreign: 'Số nước ngoài không được gọi từ tổng đài',
  'not-allowed': 'Đầu số này không được gọi từ tổng đài',
}

/** The code of a refusal, stable for programs. */
export const notDialledCode = (why: WhyNotDialled) => `number-${why}` as const

/** A party outside in the place of an operator: `tel:` and his number. */
export const outsideId = (number: string): string => `tel:${number}`
/** The number of a party outside; null where it is an operator's id. */
export const outsideNumber = (agentId: string | null | undefined): string | null => (agentId?.startsWith('tel:') ? agentId.slice(4) : null)
