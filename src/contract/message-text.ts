// Values put into a message's text, and what is wrong with a text: the same for the server and in the administrator's preview. Pure.

/** A value longer than this is cut in an SMS: the whole is on the portal, under the code. */
const LONGEST_VALUE = 160

/** The text with its {placeholders} filled, and the names nothing was there for; those become "…". */
export function fillText(source: string, values: Readonly<Record<string, string>>, channel: 'sms' | 'email'): { text: string; missing: string[] } {
  const missing: string[] = []
  const text = source.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined || value === '') {
      missing.push(name)
      return '…'
    }
    return channel === 'sms' && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1).trimEnd()}…` : value
  })
  return { text, missing }
}

/** What a template's text may name in braces, and what it must name. */
export interface TemplateNames {
  placeholders: readonly string[]
  required: readonly string[]
}

const braced = (names: readonly string[]): string => names.map((name) => `{${name}}`).join(', ')

/** What is wrong with an edited template, in words by its field; empty when it can be sent. The body alone must name what is required. */
export function templateProblems({ subject, text }: { subject: string; text: string }, names: TemplateNames): { subject?: string; text?: string } {
  const inSubject = problemOf(subject, names.placeholders)
  const inText = problemOf(text, names.placeholders) ?? lackOf(text, names.required)
  return { ...(inSubject ? { subject: inSubject } : {}), ...(inText ? { text: inText } : {}) }
}

function problemOf(source: string, known: readonly string[]): string | null {
  const stray = /[{}]/.exec(source.replace(/\{[^{}]*\}/g, ''))
  // Half a pair is sent as it stands: the citizen would read "{code".
  if (stray) return `Dấu ${stray[0]} đứng lẻ. Viết đủ cặp { và }, như {${known[0] ?? 'code'}}.`
  const unknown = [...new Set([...source.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name))].filter((name) => !known.includes(name))
  return unknown.length > 0 ? `Không có ${braced(unknown)} trong mẫu này. Dùng: ${braced(known)}.` : null
}

function lackOf(text: string, required: readonly string[]): string | null {
  const lacking = required.filter((name) => !text.includes(`{${name}}`))
  return lacking.length > 0 ? `Thiếu ${braced(lacking)}. Tin gửi người dân phải có mã phản ánh để tra cứu.` : null
}
