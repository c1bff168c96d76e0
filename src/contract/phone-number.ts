// Telephone numbers: every form people and carriers write, brought to E.164 (spec 3-context.md, Numbers).
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'

/** Mobile prefixes renumbered in 2018; callers and old records still carry them. */
const renumbered: Readonly<Record<string, string>> = {
  '162': '32',
  '163': '33',
  '164': '34',
  '165': '35',
  '166': '36',
  '167': '37',
  '168': '38',
  '169': '39',
  '120': '70',
  '121': '79',
  '122': '77',
  '126': '76',
  '128': '78',
  '123': '83',
  '124': '84',
  '125': '85',
  '127': '81',
  '129': '82',
  '186': '56',
  '188': '58',
  '199': '59',
}

/**
 * Brings a number to E.164 (`+84…`), or null when it is none.
 * Takes 0…, 84…, +84…, 0084…, spaces, dots and dashes, and the dead 01x mobile prefixes.
 */
export function toE164(raw: string | null | undefined): string | null {
  if (!raw) return null
  let digits = raw.replace(/[\s.\-()]/g, '')
  if (/^00\d/.test(digits)) digits = `+${digits.slice(2)}`
  if (/^84\d{9,10}$/.test(digits)) digits = `+${digits}`
  if (/^0\d{9,10}$/.test(digits)) digits = `+84${digits.slice(1)}`
  if (!/^\+\d{8,15}$/.test(digits)) return null
  const old = /^\+84(1\d\d)(\d{7})$/.exec(digits)
  if (old?.[1] && old[2] && renumbered[old[1]]) digits = `+84${renumbered[old[1]]}${old[2]}`
  // Invented 0900 000 0xx numbers are well-formed though no one owns them, so form decides and not assignment.
  if (/^\+84[35789]\d{8}$/.test(digits)) return digits
  const parsed = parsePhoneNumberFromString(digits)
  return parsed?.isValid() ? parsed.number : null
}

/** Shows an E.164 number as people here read it: `0900 000 014`; foreign numbers stay international. */
export function formatPhone(e164: string | null | undefined): string {
  if (!e164) return ''
  const mobile = /^\+84(\d{3})(\d{3})(\d{3})$/.exec(e164)
  if (mobile) return `0${mobile[1]} ${mobile[2]} ${mobile[3]}`
  return parsePhoneNumberFromString(e164)?.formatNational() ?? e164
}

/** A number with most of its digits hidden: `0900 ••• •14`. */
export function maskPhone(e164: string | null): string | null {
  if (!e164) return null
  const shown = formatPhone(e164)
  const digits = shown.replace(/\D/g, '').length
  let place = 0
  return shown.replace(/\d/g, (digit) => {
    place += 1
    return place <= 4 || place > digits - 2 ? digit : '•'
  })
}

/** A landline can get no SMS. */
export function isLandline(e164: string): boolean {
  return /^\+842/.test(e164)
}

/** Schema of a number typed by a person; the output is E.164. */
export const PhoneInput = z
  .string()
  .trim()
  .max(40)
  .transform((value, ctx) => {
    const number = toE164(value)
    if (number) return number
    ctx.addIssue({ code: 'custom', message: 'Số điện thoại không đúng, ví dụ đúng: 0900 000 014' })
    return z.NEVER
  })
