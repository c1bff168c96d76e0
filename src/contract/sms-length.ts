// How long a text is as SMS: GSM 03.38 counts septets, everything else UCS-2; long texts go in parts. Pure.

const basic = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
/** These cost two septets. */
const extended = new Set('\f^{}\\[~]|€')

export interface SmsLength {
  encoding: 'gsm7' | 'unicode'
  /** Septets, or UCS-2 units. */
  units: number
  segments: number
}

/** Counts a text. A sign outside the GSM alphabet makes the whole text Unicode: most Vietnamese accents do. */
export function smsLength(text: string): SmsLength {
  let septets = 0
  for (const sign of text) {
    if (basic.has(sign)) septets += 1
    else if (extended.has(sign)) septets += 2
    else return { encoding: 'unicode', units: text.length, segments: parts(text.length, 70, 67) }
  }
  return { encoding: 'gsm7', units: septets, segments: parts(septets, 160, 153) }
}

const parts = (units: number, alone: number, joined: number): number => (units <= alone ? 1 : Math.ceil(units / joined))

/** Vietnamese without its accents, for carriers and brands registered that way: `Đã` becomes `Da`. */
export function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[–—]/g, '-')
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replaceAll('…', '...')
}
